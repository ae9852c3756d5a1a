using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Takes an activity that was let in to what answers it; kinds that mean nothing to the bot are accepted and ignored.</summary>
internal sealed class Turns(
    Callers callers,
    Strangers strangers,
    Presence presence,
    MessageTurn messages,
    CardInvoke cards,
    DialogInvoke dialogs
)
{
    private const string FetchMessage = "composeExtension/fetchTask";

    public async Task<IResult> Take(Activity activity, CancellationToken ct)
    {
        switch (activity.Type)
        {
            case "message":
                await Message(activity, ct);
                return Results.Ok();
            case "installationUpdate":
                await presence.Installed(activity, ct);
                return Results.Ok();
            case "conversationUpdate":
                await presence.MembersChanged(activity, ct);
                return Results.Ok();
            case "invoke":
                return await Invoke(activity, ct);
            default:
                // messageReaction, messageUpdate, messageDelete, typing, event and whatever Teams invents.
                return Results.Ok();
        }
    }

    private async Task Message(Activity activity, CancellationToken ct)
    {
        var caller = await callers.Of(activity, ct);
        if (caller is Caller.Known known)
        {
            await messages.Take(activity, known, ct);
        }
        else
        {
            await strangers.Tell(activity, caller, ct);
        }
    }

    private async Task<IResult> Invoke(Activity activity, CancellationToken ct)
    {
        if (!IsDialog(activity) && activity.Name != "adaptiveCard/action")
        {
            // Among them message/submitAction: a thumb under a message is no evidence about anybody, and nothing is kept of it.
            return InvokeAnswers.Nothing();
        }

        var caller = await callers.Of(activity, ct);
        if (caller is not Caller.Known { Person: { } person })
        {
            return Say(activity, strangers.Sentence(caller, activity.Language));
        }

        return activity.Name switch
        {
            "adaptiveCard/action" => await cards.Take(activity, person, ct),
            FetchMessage => await dialogs.TakeMessage(activity, person, ct),
            _ => await dialogs.Take(activity, person, ct),
        };
    }

    private static bool IsDialog(Activity activity) =>
        activity.Name is "task/fetch" or "task/submit" or FetchMessage or "composeExtension/submitAction";

    private static IResult Say(Activity activity, string text) =>
        IsDialog(activity) ? InvokeAnswers.DialogMessage(text) : InvokeAnswers.Message(text);

    /// <summary>What somebody is told after a failure; an invoke is answered at once, a message by another.</summary>
    public async Task<IResult> Fail(
        Activity activity,
        Func<Reader, string> sentence,
        ReaderFactory readers,
        bool wasSlow,
        CancellationToken ct
    )
    {
        if (activity.Type == "invoke")
        {
            var text = sentence(readers.ForNobody(activity.Language));
            return IsDialog(activity) ? InvokeAnswers.DialogMessage(text)
                : activity.Name != "adaptiveCard/action" ? InvokeAnswers.Nothing()
                : InvokeAnswers.Error(500, wasSlow ? "Timeout" : "InternalServerError", text);
        }

        if (activity.Type == "message" && await callers.Of(activity, ct) is Caller.Known { Person: { } person })
        {
            await messages.Say(activity, person, sentence(readers.For(person)), ct);
        }

        return Results.Ok();
    }
}
