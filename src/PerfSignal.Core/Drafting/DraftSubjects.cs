using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Drafting;

/// <summary>Finds what a manager, or who stands in, wants a draft about.</summary>
public sealed partial class DraftSubjects(PerfSignalData data, Directory directory, Access access, TimeProvider clock)
{
    private const int LongestPeriod = 400;

    /// <summary>By the button on a brief: the 1:1, or the report; null where the one who asks may write none about them.</summary>
    public async Task<DraftSubject?> ByRow(Command command, CancellationToken ct)
    {
        if (!Guid.TryParse(command.Row, out var row))
        {
            return null;
        }

        var occurrence = await data.Occurrences.AsNoTracking().FirstOrDefaultAsync(one => one.Id == row, ct);
        return await Of(command, occurrence?.ReportId ?? row, occurrence, ct);
    }

    /// <summary>By what a draft says that it is about.</summary>
    public async Task<DraftSubject?> Of(Command command, Draft draft, CancellationToken ct)
    {
        var occurrence = draft.OccurrenceId is { } id
            ? await data.Occurrences.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct)
            : null;
        return await Of(command, draft.ReportId, occurrence, ct) is { } subject
            ? subject with
            {
                From = draft.From,
                Until = draft.Until,
            }
            : null;
    }

    /// <summary>By the words `NAME` or `NAME FROM UNTIL`; a sentence where they are not clear.</summary>
    public async Task<(DraftSubject? Subject, string Unclear)> ByWords(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var period = Period().Match(command.Text);
        var name = NameIn(command.Text).TrimStart('@');
        if (name.Length == 0)
        {
            return (null, reader.Say("draft_who"));
        }

        if (period.Success && PeriodOf(period, reader.Today) is null)
        {
            return (null, reader.Say("draft_period_wrong"));
        }

        var people = await Reports(command, ct);
        var named = Named(people, name);
        if (named.Count != 1)
        {
            var names = string.Join(", ", named.Select(person => $"{person.Name} ({person.Email})"));
            return (
                null,
                reader.Say(named.Count == 0 ? "draft_nobody" : "draft_several", ("name", Briefs.BriefCards.Cut(name, 80)), ("names", names))
            );
        }

        if (period.Success)
        {
            var (from, until) = PeriodOf(period, reader.Today)!.Value;
            var about = await Of(command, named[0].Id, null, ct);
            return (
                about is null ? null : about with { From = from, Until = until },
                reader.Say("draft_nobody", ("name", name), ("names", ""))
            );
        }

        var now = clock.Now();
        var report = named[0].Id;
        var next = await data
            .Occurrences.AsNoTracking()
            .Where(one => one.ReportId == report && one.State == OccurrenceState.Planned && one.End > now)
            .OrderBy(one => one.Start)
            .FirstOrDefaultAsync(ct);
        return (await Of(command, report, next, ct), reader.Say("draft_nobody", ("name", name), ("names", "")));
    }

    /// <summary>The words without the period.</summary>
    public static string NameIn(string words) => (Period().Match(words) is { Success: true } period ? words[..period.Index] : words).Trim();

    /// <summary>The pair is that of today: a draft is written by who manages now.</summary>
    private async Task<DraftSubject?> Of(Command command, Guid reportId, Occurrence? occurrence, CancellationToken ct)
    {
        if (!await access.May(command.Viewer, reportId, DataClass.Draft, Right.Write, ct))
        {
            return null;
        }

        var report = await directory.Find(reportId, ct);
        var manager = report is null ? null : await directory.ManagerOf(reportId, command.Reader.Today, ct);
        return report is null || manager is null ? null
            : occurrence is not null && occurrence.ManagerId == manager.Id ? new DraftSubject(new Pair(manager, report), occurrence)
            : occurrence is null ? new DraftSubject(new Pair(manager, report), null)
            : null;
    }

    private async Task<IReadOnlyList<Person>> Reports(Command command, CancellationToken ct)
    {
        var (me, today) = (command.By.Id, command.Reader.Today);
        var managers = await data.Set<Delegation>()
            .Where(row => row.DelegateId == me && row.From <= today && row.Until > today)
            .Select(row => row.ManagerId)
            .ToListAsync(ct);
        var people = new List<Person>();
        foreach (var manager in managers.Prepend(me).Distinct())
        {
            people.AddRange((await directory.Reports(manager, today, ct)).Where(person => person.Id != me));
        }

        return [.. people.DistinctBy(person => person.Id)];
    }

    private static List<Person> Named(IReadOnlyList<Person> people, string typed)
    {
        var spoken = new SpokenName(typed);
        var exact = people
            .Where(person =>
                person.Email.Equals(typed, StringComparison.OrdinalIgnoreCase)
                || spoken.Is(person.Name)
                || person.SlackUserId is { } id && id == spoken.SlackUserId
            )
            .ToList();
        return exact.Count > 0 ? exact : [.. people.Where(person => spoken.Begins(person.Name))];
    }

    private static (LocalDate From, LocalDate Until)? PeriodOf(Match match, LocalDate today)
    {
        var from = LocalDatePattern.Iso.Parse(match.Groups["from"].Value);
        var until = LocalDatePattern.Iso.Parse(match.Groups["until"].Value);
        return
            from.Success
            && until.Success
            && from.Value < until.Value
            && until.Value <= today
            && NodaTime.Period.DaysBetween(from.Value, until.Value) <= LongestPeriod
            ? (from.Value, until.Value)
            : null;
    }

    [GeneratedRegex(
        @"\s(?:from\s+|von\s+)?(?<from>\d{4}-\d{2}-\d{2})\s+(?:to\s+|until\s+|bis\s+|-\s+)?(?<until>\d{4}-\d{2}-\d{2})\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Period();
}
