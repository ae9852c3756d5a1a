using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Tests.Cards;

/// <summary>A template with data, expanded as the official library would, without escaping.</summary>
internal sealed record ExpanderCase(string Name, JsonNode Template, JsonNode? Data, JsonObject? Texts)
{
    public static IEnumerable<ExpanderCase> Written() =>
        JsonNode
            .Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Interop, "expander-cases.json")))!
            .AsArray()
            .Select(c => new ExpanderCase(c!["name"]!.ToString(), c["template"]!, c["data"], c["texts"] as JsonObject));

    public JsonNode? Ours()
    {
        try
        {
            var source = SourceReader.Read(Name, System.Text.Encoding.UTF8.GetBytes(Template.ToJsonString()));
            return new Expander(Data, Texts ?? [], pure: true).Expand(new Compiler(Name).Compile(source));
        }
        catch (Exception e) when (e is ExpansionException or CardException)
        {
            return new JsonObject { ["error"] = true };
        }
    }
}
