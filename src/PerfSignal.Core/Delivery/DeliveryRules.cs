using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery;

/// <summary>What becomes of a row after an attempt.</summary>
public sealed record Step(DeliveryState State, Instant NotBefore, int Attempts)
{
    public string? Reason { get; init; }
    public FailureCategory? Category { get; init; }
    public string? Word { get; init; }
    public string? ConversationId { get; init; }
    public string? MessageId { get; init; }
    public bool PossiblyDoubled { get; init; }

    /// <summary>The workspace that was asked; null where the platform has one.</summary>
    public string? Workspace { get; init; }

    /// <summary>Set where the workspace is left alone for a while.</summary>
    public Hold? Hold { get; init; }

    /// <summary>The recipient counts as unreachable on this platform until heard from.</summary>
    public bool RecipientGone { get; init; }

    /// <summary>The platform to use from now on; null means that it is chosen anew.</summary>
    public PlatformName? Platform { get; init; }
}

/// <summary>Until when a workspace is left alone, and why.</summary>
public sealed record Hold(Instant Until, FailureCategory Because);

/// <summary>The one table that says what follows from how an attempt ended; it depends on nothing but its arguments.</summary>
public static class DeliveryRules
{
    /// <summary>With the waits below, six attempts fill about an hour.</summary>
    public const int MaxAttempts = 6;

    /// <summary>A throttled platform that does not say how long is left alone this long.</summary>
    public static Duration DefaultHold { get; } = Duration.FromSeconds(30);

    /// <summary>How long a platform that refuses our token is left alone before one row tries again.</summary>
    public static Duration UnauthorizedHold { get; } = Duration.FromMinutes(15);

    /// <summary>A message without an answer is not sent again, or looked for, before this.</summary>
    public static Duration UncertainWait { get; } = Duration.FromSeconds(30);

    private static readonly int[] WaitMinutes = [1, 3, 8, 17, 30];

    /// <param name="uncertainWait">Null for <see cref="UncertainWait"/>.</param>
    public static Step Next(DeliveryRow row, DeliveryResult result, Instant now, Duration? uncertainWait = null) =>
        Category(row, result, now, uncertainWait) with
        {
            Workspace = result.Workspace ?? row.Workspace,
        };

    private static Step Category(DeliveryRow row, DeliveryResult result, Instant now, Duration? uncertainWait) =>
        result switch
        {
            DeliveryResult.Delivered there => new Step(DeliveryState.Sent, now, row.Attempts + 1)
            {
                Platform = row.Platform,
                ConversationId = there.ConversationId,
                MessageId = there.MessageId,
                PossiblyDoubled = row.PossiblyDoubled || there.PossiblyDoubled,
            },
            DeliveryResult.Failed failed => After(row, failed, now, uncertainWait ?? UncertainWait) with { Word = Bounded(failed.Word) },
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };

    /// <summary>After an exception, which is a bug: tried again like a passing failure, then set aside, so that it blocks nothing else.</summary>
    /// <param name="sending">Whether the platform had been asked to send already, so that the message may have arrived.</param>
    /// <param name="uncertainWait">Null for <see cref="UncertainWait"/>.</param>
    public static Step AfterBug(DeliveryRow row, bool sending, string word, Instant now, Duration? uncertainWait = null)
    {
        var category = sending ? FailureCategory.Uncertain : FailureCategory.Transient;
        var step = Next(row, new DeliveryResult.Failed(category, word), now, uncertainWait);
        return step.State == DeliveryState.Failed ? step with { Reason = "bug" } : step;
    }

    /// <summary>
    /// After a node stopped in the middle, with the lease as wait enough. That the platform is asked is stored before: where it is not, nothing was
    /// attempted and nothing can have arrived by it; where it is, the message may have.
    /// </summary>
    public static Step AfterInterruption(DeliveryRow row, Instant now) =>
        row.BegunAt is null
            ? Unchanged(row, row.NotBefore)
            : Next(row, new DeliveryResult.Failed(FailureCategory.Uncertain, "interrupted"), now) with
            {
                NotBefore = now,
            };

    /// <summary>The row as it stands, for later; nothing was attempted.</summary>
    public static Step Unchanged(DeliveryRow row, Instant until) =>
        new(DeliveryState.Waiting, until, row.Attempts)
        {
            Category = row.Category,
            Word = row.Word,
            Platform = row.Platform,
            Workspace = row.Workspace,
            PossiblyDoubled = row.PossiblyDoubled,
        };

