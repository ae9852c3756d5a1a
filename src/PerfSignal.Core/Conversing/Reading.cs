using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Conversing;

/// <summary>Tells a command that only reads, and holds its verb to that.</summary>
internal static class Reading
{
    /// <summary>The verb to which nothing of the command needs to be kept; null for every other.</summary>
    public static Verb? Of(Inbound inbound, VerbTable verbs) =>
        inbound is { IsAnsweredDirectly: true, Verb: null, Text: { } text } && verbs.Typed(text) is ({ OnlyReadsAlone: true } verb, "")
            ? verb
            : null;

    /// <summary>Until it is disposed, the context saves entries of the audit log and nothing else.</summary>
    public static IDisposable Guard(PerfSignalData data) => new OnlyAudit(data);

    private sealed class OnlyAudit : IDisposable
    {
        private readonly PerfSignalData data;

        public OnlyAudit(PerfSignalData data)
        {
            this.data = data;
            data.SavingChanges += Check;
        }

        public void Dispose() => data.SavingChanges -= Check;

        private void Check(object? sender, SavingChangesEventArgs saving)
        {
            var changed = data
                .ChangeTracker.Entries()
                .FirstOrDefault(entry =>
                    entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                    && entry is not { State: EntityState.Added, Entity: AuditEntry or PersonAlias }
                );
            if (changed is not null)
            {
                throw new InvalidOperationException(
                    $"A verb that only reads would write {changed.Metadata.ShortName()}: take away its OnlyReadsAlone."
                );
            }
        }
    }
}
