using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Changes one broadcast: finds it for the viewer, asks the table of states, saves with an entry in the audit log.</summary>
public sealed class BroadcastChange(PerfSignalData data, BroadcastFinder finder, Audit audit)
{
    /// <summary>Others may act at the same moment; then it is looked at again, and again.</summary>
    private const int Tries = 5;

    /// <param name="change">Changes it; what it returns instead of null stands in place of the act, and nothing is saved.</param>
    /// <param name="allows">What may be done besides the table.</param>
    public async Task<BroadcastResult> Do(
        Viewer viewer,
        Guid id,
        BroadcastAct act,
        Func<Broadcast, Task<BroadcastResult?>> change,
        CancellationToken ct,
        Func<Broadcast, bool>? allows = null
    )
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await finder.Of(viewer, id, ct) is not { } broadcast)
            {
                return new BroadcastResult.NotFound();
            }

            var allowed = BroadcastTable.Allows(act, broadcast.State) || allows?.Invoke(broadcast) == true;
            if (!allowed)
            {
                return BroadcastTable.IsDone(act, broadcast.State)
                    ? new BroadcastResult.Done(broadcast)
                    : new BroadcastResult.Refused("state_" + Word(broadcast.State));
            }

            if (await change(broadcast) is { } instead)
            {
                Undo(broadcast);
                return instead;
            }

            broadcast.Version = Guid.NewGuid();
            await Tell(viewer, act, id, ct);
            if (await Saved(ct))
            {
                return new BroadcastResult.Done(broadcast);
            }
        }

        return new BroadcastResult.Refused("changed");
    }

    /// <summary>Only the broadcast: what else was noted in this turn, such as who looked at it, is still to be saved.</summary>
    private void Undo(Broadcast broadcast)
    {
        var entry = data.Entry(broadcast);
        entry.CurrentValues.SetValues(entry.OriginalValues);
        entry.State = EntityState.Unchanged;
    }

    public Task Tell(Viewer viewer, BroadcastAct act, Guid id, CancellationToken ct) =>
        audit.Add(viewer.PersonId, "changed", "broadcast." + Word(act), null, $"{id:N}", ct);

    /// <summary>False where somebody else changed it at this moment; then nothing was saved.</summary>
    private async Task<bool> Saved(CancellationToken ct)
    {
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            data.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>`AwaitingApproval` as `awaiting_approval`.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        string.Concat(
            value
                .ToString()
                .Select(
                    (letter, at) =>
                        at > 0 && char.IsUpper(letter)
                            ? "_" + char.ToLowerInvariant(letter).ToString(CultureInfo.InvariantCulture)
                            : char.ToLowerInvariant(letter).ToString(CultureInfo.InvariantCulture)
                )
        );
}
