using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>One card as read from its folder.</summary>
internal sealed record Card(string Name, CardFile Main, CardFile? Slack, JsonNode Sample)
{
    public IEnumerable<CardFile> Files => Slack is null ? [Main] : [Main, Slack];
}

/// <summary>One template file: its JSON with lines, the compiled form, and what it refers to.</summary>
internal sealed record CardFile(string File, SourceObject Source, Template Template, References References)
{
    public static CardFile Read(string file, byte[] utf8)
    {
        var source = SourceReader.Read(file, utf8);
        SubsetCheck.Check(file, source);
        var template = new Compiler(file).Compile(source);
        return new CardFile(file, (SourceObject)source, template, References.Of(template, (SourceObject)source));
    }
}
