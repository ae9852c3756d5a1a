using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Contests;

/// <summary>`contest.show`: one contest, to the person concerned and to whoever decides it.</summary>
public sealed class ShowContest(PerfSignalData data, ContestFinder contests, ContestCards cards) : IVerb
{
    public const string Name = "contest.show";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var found = await contests.ByRow(command, ct);
        var reply = found is var (contest, person)
            ? Reply.Show(ContestCards.Card, await cards.Write(contest, person, command.By.Id, command.Reader, null, ct))
            : new Reply.Said(command.Reader.Say("contest_gone"));
        // The entry about the read.
        await data.SaveChangesAsync(ct);
        return reply;
    }
}
