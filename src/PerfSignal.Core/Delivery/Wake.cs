using System.Threading.Channels;

namespace PerfSignal.Core.Delivery;

/// <summary>Tells this node's outbox that something is due now, so that an answer does not wait for its next round.</summary>
public sealed class Wake
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Called after the transaction that queued has committed; several calls before the next round count as one.</summary>
    public void Call() => calls.Writer.TryWrite(true);

    public ValueTask<bool> Called(CancellationToken ct) => calls.Reader.ReadAsync(ct);
}
