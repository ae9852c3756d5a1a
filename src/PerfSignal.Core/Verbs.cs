using PerfSignal.Core.Briefs;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Home;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Core;

/// <summary>Every verb of the product, by feature.</summary>
public static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        Help.Verb,
        OpenPages.Verb,
        OpenForm.Verb,
        CancelDialogue.Verb,
        ResumeDialogue.Verb,
        DoMeant.Verb,
        TakeLateAnswer.Verb,
        .. HomeVerbs.All,
        .. BriefVerbs.All,
        .. CommitmentVerbs.All,
        .. FeedbackVerbs.All,
        .. GoalVerbs.All,
        .. DevelopmentVerbs.All,
        .. PreferenceVerbs.All,
        .. ContestVerbs.All,
        .. ReviewVerbs.All,
        .. MyDataVerbs.All,
        .. DraftVerbs.All,
        .. PilotVerbs.All,
        .. BroadcastVerbs.All,
    ];
}
