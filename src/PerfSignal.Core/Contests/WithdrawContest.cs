using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>`contest.withdraw`: the person takes back what nobody has decided yet; the mark goes away, the row stays.</summary>
public sealed class WithdrawContest(ContestFinder contests, ContestActs acts, TimeProvider clock) : IVerb
{
    public const string Name = "contest.withdraw";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await contests.ByRow(command, ct) is not var (contest, person) || person.Id != command.By.Id)
        {
            return new Reply.Said(reader.Say("contest_gone"));
        }

        if (contest.DecidedAt is not null)
        {
            return new Reply.Said(reader.Say("contest_decided_already"));
        }

        contest.Withdraw(clock.Now());
        return new Reply.Said(reader.Say(await acts.End(contest, person, Name, ct) ? "contest_done_withdrawn" : "contest_decided_already"));
    }
}
