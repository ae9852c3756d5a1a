using NodaTime;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>How the pace rises while calls are taken, and falls when one is rejected; depends on nothing but the row.</summary>
/// <remarks>
/// The pace that was rejected last is where the limit is looked for: far below it the pace rises fast, near it slowly. All waits are in multiples of
/// what a rejection costs, the wait that the platform asked for, so that looking for more costs a few hundredths whatever that wait is.
/// </remarks>
internal static class PaceRules
{
    /// <summary>A rise a second before anything was rejected.</summary>
    private const decimal Learning = 0.25m;

    /// <summary>Up to this share of the rejected pace it rises by so much in each wait of the last rejection.</summary>
    private static readonly (decimal UpTo, decimal By)[] Rises = [(0.85m, 0.1m), (0.95m, 0.03m), (1.05m, 0.005m), (1.3m, 0.02m)];
    private const decimal Beyond = 0.1m;

    private const decimal AfterFirst = 0.8m;
    private const decimal AfterSame = 0.98m;
    private const decimal AfterHigher = 0.93m;
    private const decimal AfterLower = 0.85m;

    /// <summary>Within so many waits after the last one, a rejection says that the pace is still far too high.</summary>
    private const int Soon = 4;

    /// <summary>So many waits it stays just below a limit that was confirmed, before it looks whether there is more.</summary>
    private const int Rest = 60;

    /// <summary>Where the platform does not say how long to wait: exponentially, as Microsoft recommends
    /// (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).</summary>
    private static readonly Duration FirstWait = Duration.FromSeconds(2);
    private static readonly Duration LongestWait = Duration.FromSeconds(20);
    private static readonly Duration Again = Duration.FromMinutes(1);

    /// <summary>So long after a wait the first calls show whether the platform is open again.</summary>
    private static readonly Duration Opening = Duration.FromSeconds(1);

    private static readonly Duration RiseEvery = Duration.FromSeconds(1);

    /// <summary>A pace rises where at least so much of it is used.</summary>
    private const double InUse = 0.7;

    public static void Rise(PaceRow row, PaceLimit limit, Instant now)
    {
        var passed = now - row.RaisedAt;
        if (passed < RiseEvery)
        {
            return;
        }

        if (row.Used >= InUse * (double)row.PerSecond * passed.TotalSeconds || row.PerSecond < Known(row, limit))
        {
            row.PerSecond *= 1 + By(row);
        }

        (row.RaisedAt, row.Used) = (now, 0);
        row.PerSecond = Math.Clamp(row.PerSecond, limit.Least, limit.Most);
    }

    /// <summary>What the platform has taken before, surely: up to there the pace also comes back while few calls leave.</summary>
    private static decimal Known(PaceRow row, PaceLimit limit) => row.RejectedPace * Rises[0].UpTo ?? limit.First;

    /// <param name="told">How long the platform asks to wait; null where it does not say.</param>
    /// <param name="entered">When the call that was rejected entered: one that was on its way before the last rejection says nothing new.</param>
    public static void Reject(PaceRow row, Duration? told, Instant entered, Instant now)
    {
        if (row.RejectedAt is { } last && entered <= last)
        {
            row.HeldUntil = Instant.Max(row.HeldUntil ?? now, now + (told ?? Duration.Zero));
            row.NextAt = Instant.Max(row.NextAt, row.HeldUntil.Value);
            return;
        }

        var wait = told ?? Untold(row, now);
        var until = Instant.Max(now + wait, row.HeldUntil ?? now);
        var (share, pause) = After(row, wait, now);
        (row.RejectedPace, row.PaceBefore) = IsStillClosed(row, entered)
            ? (row.PaceBefore, row.PaceBefore)
            : (row.PerSecond, row.RejectedPace);
        row.PerSecond *= share;
        (row.RejectedAt, row.HeldUntil, row.NextAt) = (now, until, Instant.Max(row.NextAt, until));
        (row.RaisedAt, row.Used) = (until + pause, 0);
    }

    /// <summary>
    /// A platform that takes nothing at the end of a wait either is closed: neither this rejection nor the one before it says how much it takes once it
    /// is open, so what was remembered before holds again. The pace falls all the same, for a limit may have fallen so far that it looks like that.
    /// </summary>
    private static bool IsStillClosed(PaceRow row, Instant entered) => row.HeldUntil is { } until && entered < until + Opening;

    private static decimal By(PaceRow row)
    {
        if (row.RejectedPace is not { } rejected)
        {
            return Learning;
        }

        var near = row.PerSecond / rejected;
        var by = Array.Find(Rises, rise => near < rise.UpTo) is { UpTo: > 0 } rise ? rise.By : Beyond;
        var wait = row.HeldUntil - row.RejectedAt ?? Duration.Zero;
        return by / (decimal)Math.Max(1, wait.TotalSeconds);
    }

    /// <summary>What is left of the pace, and how long it then stays.</summary>
    private static (decimal Share, Duration Pause) After(PaceRow row, Duration wait, Instant now)
    {
        if (row.RejectedPace is not { } before)
        {
            return (AfterFirst, Duration.Zero);
        }

        if (now - row.HeldUntil < wait * Soon || row.PerSecond < before * 0.95m)
        {
            return (AfterLower, Duration.Zero);
        }

        return row.PerSecond > before * 1.03m ? (AfterHigher, Duration.Zero) : (AfterSame, wait * Rest);
    }

    private static Duration Untold(PaceRow row, Instant now) =>
        row is { RejectedAt: { } last, HeldUntil: { } until } && now - until < Again
            ? Duration.Min((until - last) * 2, LongestWait)
            : FirstWait;
}
