namespace PerfSignal.Core.Delivery;

/// <summary>What one node has on its way: a limited number of messages, and one recipient's in one line.</summary>
/// <param name="atOnce">Messages at a time.</param>
internal sealed class Flow(int atOnce)
{
    private readonly Dictionary<Guid, (Task Line, int Messages)> lines = [];
    private int messages;

    public int Free => atOnce - messages;
    public bool IsEmpty => lines.Count == 0;

    /// <summary>The recipients of what is on its way.</summary>
    public IReadOnlyCollection<Guid> Busy => lines.Keys;

    public void Add(Guid recipient, int count, Task line)
    {
        lines.Add(recipient, (line, count));
        messages += count;
    }

    /// <summary>Ends once at least half of the places are free: asking the database for one message at a time would cost more than sending it.</summary>
    /// <exception cref="Exception">What a line threw.</exception>
    public async Task Room()
    {
        await Ended();
        while (Free < (atOnce + 1) / 2)
        {
            await One();
        }
    }

    /// <summary>Ends when one more line has ended.</summary>
    public async Task One()
    {
        if (!IsEmpty)
        {
            await Task.WhenAny(lines.Values.Select(one => one.Line));
            await Ended();
        }
    }

    /// <summary>Ends when every line has; none is left to run on its own.</summary>
    public Task All() => Task.WhenAll(lines.Values.Select(one => one.Line));

    private async Task Ended()
    {
        foreach (var (recipient, (line, count)) in lines.Where(one => one.Value.Line.IsCompleted).ToList())
        {
            lines.Remove(recipient);
            messages -= count;
            await line;
        }
    }
}
