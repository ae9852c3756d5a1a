using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Commitments;

/// <summary>Finds the commitment whose button was pressed, among those that the reader may read.</summary>
public sealed class CommitmentFinder(PerfSignalData data, Access access)
{
    /// <summary>For a change: its owner and the manager of the pair may; null for everybody else.</summary>
    public async Task<Commitment?> ForChange(Command command, CancellationToken ct) =>
        await ForReading(command, ct) is { } found && MayChange(found, command.By.Id) ? found : null;

    public async Task<Commitment?> ForReading(Command command, CancellationToken ct)
    {
        if (!Guid.TryParse(command.Row, out var id))
        {
            return null;
        }

        var pairs = await People.Pair.AllOf(data, command.By, command.Reader.Today, ct);
        foreach (var report in pairs.Select(pair => pair.Report.Id).Append(command.By.Id).Distinct())
        {
            var rows = await access.Read<Commitment>(command.Viewer, report, Purpose.Conversation, ct);
            if (await rows.FirstOrDefaultAsync(row => row.Id == id, ct) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    public static bool MayChange(Commitment commitment, Guid person) => commitment.OwnerId == person || commitment.ManagerId == person;
}
