using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Home;

/// <summary>`home`: where things stand for the reader, on one card that every platform shows where its people begin.</summary>
public sealed class ShowHome(PerfSignalData data, Access access, TimeProvider clock) : IVerb
{
    public const string Name = "home";

    /// <summary>The card of this name.</summary>
    public const string Card = "home";
    private const int MostMeetings = 3;
    private const int MostCommitments = 4;
    private const int MostGoals = 5;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var (commitments, open, overdue) = await Commitments(command, ct);
        var (goals, allGoals) = await Goals(command, ct);
        var (team, reports) = await new HomeTeam(data, access, clock).Of(command, ct);
        var card = new HomeCard(
            reader.Say("home_title"),
            reader.Say("home_meetings"),
            await Meetings(command, ct),
            overdue > 0
                ? reader.Say("home_commitments_overdue", ("count", reader.Number(open, 0)), ("overdue", reader.Number(overdue, 0)))
                : reader.Say("home_commitments", ("count", reader.Number(open, 0))),
            commitments,
            More(reader, open - commitments.Count, "commitments"),
            reader.Say("home_goals", ("count", reader.Number(allGoals, 0))),
            goals,
            More(reader, allGoals - goals.Count, "goals"),
            await Held(command, ct),
            reports == 0 ? "" : reader.Say("home_team", ("count", reader.Number(reports, 0))),
            team,
            reports == team.Count ? "" : reader.Say("home_more", ("count", reader.Number(reports - team.Count, 0)))
        );
        await data.SaveChangesAsync(ct);
        return Reply.Show(Card, card);
    }

    private async Task<IReadOnlyList<HomeMeeting>> Meetings(Command command, CancellationToken ct)
    {
        var (reader, me, now) = (command.Reader, command.By.Id, clock.Now());
        var next = await data
            .Occurrences.AsNoTracking()
            .Where(one => (one.ManagerId == me || one.ReportId == me) && one.State == OccurrenceState.Planned && one.End > now)
            .OrderBy(one => one.Start)
            .Take(MostMeetings)
            .ToListAsync(ct);
        var ids = next.Select(one => one.ManagerId == me ? one.ReportId : one.ManagerId).ToList();
        var names = await data
            .People.Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => Short.Name(person.Name), ct);
        return
        [
            .. next.Select(one => new HomeMeeting(
                reader.DateAndTime(one.Start),
                one.ManagerId == me
                    ? reader.Say("home_with_report", ("name", names[one.ReportId]))
                    : reader.Say("home_with_manager", ("name", names[one.ManagerId]))
            )),
        ];
    }

    /// <summary>What the reader promised, and what was promised to them as a report; what their own reports promised stands with the team.</summary>
    private async Task<(IReadOnlyList<HomeCommitment> Shown, int Open, int Overdue)> Commitments(Command command, CancellationToken ct)
    {
        var (reader, me) = (command.Reader, command.By.Id);
        var mine = (await access.Read<Commitment>(command.Viewer, me, Purpose.OwnData, ct)).Where(row =>
            row.State == CommitmentState.Open && (row.OwnerId == me || row.ReportId == me)
        );
        var today = reader.Today;
        var (open, overdue) = (await mine.CountAsync(ct), await mine.CountAsync(row => row.DueOn < today, ct));
        var first = await mine.OrderBy(row => row.DueOn == null)
            .ThenBy(row => row.DueOn)
            .ThenBy(row => row.CreatedAt)
            .Take(MostCommitments)
            .ToListAsync(ct);
        var owners = first.Select(row => row.OwnerId).ToList();
        var names = await data
            .People.Where(person => owners.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => Short.Name(person.Name), ct);
        return (
            [
                .. first.Select(row => new HomeCommitment(
                    row.Id.ToString("N"),
                    names[row.OwnerId],
                    Short.Text(row.Text),
                    row.DueOn is { } due
                        ? reader.Say(row.OverdueOn(today) ? "commitment_overdue" : "commitment_due", ("date", reader.Date(due)))
                        : "",
                    row.OverdueOn(today),
                    CanClose: row.OwnerId == me || row.ManagerId == me
                )),
            ],
            open,
            overdue
        );
    }

    /// <summary>Goals that are not reached yet, the next due first.</summary>
    private async Task<(IReadOnlyList<HomeGoal> Shown, int All)> Goals(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var mine = (await access.Read<Goal>(command.Viewer, command.By.Id, Purpose.OwnData, ct)).Where(goal => goal.Progress < 100);
        var first = await mine.OrderBy(goal => goal.DueOn == null)
            .ThenBy(goal => goal.DueOn)
            .ThenBy(goal => goal.Key)
            .Take(MostGoals)
            .ToListAsync(ct);
        return (
            [
                .. first.Select(goal => new HomeGoal(
                    Short.Text(goal.Title),
                    reader.Number(goal.Progress) + " %",
                    new string('█', (int)(goal.Progress / 10)) + new string('░', 10 - (int)(goal.Progress / 10)),
                    goal.DueOn is { } due ? reader.Say("goal_due", ("date", reader.Date(due))) : ""
                )),
            ],
            await mine.CountAsync(ct)
        );
    }

    private async Task<string> Held(Command command, CancellationToken ct) =>
        command.Reader.Say(
            "home_held",
            ("facts", await Count<Fact>(command, ct)),
            ("briefs", await Count<Brief>(command, ct)),
            ("feedback", await Count<FeedbackNote>(command, ct))
        );

    private async Task<string> Count<T>(Command command, CancellationToken ct)
        where T : class, IAbout<T> =>
        command.Reader.Number(await (await access.Read<T>(command.Viewer, command.By.Id, Purpose.OwnData, ct)).CountAsync(ct), decimals: 0);

    private static string More(Reader reader, int left, string word) =>
        left == 0 ? "" : reader.Say("home_more_by", ("count", reader.Number(left, 0)), ("word", word));
}
