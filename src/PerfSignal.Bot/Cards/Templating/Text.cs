namespace PerfSignal.Bot.Cards.Templating;

/// <summary>A string that remembers which parts of it came from the model, because only those are escaped.</summary>
internal sealed class Text
{
    private readonly (string Value, bool FromModel)[] _parts;

    private Text((string, bool)[] parts)
    {
        _parts = parts;
        Plain = parts.Length == 1 ? parts[0].Item1 : string.Concat(parts.Select(p => p.Item1));
    }

    public string Plain { get; }

    public bool FromModel => Array.Exists(_parts, p => p.FromModel);

    public static Text Literal(string value) => new([(value, false)]);

    public static Text Of(string value, bool fromModel) => new([(value, fromModel)]);

    public static Text Join(IEnumerable<Text> texts) => new([.. texts.SelectMany(t => t._parts)]);

    public Text Map(Func<string, string> change) => new([.. _parts.Select(p => (change(p.Value), p.FromModel))]);

    public string Render(Func<string, string> escapeModel) =>
        _parts is [var one]
            ? one.FromModel
                ? escapeModel(one.Value)
                : one.Value
            : string.Concat(_parts.Select(p => p.FromModel ? escapeModel(p.Value) : p.Value));
}
