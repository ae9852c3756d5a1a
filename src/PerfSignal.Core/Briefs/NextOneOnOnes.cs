using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

public sealed record BriefList(string Title, string Empty, IReadOnlyList<BriefListLine> Lines);

public sealed record BriefListLine(string Row, string When, string Who);

/// <summary>`oneonone.next`: one's next 1:1s, as manager and as report.</summary>
public sealed class NextOneOnOnes(PerfSignalData data, TimeProvider clock) : IVerb
{
    public const string Name = "oneonone.next";
    private const int Most = 8;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var (me, now) = (command.By.Id, clock.Now());
        var next = await data
            .Occurrences.AsNoTracking()
            .Where(one => (one.ManagerId == me || one.ReportId == me) && one.State == OccurrenceState.Planned && one.End > now)
            .OrderBy(one => one.Start)
            .Take(Most)
            .ToListAsync(ct);
        var ids = next.Select(one => one.ManagerId == me ? one.ReportId : one.ManagerId).Distinct().ToList();
        var names = await data
            .People.Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => BriefCards.Cut(person.Name, 80), ct);
        var reader = command.Reader;
        var lines = next.Select(one => new BriefListLine(
            one.Id.ToString("N"),
            reader.DateAndTime(one.Start),
            one.ManagerId == me
                ? reader.Say("brief_list_with_report", ("name", names[one.ReportId]))
                : reader.Say("brief_list_with_manager", ("name", names[one.ManagerId]))
        ));
        return Reply.Show(
            "brief_list",
            new BriefList(reader.Say("brief_list_title"), next.Count == 0 ? reader.Say("brief_nothing_planned") : "", [.. lines])
        );
    }
}
