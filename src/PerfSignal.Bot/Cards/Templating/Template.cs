using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>What the field a value lands in does with text, which decides how model values are escaped there.</summary>
internal enum Landing
{
    /// <summary>Not shown: urls, ids, action data, values of inputs.</summary>
    Raw,

    /// <summary>Shown as it is.</summary>
    Plain,

    /// <summary>Shown after reading Markdown in it.</summary>
    Markdown,
}

/// <summary>A compiled piece of a template.</summary>
internal abstract record Template(int Line)
{
    public static readonly string[] Reserved = ["$data", "$when", "$root", "$index", "$host", "$_acTemplateVersion"];
}

internal sealed record LiteralTemplate(int Line, JsonNode? Value) : Template(Line);

/// <summary>One expression that keeps its JSON type.</summary>
internal sealed record ValueTemplate(int Line, Expression Expression, Landing Landing) : Template(Line);

/// <summary>Text with expressions in it: the result is a string.</summary>
internal sealed record TextTemplate(int Line, IReadOnlyList<Expression> Parts, Landing Landing) : Template(Line);

internal sealed record ArrayTemplate(int Line, IReadOnlyList<Template> Items) : Template(Line);

internal sealed record ObjectTemplate(
    int Line,
    Template? Data,
    ValueTemplate? When,
    IReadOnlyList<KeyValuePair<string, Template>> Properties
) : Template(Line);
