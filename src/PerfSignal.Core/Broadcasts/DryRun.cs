using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <param name="Excluded">By reason, a word of the texts (`delivery_reason_…`).</param>
/// <param name="First">When the first message leaves, and the last.</param>
public sealed record DryRunResult(
    int Audience,
    int WillGet,
    IReadOnlyDictionary<string, int> Excluded,
    Instant? First,
    Instant? Last,
    IReadOnlyList<DryRunLine> Lines
);

/// <param name="LeavesAt">After the person's quiet hours where it falls into them; null where it does not leave.</param>
/// <param name="WhyNot">A word of the texts (`delivery_reason_…`); null for who gets it.</param>
public sealed record DryRunLine(
    Guid PersonId,
    string Name,
    string Email,
    string Department,
    PlatformName? Platform,
    Instant? LeavesAt,
    string ZoneId,
    string? WhyNot
);

/// <summary>Who would get a broadcast as things are now, who would not and why; nothing is written but that somebody looked.</summary>
public sealed class DryRun(
    AudienceFinder audience,
    Exclusions exclusions,
    Reachable reachable,
    Organization organization,
    Audit audit,
    TimeProvider clock
)
{
    /// <summary>The whole audience is counted; of the people only a part is listed, in the order of e-mail addresses.</summary>
    /// <param name="viewer">Only people whom this one is HR of are found, and only those of the broadcast's author.</param>
    public async Task<DryRunResult> Of(Viewer viewer, Broadcast broadcast, int skip, int take, CancellationToken ct)
    {
        var rule = AudienceRule.FromJson(broadcast.Audience);
        var people = await audience.Shown(viewer, broadcast, ct);
        var count = new Counted(skip, take);
        await foreach (var page in people.Pages(ct))
        {
            var excluded = await exclusions.Of(rule, page, ct);
            var reached = await reachable.Of(page, ct);
            page.ForEach(person =>
                count.Add(Line(broadcast, person, excluded.GetValueOrDefault(person.Id), reached.GetValueOrDefault(person.Id)))
            );
        }

        await audit.Add(viewer.PersonId, "read", "broadcast.dry_run", null, $"{broadcast.Id:N}", ct);
        return count.Result;
    }

    private DryRunLine Line(Broadcast broadcast, Person person, string? excluded, PlatformName? platform)
    {
        var now = clock.Now();
        var due = SendMoment.Of(broadcast, person, now);
        var from = Instant.Max(now, due);
        var leaves = QuietEnd.For(person, organization.QuietHours, from) ?? from;
        var why =
            !person.WorksOn(leaves.InZone(person.Zone).Date) ? "not_employed"
            : excluded is not null ? excluded
            : platform is null ? "unreachable"
            : person.PausedUntil > from ? "paused"
            : due + Duration.FromHours(broadcast.ExpiresAfterHours) <= leaves ? "expired"
            : null;
        return new DryRunLine(
            person.Id,
            person.Name,
            person.Email,
            person.Department,
            platform,
            why is null ? leaves : null,
            person.Zone.Id,
            why
        );
    }

    private sealed class Counted(int skip, int take)
    {
        private readonly Dictionary<string, int> excluded = new(StringComparer.Ordinal);
        private readonly List<DryRunLine> lines = [];
        private int audience;
        private int willGet;
        private Instant? first;
        private Instant? last;

        public DryRunResult Result => new(audience, willGet, excluded, first, last, lines);

        public void Add(DryRunLine line)
        {
            if (audience++ >= skip && lines.Count < take)
            {
                lines.Add(line);
            }

            if (line.WhyNot is { } why)
            {
                excluded[why] = excluded.GetValueOrDefault(why) + 1;
            }
            else if (line.LeavesAt is { } at)
            {
                willGet++;
                first = first is { } earliest ? Instant.Min(earliest, at) : at;
                last = last is { } latest ? Instant.Max(latest, at) : at;
            }
        }
    }
}
