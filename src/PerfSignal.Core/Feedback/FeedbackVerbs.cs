using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

public static class FeedbackVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(GiveFeedback.Give, typeof(GiveFeedback), ["feedback"])
        {
            SlashCommand = "/feedback",
            TakesMessage = true,
            NameIn = Verb.WholeName,
        },
        new(GiveFeedback.Praise, typeof(GivePraise), ["kudos"]) { SlashCommand = "/kudos", NameIn = Verb.WholeName },
        new(ListFeedback.Name, typeof(ListFeedback), ["notes", "notizen"]) { Page = "/me" },
        new(RequestFeedback.Name, typeof(RequestFeedback), ["ask", "frage"]),
        new(ListRequests.Name, typeof(ListRequests), ["requests", "anfragen"]),
        new(AnswerRequest.Name, typeof(AnswerRequest), []),
        new(DeclineRequest.Name, typeof(DeclineRequest), []),
        new(WithdrawRequest.Name, typeof(WithdrawRequest), []),
    ];
}
