using System.Text;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Cards;

/// <summary>Answers as Teams and Slack are given them, one element a line, for a golden file.</summary>
internal sealed class GoldenPlatforms(string language)
{
    private static readonly CardLibrary Cards = CardLibrary.Load(RepositoryFiles.Cards);
    private static readonly Uri Site = new("https://perfsignal.example.com/");
    private readonly StringBuilder text = new();

    public void Add(string name, Reply reply)
    {
        switch (reply)
        {
            case Reply.Said said:
                Head(name, "said").AppendLine(said.Text);
                break;
            case Reply.Showed showed:
                Add(name, showed.Card, showed.Model);
                break;
            case Reply.Opened opened:
                Form(name, opened.Card, opened.Model);
                break;
            case Reply.Invalid invalid:
                Form(name, invalid.Card, invalid.Model);
                Head(name, "errors");
                foreach (var (field, error) in invalid.Errors.OrderBy(one => one.Key, StringComparer.Ordinal))
                {
                    text.AppendLine($"{field}: {error}");
                }

                break;
            default:
                throw new ArgumentException($"{name}: {reply} is nothing to look at.", nameof(reply));
        }
    }

    public void Add(string name, string card, JsonNode model)
    {
        Teams(name, card, model);
        Lines(name, "Slack", new BlockKitRenderer(Site).Message(Cards.ExpandForSlack(card, model, language)), "blocks");
    }

    public Task Compare(string area, string file) => GoldenFile.Compare(area, file, text.ToString());

    private void Form(string name, string card, JsonNode model)
    {
        Teams(name, card, model);
        Lines(name, "Slack", new BlockKitRenderer(Site).Modal(Cards.ExpandForSlack(card, model, language), name, "close"), "blocks");
    }

    private void Teams(string name, string card, JsonNode model) =>
        Lines(name, "Teams", new TeamsRenderer(Site).Card(Cards.Expand(card, model, language)), "body", "actions");

    private void Lines(string name, string platform, JsonObject whole, params string[] parts)
    {
        Head(name, platform);
        foreach (var element in parts.SelectMany(part => whole[part] as JsonArray ?? []))
        {
            text.AppendLine(element!.ToJsonString(GoldenFile.Plain));
        }
    }

    private StringBuilder Head(string name, string what) => text.AppendLine($"# {name}, {what}");
}
