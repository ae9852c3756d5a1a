using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Core.Conversing;

/// <summary>Which rows are something collected about people, and about whom. Every kind counts that is not named here as needed whether or not there is a pilot.</summary>
public static class PilotRows
{
    /// <summary>
    /// The people import, by whom somebody is reached and signed in, what was said and logged, and what HR decides: none of it tells of anybody's work.
    /// A message to somebody outside is kept with the reason why it was not sent.
    /// </summary>
    public static IReadOnlySet<Type> Beside { get; } =
        new HashSet<Type>
        {
            typeof(Person),
            typeof(PersonAlias),
            typeof(PersonMove),
            typeof(PersonRole),
            typeof(PayRecord),
            typeof(ReportingLine),
            typeof(Delegation),
            typeof(ChatAccount),
            typeof(Unreachable),
            typeof(PilotWave),
            typeof(Broadcast),
            typeof(ReviewCycle),
            typeof(AuditEntry),
            typeof(GlassBreak),
            typeof(DeliveryRow),
            typeof(Dialogue),
            typeof(InboundRow),
            typeof(InboxRow),
            typeof(WelcomeShown),
            typeof(WebLink),
            typeof(WebMessage),
            typeof(WebSession),
        };

    /// <summary>Properties by which a row says whom it is about, or who wrote it; those who only decided or released something are not meant.</summary>
    public static IReadOnlySet<string> Naming { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "PersonId",
            "ManagerId",
            "ReportId",
            "OwnerId",
            "OtherId",
            "AuthorId",
            "SubjectId",
            "AskerId",
            "RecipientId",
            "VoterId",
            "DoerId",
            "ToldId",
        };

    /// <summary>The people of the rows that would be added, or would come to be about somebody else.</summary>
    public static IEnumerable<Guid> PeopleOf(PerfSignalData data) =>
        data
            .ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified && !Beside.Contains(entry.Metadata.ClrType))
            .SelectMany(entry =>
                entry
                    .Properties.Where(property => IsNaming(property.Metadata) && (entry.State == EntityState.Added || property.IsModified))
                    .Select(property => property.CurrentValue)
            )
            .OfType<Guid>();

    public static bool IsNaming(IReadOnlyProperty property) => Naming.Contains(property.Name);
}
