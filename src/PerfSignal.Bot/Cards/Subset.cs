using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>How a property of the subset is read.</summary>
internal enum PropertyKind
{
    /// <summary>Shown text with Markdown.</summary>
    Markdown,

    /// <summary>Shown text without Markdown.</summary>
    Plain,

    /// <summary>A string, number or boolean that is not shown as text.</summary>
    Raw,

    /// <summary>One of the listed words.</summary>
    Word,

    /// <summary>Nested parts of the card.</summary>
    Parts,

    /// <summary>Any JSON; not looked into.</summary>
    Free,
}

/// <summary>One property: what it is and, for words and parts, which ones.</summary>
internal sealed record Property(PropertyKind Kind, params string[] Allowed);

/// <summary>The Adaptive Card elements and properties that every platform here can show (https://adaptivecards.io/explorer/).</summary>
internal static class Subset
{
    private static readonly Property Raw = new(PropertyKind.Raw);
    private static readonly Property Plain = new(PropertyKind.Plain);
    private static readonly Property Markdown = new(PropertyKind.Markdown);
    private static readonly Property Free = new(PropertyKind.Free);
    private static readonly Property Spacing = Words("none", "small", "default", "medium", "large", "extraLarge", "padding");
    private static readonly Property Align = Words("left", "center", "right");
    private static readonly Property Upright = Words("top", "center", "bottom");
    private static readonly Property Size = Words("default", "small", "medium", "large", "extraLarge");
    private static readonly Property Weight = Words("default", "lighter", "bolder");
    private static readonly Property Color = Words("default", "dark", "light", "accent", "good", "warning", "attention");
    private static readonly Property Box = Words("default", "emphasis", "good", "attention", "warning", "accent");
    private static readonly Property FontType = Words("default", "monospace");

    /// <summary>Elements that may stand in a body, besides <c>Chart.*</c>.</summary>
    public static readonly string[] Elements =
    [
        "TextBlock",
        "RichTextBlock",
        "Container",
        "ColumnSet",
        "FactSet",
        "Table",
        "Image",
        "ActionSet",
        "Input.Text",
        "Input.Number",
        "Input.Date",
        "Input.Time",
        "Input.Toggle",
        "Input.ChoiceSet",
    ];

    public static readonly string[] Actions = ["Action.Execute", "Action.OpenUrl"];

