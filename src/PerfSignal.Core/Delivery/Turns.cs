namespace PerfSignal.Core.Delivery;

/// <summary>Whose turn it is among the sends of many: on this node, who was served longest ago comes first.</summary>
internal sealed class Turns
{
    private readonly Lock gate = new();
    private Dictionary<Guid, long> served = [];
    private long round;

    /// <param name="sends">Those that have something to send now; the others are forgotten.</param>
    public IReadOnlyList<Guid> Order(IReadOnlyCollection<Guid> sends)
    {
        lock (gate)
        {
            served = sends.ToDictionary(send => send, send => served.GetValueOrDefault(send));
            return [.. sends.OrderBy(send => served[send]).ThenBy(send => send)];
        }
    }

    public void Served(Guid send)
    {
        lock (gate)
        {
            served[send] = ++round;
        }
    }
}
