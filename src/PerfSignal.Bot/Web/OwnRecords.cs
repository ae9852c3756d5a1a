using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web;

/// <summary>A time in which somebody was the person's manager.</summary>
/// <param name="Until">First day on which it no longer holds; null while it lasts.</param>
public sealed record ManagerLine(string Name, LocalDate From, LocalDate? Until);

/// <summary>An account of a chat platform that stands for the person, as the platform describes it.</summary>
public sealed record AccountLine(
    PlatformName Platform,
    string? Name,
    string? Address,
    Instant FirstSeen,
    Instant LastSeen,
    bool Removed,
    bool ByHand
);

/// <summary>A time that somebody read what only a reason opens.</summary>
public sealed record GlassLine(Instant At, string Who, DataClass What, string Reason);

/// <summary>What is held about a person beside their evidence: managers, and how much there is of what keeps the service going.</summary>
public sealed class OwnRecords(PerfSignalData data, Access access)
{
    public async Task<IReadOnlyList<ManagerLine>> Managers(Viewer viewer, CancellationToken ct) =>
        await data
            .ReportingLines.Where(line => line.ReportId == viewer.PersonId)
            .Join(data.People, line => line.ManagerId, person => person.Id, (line, person) => new { line, person.Name })
            .OrderByDescending(row => row.line.From)
            .Select(row => new ManagerLine(row.Name, row.line.From, row.line.Until))
            .ToListAsync(ct);

    public async Task<IReadOnlyList<AccountLine>> Accounts(Viewer viewer, CancellationToken ct) =>
        await data.Set<ChatAccount>()
            .Where(row => row.PersonId == viewer.PersonId)
            .OrderByDescending(row => row.LastSeen)
            .Select(row => new AccountLine(
                row.Platform,
                row.Name,
                row.Email ?? row.PrincipalName,
                row.FirstSeen,
                row.LastSeen,
                row.RemovedAt != null,
                row.MatchedByHand
            ))
            .ToListAsync(ct);

    /// <summary>Newest first, with the reason that was given.</summary>
    public async Task<IReadOnlyList<GlassLine>> Glass(Viewer viewer, CancellationToken ct) =>
        await (await access.Read<GlassBreak>(viewer, viewer.PersonId, Purpose.OwnData, ct))
            .Join(data.People, row => row.ReaderId, person => person.Id, (row, person) => new { row, person.Name })
            .OrderByDescending(line => line.row.At)
            .Take(100)
            .Select(line => new GlassLine(line.row.At, line.Name, line.row.What, line.row.Reason))
            .ToListAsync(ct);
}
