using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Shows an answer where it was asked for: in the body of the request, in a window, in place of a message.</summary>
internal sealed class Replies(Windows windows, SlackCards cards, ReaderFactory readers, Texts texts, CallSlack call, RespondAt respond)
{
    /// <param name="window">The window that was opened meanwhile; null where none was.</param>
    public async Task<IResult> Direct(IServiceProvider services, Arrival arrival, Answered answered, string? window, CancellationToken ct)
    {
        if (await Filled(arrival, answered, window, ct))
        {
            return Results.Ok();
        }

        switch (arrival.Kind, answered.Reply)
        {
            case (_, _) when answered.Queued:
            case (_, Reply.Nothing):
                await After(services, arrival, answered, ct);
                return Results.Ok();
            case (ArrivalKind.Submission, Reply.Invalid invalid) when arrival.Inputs.Count > 0:
                return Json(
                    new JsonObject { ["response_action"] = "errors", ["errors"] = Errors(SlackCards.At(invalid.Errors, arrival.Inputs)) }
                );
            case (ArrivalKind.Submission, _):
                return Json(new JsonObject { ["response_action"] = "update", ["view"] = View(answered) });
            case (_, Reply.Opened or Reply.Invalid):
                return await windows.Open(arrival, View(answered), ct) is not null
                    ? Results.Ok()
                    : await NotOpened(services, arrival, answered, ct);
            case (ArrivalKind.Command, _):
                return Ephemeral(Body(answered));
        }

        await Late(services, arrival, answered, ct);
        return Results.Ok();
    }

    /// <summary>Fills a window with the answer where there is one for it.</summary>
    public async Task<bool> Filled(Arrival arrival, Answered answered, string? window, CancellationToken ct) =>
        window is not null
        && (arrival.Kind != ArrivalKind.Submission || answered.Reply is Reply.Opened or Reply.Invalid)
        && answered.Reply is not (Reply.Nothing or Reply.Showed)
        && await windows.Fill(arrival, window, View(answered), ct)
        && !answered.Queued;

    /// <summary>Brings an answer that no request waits for.</summary>
    public async Task Late(IServiceProvider services, Arrival arrival, Answered answered, CancellationToken ct)
    {
        if (answered.Person is null)
        {
            await Tell(arrival, ((Reply.Said)answered.Reply).Text, ct);
        }
        else if (
            arrival is { Kind: ArrivalKind.Action, ResponseUrl: { } url }
            && answered.Reply is Reply.Showed { Replaces: true }
            && await respond(url, With(Body(answered), "replace_original", true), ct) is SlackAnswer.Good
        )
        {
            return;
        }

        await services.GetRequiredService<Answering>().Late(arrival, answered, ct);
    }

    /// <summary>Says a sentence to somebody whom the outbox does not know.</summary>
    /// <exception cref="SlackOutOfReachException">Slack did not take it.</exception>
    public async Task Tell(Arrival arrival, string text, CancellationToken ct)
    {
        var message = cards.Said(text);
        var answer = arrival.ResponseUrl is { } url
            ? await respond(url, With(message, "replace_original", false), ct)
            : await call(arrival.Workspace, "chat.postMessage", To(message, arrival.Channel ?? arrival.User), ct);
        if (answer is not (SlackAnswer.Good or SlackAnswer.Refused))
        {
            throw new SlackOutOfReachException("chat.postMessage");
        }
    }

    /// <summary>The request must end before its work does.</summary>
    /// <param name="promised">Whether what arrived is kept, so that the answer surely comes.</param>
    public async Task<IResult> Wait(Arrival arrival, bool promised)
    {
        var reader = readers.ForNobody();
        var text = reader.Say(promised ? "slack_working" : "slack_unsure");
        return await Task.FromResult(
            arrival.Kind switch
            {
                ArrivalKind.Command => Ephemeral(cards.Said(text)),
                ArrivalKind.Submission => Json(
                    new JsonObject { ["response_action"] = "update", ["view"] = cards.Window(text, reader.Language) }
                ),
                _ => Results.Ok(),
            }
        );
    }

