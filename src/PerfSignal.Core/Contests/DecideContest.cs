using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>The form of a decision, with what was typed.</summary>
/// <param name="Decision">`upheld`, `rejected`, or empty while nothing is chosen.</param>
public sealed record DecideForm(string Title, string Row, string What, string Decision, [property: Written] string Reason);

/// <summary>`contest.decide`: whoever was asked says whether the contest is upheld, and why; the person gets both.</summary>
public sealed class DecideContest(ContestFinder contests, ContestActs acts, Access access, TimeProvider clock) : IVerb
{
    public const string Name = "contest.decide";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (
            await contests.ByRow(command, ct) is not var (contest, person)
            || contest.DeciderId != command.By.Id
            || !await access.May(command.Viewer, person.Id, DataClass.Contests, Right.Write, ct)
        )
        {
            return new Reply.Said(reader.Say("contest_gone"));
        }

        if (contest.DecidedAt is not null)
        {
            return new Reply.Said(reader.Say("contest_decided_already"));
        }

        var form = new DecideForm(
            reader.Say("contest_decide_title", ("name", Briefs.BriefCards.Cut(person.Name, 80))),
            contest.Id.ToString("N"),
            ListContests.What(contest, reader),
            command.Field("decision"),
            command.Field("reason")
        );
        if (!command.Fields.ContainsKey("reason"))
        {
            return Reply.Open("contest_decide_form", form);
        }

        var errors = Errors(form, reader);
        if (errors.Count > 0)
        {
            return Reply.Ask("contest_decide_form", form, errors);
        }

        contest.Decide(command.By.Id, form.Decision == "upheld", form.Reason, clock.Now());
        return new Reply.Said(
            await acts.End(contest, person, Name, ct)
                ? reader.Say("contest_done_" + contest.State, ("name", Briefs.BriefCards.Cut(person.Name, 80)))
                : reader.Say("contest_decided_already")
        );
    }

    private static Dictionary<string, string> Errors(DecideForm form, Reader reader)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (form.Decision is not ("upheld" or "rejected"))
        {
            errors["decision"] = reader.Say("contest_decision_needed");
        }

        if (form.Reason.Length is 0 or > Contest.MaxReason)
        {
            errors["reason"] = reader.Say("contest_decision_reason_needed", ("max", reader.Number(Contest.MaxReason, 0)));
        }

        return errors;
    }
}
