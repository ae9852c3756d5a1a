using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards;

/// <summary>The limits of Block Kit that cannot be kept by cutting text (https://docs.slack.dev/reference/block-kit/blocks).</summary>
internal static class SlackLimits
{
    public static IEnumerable<string> Check(JsonObject message)
    {
        var blocks = message["blocks"]!.AsArray();
        if (blocks.Count == 0)
        {
            yield return "the Slack message has no blocks";
        }

        if (blocks.Count == CardLint.MostBlocks && blocks.Any(b => b!["block_id"]?.ToString() == Rendering.BlockKitRenderer.MoreBlock))
        {
            yield return $"the Slack message needs more than {CardLint.MostBlocks} blocks, so its end is left out";
        }

        foreach (var option in Options(blocks).Where(o => o["value"]!.ToString().Length is 0 or > 150))
        {
            yield return $"the choice \"{option["text"]!["text"]}\" has a value that is empty or longer than 150 characters";
        }

        foreach (var menu in Inputs(blocks).Where(e => e["options"] is JsonArray { Count: 0 }))
        {
            yield return $"the input \"{menu["action_id"]}\" has no choices";
        }
    }

    private static IEnumerable<JsonNode> Inputs(JsonArray blocks) => blocks.Select(b => b!["element"]).OfType<JsonNode>();

    private static IEnumerable<JsonNode> Options(JsonArray blocks) =>
        Inputs(blocks).SelectMany(e => e["options"] as JsonArray ?? []).OfType<JsonNode>();
}