    /// <summary>A bug: the person gets a reference, and what they typed stays where it is.</summary>
    public async Task<IResult> Failed(Arrival arrival, string reference, string? window, CancellationToken ct)
    {
        var reader = readers.ForNobody();
        var text = reader.Say("slack_failed", ("reference", reference));
        if (window is not null && await windows.Fill(arrival, window, cards.Window(text, reader.Language), ct))
        {
            return Results.Ok();
        }

        switch (arrival.Kind)
        {
            case ArrivalKind.Command:
                return Ephemeral(cards.Said(text));
            case ArrivalKind.Submission when arrival.Inputs.Count > 0:
                var sentence = new Dictionary<string, string>(StringComparer.Ordinal) { [arrival.Inputs[0]] = text };
                return Json(new JsonObject { ["response_action"] = "errors", ["errors"] = Errors(sentence) });
            default:
                try
                {
                    await Tell(arrival, text, ct);
                }
                catch (SlackOutOfReachException)
                {
                    // The log has the reference; there is no other way to the person.
                }

                return Results.Ok();
        }
    }

    /// <summary>The home tab shows what the person just changed; by the inbox, since the answer does not depend on it.</summary>
    private static async Task After(IServiceProvider services, Arrival arrival, Answered answered, CancellationToken ct)
    {
        if (arrival.AtHome && answered.Person is not null)
        {
            var again = new Arrival
            {
                Kind = ArrivalKind.HomeOpened,
                EventId = Arrival.Id("home", arrival.EventId),
                Workspace = arrival.Workspace,
                Enterprise = arrival.Enterprise,
                User = arrival.User,
                AtHome = true,
            };
            await services.GetRequiredService<Inbox>().Keep(again, leased: false, ct);
            services.GetRequiredKeyedService<Wake>(WorkInbox.Name).Call();
        }
    }

    private async Task<IResult> NotOpened(IServiceProvider services, Arrival arrival, Answered answered, CancellationToken ct)
    {
        if (arrival.Kind == ArrivalKind.Shortcut)
        {
            // The form quotes what somebody else wrote, so it is not kept for a button.
            await Tell(arrival, texts.Say(answered.Language, "slack_no_window"), ct);
            return Results.Ok();
        }

        if (arrival.Kind == ArrivalKind.Command && cards.Button(answered.Reply, arrival.EventId, answered.Language) is Reply.Showed button)
        {
            return Ephemeral(cards.Message(button.Card, button.Model, answered.Language));
        }

        await Late(services, arrival, answered, ct);
        return Results.Ok();
    }

    private JsonObject View(Answered answered) =>
        answered.Reply switch
        {
            Reply.Opened opened => cards.Modal(opened.Card, opened.Model, answered.Language),
            Reply.Invalid invalid => cards.Modal(invalid.Card, invalid.Model, answered.Language, invalid.Errors),
            Reply.Showed showed => cards.Modal(showed.Card, showed.Model, answered.Language),
            Reply.Said said => cards.Window(said.Text, answered.Language),
            _ => cards.Window("", answered.Language),
        };

    private JsonObject Body(Answered answered) =>
        answered.Reply switch
        {
            Reply.Said said => cards.Said(said.Text),
            Reply.Showed showed => cards.Message(showed.Card, showed.Model, answered.Language),
            _ => cards.Said(""),
        };

    private static IResult Ephemeral(JsonObject message) => Json(With(message, "response_type", "ephemeral"));

    private static JsonObject With(JsonObject message, string name, JsonNode value)
    {
        message[name] = value;
        return message;
    }

    private static JsonObject To(JsonObject message, string channel) => With(message, "channel", channel);

    private static JsonObject Errors(Dictionary<string, string> errors) =>
        new(errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)JsonValue.Create(error.Value))));

    private static IResult Json(JsonObject body) =>
        Results.Text(body.ToJsonString(Cards.CardJson.Compact), "application/json; charset=utf-8");
}
