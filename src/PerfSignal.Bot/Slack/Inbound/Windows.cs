using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Opens and fills windows (https://docs.slack.dev/surfaces/modals).</summary>
internal sealed class Windows(CallSlack call)
{
    /// <returns>The view's id; null where Slack did not open it, as with a trigger that is over.</returns>
    public async Task<string?> Open(Arrival arrival, JsonObject view, CancellationToken ct)
    {
        if (arrival.Trigger is not { } trigger)
        {
            return null;
        }

        // A window cannot be opened over another, only pushed onto it.
        var method = arrival is { Kind: ArrivalKind.Action, View: not null, AtHome: false } ? "views.push" : "views.open";
        var answer = await call(arrival.Workspace, method, new JsonObject { ["trigger_id"] = trigger, ["view"] = view }, ct);
        return answer is SlackAnswer.Good good ? Id(good.Body) ?? "" : null;
    }

    /// <returns>False where the window is not there any more, or Slack did not answer.</returns>
    public async Task<bool> Fill(Arrival arrival, string id, JsonObject view, CancellationToken ct) =>
        id.Length > 0
        && await call(arrival.Workspace, "views.update", new JsonObject { ["view_id"] = id, ["view"] = view }, ct) is SlackAnswer.Good;

    private static string? Id(JsonObject body) =>
        (body["view"] as JsonObject)?["id"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : null;
}
