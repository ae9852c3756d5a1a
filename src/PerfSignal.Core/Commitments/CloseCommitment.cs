using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.done`, `commitment.drop` and `commitment.reopen`: its owner and the manager of the pair may.</summary>
public sealed class CloseCommitment(PerfSignalData data, CommitmentFinder finder, CommitmentLog log, TimeProvider clock) : IVerb
{
    public const string Done = "commitment.done";
    public const string Drop = "commitment.drop";
    public const string Reopen = "commitment.reopen";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await finder.ForChange(command, ct) is not { } commitment)
        {
            return new Reply.Said(reader.Say("commitment_not_found"));
        }

        if (commitment.State == CommitmentState.Open == (command.Verb == Reopen))
        {
            var word = command.Verb == Reopen ? "commitment_open_already" : "commitment_closed_already";
            return new Reply.Said(reader.Say(word, ("text", commitment.Text)));
        }

        if (command.Verb == Drop && command.Field("sure") != "yes")
        {
            return Reply.Show("commitment_drop", new CommitmentDropCard(commitment.Id.ToString("N"), commitment.Text));
        }

        var act = command.Verb switch
        {
            Drop => CommitmentAct.Dropped,
            Reopen => CommitmentAct.Reopened,
            _ => CommitmentAct.Done,
        };
        commitment.State = act switch
        {
            CommitmentAct.Dropped => CommitmentState.Dropped,
            CommitmentAct.Reopened => CommitmentState.Open,
            _ => CommitmentState.Done,
        };
        commitment.ClosedAt = act == CommitmentAct.Reopened ? null : clock.Now();
        await log.Changed(commitment, act, command.Verb, command.By, ct);
        return await data.Saved(ct)
            ? new Reply.Said(reader.Say("commitment_" + act.ToString().ToLowerInvariant(), ("text", commitment.Text)))
            : new Reply.Said(reader.Say("commitment_changed_meanwhile"));
    }
}
