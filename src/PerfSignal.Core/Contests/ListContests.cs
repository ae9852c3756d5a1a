using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Contests;

/// <summary>The contests that wait for the reader, and the reader's own.</summary>
public sealed record ContestList(
    string Title,
    string WaitingTitle,
    IReadOnlyList<ContestLine> Waiting,
    string OwnTitle,
    IReadOnlyList<ContestLine> Own,
    string Empty,
    string More
);

public sealed record ContestLine(string Row, string What, string State);

/// <summary>`contest.list`: what the reader is to decide, and what they contested themself.</summary>
public sealed class ListContests(PerfSignalData data, Access access, ContestFinder contests) : IVerb
{
    public const string Name = "contest.list";
    private const int Most = 4;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var waiting = await contests.WaitingFor(command.Viewer, 50, ct);
        var mine = await access.Read<Contest>(command.Viewer, command.By.Id, Purpose.OwnData, ct);
        var own = await mine.OrderByDescending(row => row.OpenedAt).Take(50).ToListAsync(ct);
        var left = Math.Max(0, waiting.Count - Most) + Math.Max(0, own.Count - Most);
        var list = new ContestList(
            reader.Say("contest_list_title"),
            reader.Say("contest_list_waiting", ("count", reader.Number(waiting.Count, 0))),
            await Lines(waiting, reader, ct),
            reader.Say("contest_list_own", ("count", reader.Number(own.Count, 0))),
            await Lines(own, reader, ct),
            waiting.Count + own.Count == 0 ? reader.Say("contest_list_empty") : "",
            left == 0 ? "" : reader.Say("contest_list_more", ("count", reader.Number(left, 0)))
        );
        await data.SaveChangesAsync(ct);
        return Reply.Show("contest_list", list);
    }

    private async Task<IReadOnlyList<ContestLine>> Lines(IReadOnlyList<Contest> contests, Reader reader, CancellationToken ct)
    {
        var shown = contests.Take(Most).ToList();
        var ids = shown.SelectMany(row => new[] { row.PersonId, row.DeciderId, row.DecidedById }).OfType<Guid>().Distinct().ToList();
        var people = await data.People.Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, ct);
        return
        [
            .. shown.Select(row =>
            {
                var who = row.DecidedAt is null ? row.DeciderId : row.DecidedById;
                return new ContestLine(
                    row.Id.ToString("N"),
                    reader.Say(
                        "contest_line",
                        ("name", Briefs.BriefCards.Cut(people[row.PersonId].Name, 80)),
                        ("what", What(row, reader)),
                        ("when", reader.Date(row.OpenedAt.InZone(reader.Zone).Date))
                    ),
                    ContestCards.State(
                        row,
                        people[row.PersonId],
                        who is { } id && people.TryGetValue(id, out var found) ? Briefs.BriefCards.Cut(found.Name, 80) : null,
                        reader
                    )
                );
            }),
        ];
    }

    /// <summary>What kind of thing is contested; a figure by its name where it is a shipped one.</summary>
    public static string What(Contest contest, Reader reader) =>
        contest.Of != ContestOf.Figure ? reader.Say("contest_of_" + contest.Of.ToString())
        : reader.Knows(MetricName(contest)) ? reader.Say(MetricName(contest))
        : contest.MetricKey ?? "";

    private static string MetricName(Contest contest) => $"metric_{contest.MetricKey?.Replace('.', '_')}_name";
}
