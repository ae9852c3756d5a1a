using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>How many calls a second a platform takes of one workspace.</summary>
/// <param name="First">Where it begins; it rises while nothing is rejected.</param>
/// <param name="Most">Never more.</param>
/// <param name="PerConversation">In one conversation.</param>
public sealed record PaceLimit(decimal First, decimal Most, int PerConversation)
{
    /// <summary>Rejections lower it no further: a platform that takes nothing for a while would otherwise be served by drops long after.</summary>
    public decimal Least => Math.Min(First / 6, Most);
}

/// <summary>The limits by platform; one that is not named has none.</summary>
public sealed record PaceSettings(IReadOnlyDictionary<PlatformName, PaceLimit> Limits)
{
    public static PaceSettings None { get; } = new(new Dictionary<PlatformName, PaceLimit>());

    /// <summary>Teams counts about 50 calls a second of one app in one tenant and 7 in one conversation
    /// (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit); Slack one message a second in a channel and an unpublished
    /// number in a workspace (https://docs.slack.dev/apis/web-api/rate-limits), so there rejections tell.</summary>
    public static PaceSettings Of(decimal teamsPerSecond, decimal slackPerSecond) =>
        new(
            new Dictionary<PlatformName, PaceLimit>
            {
                [PlatformName.Teams] = new(Math.Min(30, teamsPerSecond), teamsPerSecond, 7),
                [PlatformName.Slack] = new(Math.Min(3, slackPerSecond), slackPerSecond, 1),
            }
        );

    /// <summary>Calls may arrive so much nearer to each other than they were written.</summary>
    public static Duration Margin { get; } = Duration.FromMilliseconds(12);

    /// <summary>No more calls than a second allows are written within this.</summary>
    public static Duration Window { get; } = Duration.FromSeconds(1) + Margin;
}
