using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Queue;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using static PerfSignal.Bot.Jobs.Planned;

namespace PerfSignal.Bot.Jobs;

/// <summary>Everything the service does by itself, on one page.</summary>
public static class Schedule
{
    /// <summary>Runs on every node: rows are claimed by conditional updates, so nodes share the work and none has to lead.</summary>
    public static IReadOnlyList<Planned> OnEveryNode { get; } =
    [
        Each<Dispatch>(TimeSpan.FromSeconds(1), "dispatch", (act, ct) => act.Run(ct)) with
        {
            Wakes = true,
        },
        Each<MeasureQueue>(TimeSpan.FromSeconds(15), "measure_queue", (act, ct) => act.Run(ct)),
    ];

    /// <summary>Runs on one node at a time.</summary>
    public static IReadOnlyList<Planned> OnOneNode { get; } =
    [
        Each<LinkCalendars>(TimeSpan.FromMinutes(5), "link_calendars", (act, ct) => act.Run(ct)),
        // Each calendar has a turn of its own every two minutes.
        Each<SyncCalendars>(TimeSpan.FromSeconds(30), "sync_calendars", (act, ct) => act.Run(ct)),
        Each<ExtendSeries>(TimeSpan.FromHours(6), "extend_series", (act, ct) => act.Run(ct)),
        // Imports plan what they brought; this catches what only time changes, such as a cadence's next date.
        Each<PlanOccurrences>(TimeSpan.FromMinutes(5), "plan_occurrences", (act, ct) => act.Run(ct)),
        Each<SendDueBriefs>(TimeSpan.FromSeconds(10), "send_due_briefs", (act, ct) => act.Run(ct)),
        Each<TellMoves>(TimeSpan.FromSeconds(15), "tell_moves", (act, ct) => act.Run(ct)),
        Each<RefreshBriefs>(TimeSpan.FromSeconds(30), "refresh_briefs", (act, ct) => act.Run(ct)),
        Each<RemindOwners>(TimeSpan.FromMinutes(1), "remind_owners", (act, ct) => act.Run(ct)),
        Each<AskAfterOneOnOne>(TimeSpan.FromSeconds(30), "ask_after_one_on_one", (act, ct) => act.Run(ct)),
        Each<RemindReviews>(TimeSpan.FromMinutes(10), "remind_reviews", (act, ct) => act.Run(ct)),
        Each<RemindRequests>(TimeSpan.FromMinutes(15), "remind_requests", (act, ct) => act.Run(ct)),
        Each<RemindFeedbackHabit>(TimeSpan.FromMinutes(15), "remind_feedback_habit", (act, ct) => act.Run(ct)),
        Each<FollowContests>(TimeSpan.FromMinutes(1), "follow_contests", (act, ct) => act.Run(ct)),
        Each<NudgeOpenSteps>(TimeSpan.FromMinutes(1), "nudge_open_steps", (act, ct) => act.Run(ct)),
        Each<SendBroadcasts>(TimeSpan.FromSeconds(2), "send_broadcasts", (act, ct) => act.Run(ct)),
        Each<FollowBroadcasts>(TimeSpan.FromSeconds(5), "follow_broadcasts", (act, ct) => act.Run(ct)),
        Each<WriteDrafts>(TimeSpan.FromSeconds(2), "write_drafts", (act, ct) => act.Run(ct)),
        Each<MatchAccounts>(TimeSpan.FromMinutes(15), "match_accounts", (act, ct) => act.Run(ct)),
        Where<MatchSlack>(MatchSlack.Every, "match_slack", (act, ct) => act.Run(ct)),
        Each<GreetPilot>(TimeSpan.FromMinutes(15), "greet_pilot", (act, ct) => act.Run(ct)),
        Each<PurgeSignIns>(TimeSpan.FromHours(1), "purge_sign_ins", (act, ct) => act.Run(ct)),
        Each<PurgeDialogues>(TimeSpan.FromMinutes(15), "purge_dialogues", (act, ct) => act.Run(ct)),
        Each<PurgeInbound>(TimeSpan.FromHours(24), "purge_inbound", (act, ct) => act.Run(ct)),
    ];

    public static IEnumerable<Planned> All => OnEveryNode.Concat(OnOneNode);
}
