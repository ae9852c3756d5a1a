using NodaTime.Text;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.move`: another due date, or none, for an open commitment; its owner and the manager of the pair may.</summary>
public sealed class MoveCommitment(PerfSignalData data, CommitmentFinder finder, CommitmentLog log) : IVerb
{
    public const string Name = "commitment.move";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await finder.ForChange(command, ct) is not { } commitment)
        {
            return new Reply.Said(reader.Say("commitment_not_found"));
        }

        if (commitment.State != CommitmentState.Open)
        {
            return new Reply.Said(reader.Say("commitment_closed_already", ("text", commitment.Text)));
        }

        var now = commitment.DueOn is { } day ? LocalDatePattern.Iso.Format(day) : "";
        if (!command.Fields.ContainsKey("due"))
        {
            return Reply.Open("commitment_move", new CommitmentMoveForm(commitment.Id.ToString("N"), commitment.Text, now, now));
        }

        // The other moved it since this form was shown: what they chose is shown, and nothing is overwritten unseen.
        var typed = command.Field("due");
        var (due, error) =
            command.Fields.ContainsKey("was") && command.Field("was") != now
                ? (null, reader.Say("commitment_changed_meanwhile"))
                : DueField.Read(typed, reader);
        if (error is not null)
        {
            return Reply.Ask(
                "commitment_move",
                new CommitmentMoveForm(commitment.Id.ToString("N"), commitment.Text, typed, now),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["due"] = error }
            );
        }

        if (due == commitment.DueOn)
        {
            return new Reply.Said(reader.Say("commitment_same_due", ("text", commitment.Text)));
        }

        commitment.DueOn = due;
        await log.Changed(commitment, CommitmentAct.Moved, Name, command.By, ct);
        return !await data.Saved(ct) ? new Reply.Said(reader.Say("commitment_changed_meanwhile"))
            : due is { } then ? new Reply.Said(reader.Say("commitment_moved", ("text", commitment.Text), ("due", reader.Date(then))))
            : new Reply.Said(reader.Say("commitment_moved_open", ("text", commitment.Text)));
    }
}
