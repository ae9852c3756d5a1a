using NodaTime;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>A call that may leave.</summary>
/// <param name="Slot">When it was due to leave.</param>
/// <param name="Alone">Whether no other node drew calls then.</param>
internal sealed record Call(Instant Slot, bool Alone)
{
    /// <summary>When its request was written; null while it is not, and then it may arrive at any moment.</summary>
    public Instant? Written { get; set; }
}

/// <summary>The calls of which no more than so many may be written within a length of time.</summary>
internal sealed class CallWindow
{
    private readonly List<Call> calls = [];

    public bool IsEmpty => calls.Count == 0;

    public void Add(Call call) => calls.Add(call);

    /// <summary>When there is room for one more: in the past where there is now, null where calls have to be written first.</summary>
    public Instant? RoomAt(Instant now, int most, Duration length)
    {
        Forget(now - length);
        if (calls.Count < most)
        {
            return Instant.MinValue;
        }

        var gone = calls
            .Where(call => call.Written is not null)
            .Select(call => call.Written!.Value)
            .Order()
            .Take(calls.Count - most + 1)
            .ToList();
        return gone.Count <= calls.Count - most ? null : gone[^1] + length;
    }

    /// <summary>Calls that were written until then do not count any more.</summary>
    public void Forget(Instant until) => calls.RemoveAll(call => call.Written <= until);
}
