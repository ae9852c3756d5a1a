using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Web;

/// <summary>One time that somebody else read or changed something about the person.</summary>
/// <param name="Who">The name, or null for the service itself and for people who were erased.</param>
public sealed record HistoryLine(Instant At, string? Who, string Act, string What, string? Purpose);

/// <summary>The person's own part of the audit log: what others did with what is held about them.</summary>
public sealed class AccessHistory(PerfSignalData data, AuditTrail trail)
{
    private const int Shown = 50;

    /// <summary>Newest first; only ever about the viewer.</summary>
    public async Task<IReadOnlyList<HistoryLine>> Of(Viewer viewer, CancellationToken ct)
    {
        var mine = await data.Set<PersonAlias>()
            .Where(row => row.PersonId == viewer.PersonId)
            .Select(row => (Guid?)row.Alias)
            .SingleOrDefaultAsync(ct);
        if (mine is null)
        {
            return [];
        }

        var entries = await (await trail.Read(viewer, viewer.PersonId, ct))
            .AsNoTracking()
            .Where(row => row.SubjectAlias == mine && row.ActorAlias != mine)
            .OrderByDescending(row => row.At)
            .Take(Shown)
            .ToListAsync(ct);
        var aliases = entries.Select(row => row.ActorAlias).OfType<Guid>().ToHashSet();
        var names = await data.Set<PersonAlias>()
            .Where(row => aliases.Contains(row.Alias))
            .Join(data.People, alias => alias.PersonId, person => person.Id, (alias, person) => new { alias.Alias, person.Name })
            .ToDictionaryAsync(row => row.Alias, row => row.Name, ct);
        return
        [
            .. entries.Select(row => new HistoryLine(
                row.At,
                row.ActorAlias is { } actor ? names.GetValueOrDefault(actor) : null,
                row.Act,
                row.What,
                row.Purpose
            )),
        ];
    }
}
