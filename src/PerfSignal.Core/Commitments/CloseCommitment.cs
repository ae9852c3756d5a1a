using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.done`: marks a commitment as kept; its owner or the manager of the pair may.</summary>
public sealed class CloseCommitment(PerfSignalData data, Access access, Audit audit, TimeProvider clock) : IVerb
{
    public const string Name = "commitment.done";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var commitment = Guid.TryParse(command.Row, out var id) ? await Find(command, id, ct) : null;
        if (commitment is null)
        {
            return new Reply.Said(command.Reader.Say("commitment_not_found"));
        }

        if (commitment.State != CommitmentState.Open)
        {
            return new Reply.Said(command.Reader.Say("commitment_closed_already", ("text", commitment.Text)));
        }

        commitment.State = CommitmentState.Done;
        commitment.ClosedAt = clock.Now();
        await audit.Add(command.By.Id, "changed", Name, commitment.ReportId, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(command.Reader.Say("commitment_done", ("text", commitment.Text)));
    }

    private async Task<Commitment?> Find(Command command, Guid id, CancellationToken ct)
    {
        foreach (var pair in await People.Pair.AllOf(data, command.By, command.Reader.Today, ct))
        {
            var rows = await access.Read<Commitment>(command.Viewer, pair.Report.Id, Purpose.Conversation, ct);
            var found = await rows.FirstOrDefaultAsync(
                row => row.Id == id && (row.OwnerId == command.By.Id || row.ManagerId == command.By.Id),
                ct
            );
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
