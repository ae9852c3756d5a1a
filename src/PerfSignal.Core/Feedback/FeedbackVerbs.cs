using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

public static class FeedbackVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(GiveFeedback.Give, typeof(GiveFeedback), ["feedback"]) { SlashCommand = "/feedback", TakesMessage = true },
        new(GiveFeedback.Praise, typeof(GiveFeedback), ["kudos"]) { SlashCommand = "/kudos" },
    ];
}