    /// <summary>Where the end of an attempt cannot be written as it should be: what was sent is known to have arrived and is not sent again.</summary>
    public static Step AfterUnwritable(Step step, string word) =>
        step.State == DeliveryState.Sent ? step with { State = DeliveryState.Failed, Reason = "bug", Word = Bounded(word) } : step;

    private static Step After(DeliveryRow row, DeliveryResult.Failed failed, Instant now, Duration uncertainWait)
    {
        var counted = new Step(DeliveryState.Failed, now, row.Attempts + 1)
        {
            Category = failed.Category,
            Platform = row.Platform,
            PossiblyDoubled = row.PossiblyDoubled,
        };
        return failed.Category switch
        {
            FailureCategory.Throttled => Held(row, now + (failed.RetryAfter ?? DefaultHold), failed.OnlyThis),
            FailureCategory.Transient => Later(row, counted, now, "gave_up"),
            FailureCategory.Uncertain => Uncertain(row, counted, now, uncertainWait, failed.PossiblyDoubled),
            FailureCategory.Unauthorized => counted with
            {
                Reason = "unauthorized",
                Hold = new Hold(now + UnauthorizedHold, FailureCategory.Unauthorized),
            },
            FailureCategory.RecipientGone => Gone(row, counted),
            FailureCategory.Invalid => counted with { Reason = "refused" },
            _ => throw new ArgumentOutOfRangeException(nameof(failed)),
        };
    }

    private static Step Held(DeliveryRow row, Instant until, bool onlyThis) =>
        new(DeliveryState.Waiting, until, row.Attempts)
        {
            Category = StillUncertain(row) ?? FailureCategory.Throttled,
            Platform = row.Platform,
            PossiblyDoubled = row.PossiblyDoubled,
            Hold = onlyThis ? null : new Hold(until, FailureCategory.Throttled),
        };

    /// <summary>A message that may have arrived still may after an attempt that surely did nothing.</summary>
    private static FailureCategory? StillUncertain(DeliveryRow row) => row.MayHaveArrived ? FailureCategory.Uncertain : null;

    private static Step Later(DeliveryRow row, Step counted, Instant now, string reason) =>
        counted.Attempts >= MaxAttempts
            ? counted with
            {
                Reason = reason,
            }
            : counted with
            {
                State = DeliveryState.Waiting,
                NotBefore = now + Backoff(row.Id, counted.Attempts),
                Category = StillUncertain(row) ?? counted.Category,
            };

    private static Step Uncertain(DeliveryRow row, Step counted, Instant now, Duration wait, bool unseen)
    {
        counted = Later(row, counted, now, "uncertain");
        if (counted.State == DeliveryState.Waiting && !row.MayHaveArrived)
        {
            counted = counted with { NotBefore = now + wait };
        }

        // An update or a retraction done twice looks like one; the web shows a delivery id once; Slack finds the message by its metadata
        // (https://docs.slack.dev/messaging/message-metadata). Teams has neither, nor has Slack where it does not
        // let us look: one more try, counted as possibly doubled.
        if (row.Act != DeliveryAct.Send || (row.Platform != PlatformName.Teams && !unseen))
        {
            return counted;
        }

        return row.PossiblyDoubled
            ? counted with
            {
                State = DeliveryState.Failed,
                NotBefore = now,
                Reason = "uncertain",
            }
            : counted with
            {
                PossiblyDoubled = true,
            };
    }

    /// <summary>A send looks for another platform; what follows a send has only the one where the message is.</summary>
    private static Step Gone(DeliveryRow row, Step counted) =>
        // Nobody is unreachable because a channel is.
        row.Channel
            is not null
            ? counted with
            {
                Reason = "no_channel",
            }
        : row.Act == DeliveryAct.Send ? counted with { State = DeliveryState.Waiting, Platform = null, RecipientGone = true }
        : counted with { Reason = "unreachable", RecipientGone = true };

    /// <summary>The wait after the given attempt (from 1), up to a fifth longer or shorter; the spread comes from the row, so that it can be repeated.</summary>
    public static Duration Backoff(Guid row, int attempt)
    {
        var minutes = WaitMinutes[Math.Clamp(attempt, 1, WaitMinutes.Length) - 1];
        Span<byte> bytes = stackalloc byte[16];
        row.TryWriteBytes(bytes);
        var spread = ((bytes[15] + (37 * attempt)) % 256 / 255.0 * 0.4) - 0.2;
        return Duration.FromSeconds(Math.Round(minutes * 60 * (1 + spread)));
    }

    private static string Bounded(string word) => word.Length <= DeliveryRow.MaxWord ? word : word[..DeliveryRow.MaxWord];
}
