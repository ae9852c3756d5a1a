using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Reads pressed buttons, submitted forms and shortcuts (https://docs.slack.dev/reference/interaction-payloads).</summary>
internal static class InteractionReader
{
    /// <summary>Null for an interaction that asks for nothing, such as a link that was followed or a form that was closed.</summary>
    public static Arrival? Read(WireJson payload)
    {
        if (WireWorkspace.OfInteraction(payload) is not { } workspace || WireWorkspace.Known(payload["user"]["id"].Text) is not { } user)
        {
            return null;
        }

        var arrival = new Arrival
        {
            Kind = ArrivalKind.Action,
            EventId = "",
            Workspace = workspace,
            Enterprise = WireWorkspace.Known(payload["enterprise"]["id"].Text),
            User = user,
            Trigger = payload["trigger_id"].Text,
            ResponseUrl = payload["response_url"].Text,
        };
        return payload["type"].Text switch
        {
            "block_actions" => Action(arrival, payload),
            "view_submission" => Submission(arrival, payload["view"]),
            "shortcut" => Shortcut(arrival, payload),
            "message_action" => Shortcut(arrival, payload) is { } used
                ? used with
                {
                    Text = WireText.Typed(payload["message"]["text"].Text ?? ""),
                    // A bot's message has no person behind it.
                    Author = WireWorkspace.Known(payload["message"]["user"].Text) ?? "",
                }
                : null,
            _ => null,
        };
    }

    private static Arrival? Action(Arrival arrival, WireJson payload)
    {
        var action = payload["actions"].Items.FirstOrDefault(one => one["type"].Text == "button");
        if (action["action_id"].Text is not { } id || action["url"].Text is not null || action["action_ts"].Text is not { } at)
        {
            return null;
        }

        var data = CardAction.ReadValue(action["value"].Text ?? "");
        var view = payload["view"];
        return arrival with
        {
            EventId = Arrival.Id("action", at, arrival.User, id, action["value"].Text),
            Verb = id.Split('#', 2)[0],
            Row = data["row"]?.ToString(),
            Fields = Fields(data, view.IsObject ? view["state"] : payload["state"]),
            Channel = WireWorkspace.Known(payload["channel"]["id"].Text ?? payload["container"]["channel_id"].Text),
            Message = payload["container"]["message_ts"].Text ?? payload["message"]["ts"].Text,
            IsEphemeral = payload["container"]["is_ephemeral"].Flag,
            View = view["id"].Text,
            AtHome = view["type"].Text == "home",
        };
    }

    private static Arrival? Submission(Arrival arrival, WireJson view)
    {
        if (view["id"].Text is not { } id || view["callback_id"].Text is not { } verb)
        {
            return null;
        }

        // What is opaque to everyone may still have been changed by anyone: the handler asks again who may do this.
        var data = CardAction.ReadValue(view["private_metadata"].Text ?? "");
        var fields = Fields(data, view["state"]);
        var inputs = view["blocks"]
            .Items.Where(block => block["type"].Text == "input")
            .Select(block => block["block_id"].Text)
            .OfType<string>();
        // Errors change neither the view nor its hash, so a corrected form differs from the first in its fields only.
        var content = fields.OrderBy(field => field.Key, StringComparer.Ordinal).SelectMany(field => new[] { field.Key, field.Value });
        return arrival with
        {
            Kind = ArrivalKind.Submission,
            EventId = Arrival.Id("view", [arrival.User, id, view["hash"].Text, verb, .. content]),
            Verb = verb,
            Row = data["row"]?.ToString(),
            Fields = fields,
            Inputs = [.. inputs.Take(100)],
            View = id,
        };
    }

    private static Arrival? Shortcut(Arrival arrival, WireJson payload) =>
        payload["callback_id"].Text is { } verb && arrival.Trigger is { } trigger
            ? arrival with
            {
                Kind = ArrivalKind.Shortcut,
                EventId = Arrival.Id("shortcut", trigger),
                Verb = verb,
                Channel = WireWorkspace.Known(payload["channel"]["id"].Text),
            }
            : null;

    private static Dictionary<string, string> Fields(System.Text.Json.Nodes.JsonObject data, WireJson state)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in data.Where(entry => entry.Key != "row"))
        {
            fields[name] = value?.ToString() ?? "";
        }

        foreach (var (_, block) in state["values"].Properties)
        {
            foreach (var (name, input) in block.Properties)
            {
                fields[name] = Value(input);
            }
        }

        return fields;
    }

    /// <summary>Several choices are joined as Adaptive Cards do.</summary>
    private static string Value(WireJson input) =>
        input["value"].Text
        ?? input["selected_option"]["value"].Text
        ?? input["selected_date"].Text
        ?? input["selected_time"].Text
        ?? string.Join(',', input["selected_options"].Items.Select(option => option["value"].Text).OfType<string>());
}
