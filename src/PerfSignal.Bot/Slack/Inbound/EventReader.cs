namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Reads the events that concern the bot (https://docs.slack.dev/apis/events-api).</summary>
internal static class EventReader
{
    /// <summary>Null for an event that asks for nothing: of another app, of a channel, of a kind that is not worked on.</summary>
    public static Arrival? Read(WireJson body)
    {
        var (told, id, workspace) = (body["event"], body["event_id"].Text, WireWorkspace.OfEvent(body));
        if (id is null || workspace is null)
        {
            return null;
        }

        var arrival = new Arrival
        {
            Kind = ArrivalKind.Message,
            EventId = Arrival.Id("event", id),
            Workspace = workspace,
            Enterprise = WireWorkspace.Known(
                body["authorizations"].Items.FirstOrDefault()["enterprise_id"].Text ?? body["enterprise_id"].Text
            ),
            User = WireWorkspace.Known(told["user"].Text) ?? "",
        };
        return told["type"].Text switch
        {
            "message" => Message(arrival, told),
            "app_home_opened" when told["tab"].Text is "home" or "messages" => HomeOpened(arrival, told),
            "team_join" or "user_change" => Changed(arrival, told["user"]),
            "app_uninstalled" => arrival with { Kind = ArrivalKind.Revoked, Revocation = SlackRevocation.Uninstalled },
            // People's own tokens are none of ours.
            "tokens_revoked" when told["tokens"]["bot"].Items.Any() => arrival with
            {
                Kind = ArrivalKind.Revoked,
                Revocation = SlackRevocation.TokensRevoked,
            },
            _ => null,
        };
    }

    /// <summary>What a person typed to the bot; changes, joins, own and other bots' messages come with a subtype or a bot's id.</summary>
    private static Arrival? Message(Arrival arrival, WireJson told) =>
        told["channel_type"].Text == "im"
        && told["bot_id"].Text is null
        && told["subtype"].Text is null
        && arrival.User.Length > 0
        && told["text"].Text is { } text
        && WireWorkspace.Known(told["channel"].Text) is { } channel
            ? arrival with
            {
                Text = WireText.Typed(text),
                Channel = channel,
            }
            : null;

    private static Arrival? HomeOpened(Arrival arrival, WireJson told) =>
        arrival.User.Length == 0
            ? null
            : arrival with
            {
                Kind = ArrivalKind.HomeOpened,
                Channel = WireWorkspace.Known(told["channel"].Text),
                AtHome = told["tab"].Text == "home",
            };

    private static Arrival? Changed(Arrival arrival, WireJson user) =>
        WireWorkspace.Known(user["id"].Text) is { } id && !user["is_bot"].Flag
            ? arrival with
            {
                Kind = ArrivalKind.AccountChanged,
                User = id,
            }
            : null;
}
