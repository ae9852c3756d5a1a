using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>
/// What one node has on its way: to each platform a limited number of messages, and one recipient's in one line. To a platform that takes few a second only
/// few are on their way, so that an urgent one does not find a long line before it.
/// </summary>
/// <param name="atOnce">Messages at a time to one platform; a quarter more for urgent ones.</param>
internal sealed class Flow(int atOnce, TimeProvider clock)
{
    /// <summary>As much is on its way to a platform as leaves to it in this time, or a quarter of the most where that is less.</summary>
    private static readonly Duration Ahead = Duration.FromSeconds(2);

    /// <summary>So often it is looked for what is due, however slowly ends what is on its way: something may have come for another platform.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<Guid, (Task Line, IReadOnlyList<PlatformName> To)> lines = [];
    private readonly Dictionary<PlatformName, Way> ways = Enum.GetValues<PlatformName>().ToDictionary(name => name, _ => new Way());

    public bool IsEmpty => lines.Count == 0;

    /// <summary>The recipients of what is on its way.</summary>
    public IReadOnlyCollection<Guid> Busy => lines.Keys;

    /// <summary>
    /// A platform takes more once half of its places are free: asking the database for one message at a time would cost more than sending it. Urgent ones do not
    /// wait for that.
    /// </summary>
    public Places Free => new(ways.ToDictionary(way => way.Key, way => Of(way.Value)));

    /// <param name="to">The platform of each of the line's messages.</param>
    public void Add(Guid recipient, IReadOnlyList<PlatformName> to, Task line)
    {
        lines.Add(recipient, (line, to));
        foreach (var platform in to)
        {
            ways[platform].Messages++;
        }
    }

    /// <summary>Ends once a platform takes more again, or when it is time to look.</summary>
    /// <exception cref="Exception">What a line threw.</exception>
    public async Task Room()
    {
        await Ended();
        using var looks = new CancellationTokenSource();
        var again = Task.Delay(LookAgain, clock, looks.Token);
        while (!IsEmpty && !again.IsCompleted && !HasRoom())
        {
            await Next(again);
        }

        await looks.CancelAsync();
    }

    /// <summary>Ends when one more line has ended, or when it is time to look again.</summary>
    public async Task One()
    {
        if (!IsEmpty)
        {
            using var looks = new CancellationTokenSource();
            await Next(Task.Delay(LookAgain, clock, looks.Token));
            await looks.CancelAsync();
        }
    }

    /// <summary>Ends when every line has; none is left to run on its own.</summary>
    public Task All() => Task.WhenAll(lines.Values.Select(one => one.Line));

    private bool HasRoom() => ways.Values.Any(way => way.Messages > 0 && Of(way).Others > 0);

    private async Task Next(Task again)
    {
        await Task.WhenAny(lines.Values.Select(one => one.Line).Append(again));
        await Ended();
    }

    private Room Of(Way way)
    {
        var most = Math.Clamp(way.Left(clock.Now() - Ahead), (atOnce + 3) / 4, atOnce);
        var free = most - way.Messages;
        return new Room(atOnce + (atOnce / 4) - way.Messages, 2 * free >= most ? free : 0);
    }

    private async Task Ended()
    {
        foreach (var (recipient, (line, to)) in lines.Where(one => one.Value.Line.IsCompleted).ToList())
        {
            lines.Remove(recipient);
            foreach (var platform in to)
            {
                ways[platform].End(clock.Now(), atOnce);
            }

            await line;
        }
    }

    /// <summary>What is on its way to one platform, and when the last ones ended.</summary>
    private sealed class Way
    {
        private readonly Queue<Instant> ended = new();

        public int Messages { get; set; }

        public void End(Instant now, int kept)
        {
            Messages--;
            ended.Enqueue(now);
            if (ended.Count > kept)
            {
                ended.Dequeue();
            }
        }

        /// <summary>How many ended since then.</summary>
        public int Left(Instant since) => ended.Count(end => end >= since);
    }
}