    private static readonly Property ElementParts = new(PropertyKind.Parts, [.. Elements, "Chart"]);

    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, Property>> Types = new Dictionary<
        string,
        IReadOnlyDictionary<string, Property>
    >(StringComparer.Ordinal)
    {
        ["AdaptiveCard"] = new Dictionary<string, Property>(StringComparer.Ordinal)
        {
            ["type"] = Raw,
            ["$schema"] = Raw,
            ["version"] = Raw,
            ["lang"] = Raw,
            ["rtl"] = Raw,
            ["fallbackText"] = Plain,
            ["refresh"] = Free,
            ["msteams"] = Free,
            ["body"] = ElementParts,
            ["actions"] = new(PropertyKind.Parts, Actions),
        },
        ["TextBlock"] = Element(
            ("text", Markdown),
            ("color", Color),
            ("fontType", FontType),
            ("horizontalAlignment", Align),
            ("isSubtle", Raw),
            ("maxLines", Raw),
            ("size", Size),
            ("weight", Weight),
            ("wrap", Raw),
            ("style", Words("default", "heading", "columnHeader"))
        ),
        ["RichTextBlock"] = Element(("inlines", new Property(PropertyKind.Parts, "TextRun")), ("horizontalAlignment", Align)),
        ["TextRun"] = Type(
            ("text", Plain),
            ("color", Color),
            ("fontType", FontType),
            ("highlight", Raw),
            ("isSubtle", Raw),
            ("italic", Raw),
            ("size", Size),
            ("strikethrough", Raw),
            ("underline", Raw),
            ("weight", Weight)
        ),
        ["Container"] = Element(
            ("items", ElementParts),
            ("style", Box),
            ("bleed", Raw),
            ("minHeight", Raw),
            ("verticalContentAlignment", Upright)
        ),
        ["ColumnSet"] = Element(
            ("columns", new Property(PropertyKind.Parts, "Column")),
            ("style", Box),
            ("bleed", Raw),
            ("horizontalAlignment", Align)
        ),
        ["Column"] = Element(
            ("items", ElementParts),
            ("style", Box),
            ("bleed", Raw),
            ("width", Raw),
            ("verticalContentAlignment", Upright)
        ),
        ["FactSet"] = Element(("facts", new Property(PropertyKind.Parts, "Fact"))),
        ["Fact"] = Type(("title", Markdown), ("value", Markdown)),
        ["Table"] = Element(
            ("columns", new Property(PropertyKind.Parts, "TableColumnDefinition")),
            ("rows", new Property(PropertyKind.Parts, "TableRow")),
            ("firstRowAsHeader", Raw),
            ("showGridLines", Raw),
            ("gridStyle", Box),
            ("horizontalCellContentAlignment", Align),
            ("verticalCellContentAlignment", Upright)
        ),
        ["TableColumnDefinition"] = Type(
            ("width", Raw),
            ("horizontalCellContentAlignment", Align),
            ("verticalCellContentAlignment", Upright)
        ),
        ["TableRow"] = Type(
            ("cells", new Property(PropertyKind.Parts, "TableCell")),
            ("style", Box),
            ("horizontalCellContentAlignment", Align)
        ),
        ["TableCell"] = Type(("items", ElementParts), ("style", Box), ("bleed", Raw), ("verticalContentAlignment", Upright)),
        ["Image"] = Element(
            ("url", Raw),
            ("altText", Plain),
            ("size", Words("auto", "stretch", "small", "medium", "large")),
            ("width", Raw),
            ("height", Raw),
            ("horizontalAlignment", Align),
            ("style", Words("default", "person"))
        ),
        ["ActionSet"] = Element(("actions", new Property(PropertyKind.Parts, Actions))),
        ["Input.Text"] = Input(
            ("value", Raw),
            ("placeholder", Plain),
            ("isMultiline", Raw),
            ("maxLength", Raw),
            ("regex", Raw),
            ("style", Words("text", "tel", "url", "email", "password"))
        ),
        ["Input.Number"] = Input(("value", Raw), ("placeholder", Plain), ("min", Raw), ("max", Raw)),
        ["Input.Date"] = Input(("value", Raw), ("placeholder", Plain), ("min", Raw), ("max", Raw)),
        ["Input.Time"] = Input(("value", Raw), ("placeholder", Plain), ("min", Raw), ("max", Raw)),
        ["Input.Toggle"] = Input(("title", Plain), ("value", Raw), ("valueOn", Raw), ("valueOff", Raw), ("wrap", Raw)),
        ["Input.ChoiceSet"] = Input(
            ("choices", new Property(PropertyKind.Parts, "Input.Choice")),
            ("value", Raw),
            ("placeholder", Plain),
            ("isMultiSelect", Raw),
            ("style", Words("compact", "expanded")),
            ("wrap", Raw)
        ),
        ["Input.Choice"] = Type(("title", Plain), ("value", Raw)),
        ["Action.Execute"] = Type(
            ("id", Raw),
            ("title", Plain),
            ("verb", Raw),
            ("data", Free),
            ("style", Words("default", "positive", "destructive")),
            ("tooltip", Plain),
            ("associatedInputs", Words("auto", "none"))
        ),
        ["Action.OpenUrl"] = Type(
            ("id", Raw),
            ("title", Plain),
            ("url", Raw),
            ("style", Words("default", "positive", "destructive")),
            ("tooltip", Plain)
        ),
    };

    public static bool IsChart(string? type) => type is not null && type.StartsWith("Chart.", StringComparison.Ordinal);

    public static Property? Find(string? type, string? property) =>
        type is not null && property is not null && Types.TryGetValue(type, out var known) ? known.GetValueOrDefault(property) : null;

    /// <summary>The type of a part that need not name it, such as a fact or a cell.</summary>
    public static string? ImpliedType(string? owner, string? property) =>
        Find(owner, property) is { Kind: PropertyKind.Parts, Allowed: [var only] } ? only : null;

    public static Landing LandingOf(string? owner, string? property) =>
        Find(owner, property)?.Kind switch
        {
            PropertyKind.Markdown => Landing.Markdown,
            PropertyKind.Plain => Landing.Plain,
            _ => Landing.Raw,
        };

    private static Property Words(params string[] words) => new(PropertyKind.Word, words);

    private static Dictionary<string, Property> Type(params (string Name, Property Property)[] own)
    {
        var all = own.ToDictionary(p => p.Name, p => p.Property, StringComparer.Ordinal);
        all["type"] = Raw;
        return all;
    }

    private static Dictionary<string, Property> Element(params (string Name, Property Property)[] own)
    {
        var all = Type(own);
        all["id"] = all["isVisible"] = all["separator"] = Raw;
        all["spacing"] = Spacing;
        return all;
    }

    private static Dictionary<string, Property> Input(params (string Name, Property Property)[] own)
    {
        var all = Element(own);
        all["label"] = Plain;
        all["isRequired"] = Raw;
        all["errorMessage"] = Markdown;
        return all;
    }
}
