using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery;

/// <summary>How many more messages one node may have on its way to a platform; a platform that is slow takes no place of another.</summary>
/// <param name="Urgent">For answers and briefs, which find places that others do not get.</param>
/// <param name="Others">For reminders and broadcasts.</param>
internal sealed record Room(int Urgent, int Others);

/// <summary>What of <see cref="Flow"/> is free at one moment.</summary>
internal sealed class Places(IReadOnlyDictionary<PlatformName, Room> free)
{
    /// <summary>The most that a platform takes; to whom a message goes is known only once it is claimed.</summary>
    public int Most(Lane lane) => free.Values.Max(room => Of(room, lane));

    /// <summary>Platforms that take none of the lane now.</summary>
    public IReadOnlyCollection<PlatformName> Closed(Lane lane) =>
        [.. free.Where(one => Of(one.Value, lane) <= 0).Select(one => one.Key).Order()];

    /// <summary>The same with platforms that are left alone as a whole.</summary>
    public Places Without(IReadOnlyCollection<PlatformName> held) =>
        held.Count == 0 ? this : new(free.ToDictionary(one => one.Key, one => held.Contains(one.Key) ? new Room(0, 0) : one.Value));

    /// <summary>Those that find a place, in their order; who has to wait with one message waits with those after it, so that they keep their order.</summary>
    public (IReadOnlyList<T> Placed, IReadOnlyList<T> Aside) Divide<T>(
        IReadOnlyList<T> messages,
        Func<T, (PlatformName Platform, Lane Lane, Guid Recipient)> of
    )
    {
        var (placed, aside, taken, waits) = (new List<T>(), new List<T>(), new Dictionary<PlatformName, int>(), new HashSet<Guid>());
        foreach (var message in messages)
        {
            var (platform, lane, recipient) = of(message);
            var before = taken.GetValueOrDefault(platform);
            if (waits.Contains(recipient) || Of(free[platform], lane) <= before)
            {
                waits.Add(recipient);
                aside.Add(message);
            }
            else
            {
                taken[platform] = before + 1;
                placed.Add(message);
            }
        }

        return (placed, aside);
    }

    private static int Of(Room room, Lane lane) => lane == Lane.Urgent ? room.Urgent : room.Others;
}
