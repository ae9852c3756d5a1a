using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace PerfSignal.Core.Schedules;

/// <summary>Identifiers of version 7 (RFC 9562) that sort in the order in which this process made them, also within a millisecond.</summary>
/// <remarks>
/// The twelve bits after the time are a counter (section 6.2, method 1): it begins at random in its lower half, so that 2 048 fit at least, and what is
/// more runs into the next millisecond. A clock that is set back does not set it back. 62 bits stay random.
/// </remarks>
internal static class Ids
{
    private const int CounterBits = 12;
    private const int SeedMask = (1 << (CounterBits - 1)) - 1;

    /// <summary>Each clock has its own: one that runs ahead, as tests have them, leads no other.</summary>
    private static readonly ConditionalWeakTable<TimeProvider, Last> Lasts = [];

    public static Guid Next(TimeProvider clock)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var seed = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & SeedMask;
        var place = Lasts.GetOrCreateValue(clock).Next(clock.GetUtcNow().ToUnixTimeMilliseconds(), seed);
        BinaryPrimitives.WriteInt64BigEndian(bytes, place >> CounterBits << 16 | 0x7000L | (place & ((1L << CounterBits) - 1)));
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The milliseconds and the counter of the last one, without a lock.</summary>
    private sealed class Last
    {
        private long place;

        public long Next(long milliseconds, int seed)
        {
            for (; ; )
            {
                var last = Volatile.Read(ref place);
                var next = milliseconds > last >> CounterBits ? (milliseconds << CounterBits) | (long)seed : last + 1;
                if (Interlocked.CompareExchange(ref place, next, last) == last)
                {
                    return next;
                }
            }
        }
    }
}
