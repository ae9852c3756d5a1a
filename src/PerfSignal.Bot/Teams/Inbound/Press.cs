namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>A button that was pressed, with what stood in the inputs beside it.</summary>
/// <param name="IsOver">It stood on a form that was shown in place of another card.</param>
/// <param name="IsTooLong">The inputs hold more than any form of the bot; they were not read.</param>
internal sealed record Press(string Verb, string? Row, IReadOnlyDictionary<string, string> Fields, bool IsOver, bool IsTooLong)
{
    /// <summary>Characters of all inputs together; the longest form of the bot takes a few thousand.</summary>
    public const int MostCharacters = 30_000;

    private const int MostFields = 100;

    /// <summary>Marks the buttons of such a form; never an input's id.</summary>
    public const string Over = "_over";

    /// <param name="data">The data of the button and the inputs, in one object, as Teams sends them.</param>
    /// <param name="verb">The verb where it does not stand in the data.</param>
    public static Press Read(Wire data, string? verb = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var length = 0;
        foreach (var (name, value) in data.Properties)
        {
            // `msteams` tells Teams what kind of button it is.
            if (name is "verb" or "row" or "msteams" or Over || value.Input is not { } input)
            {
                continue;
            }

            length += name.Length + input.Length;
            if (length > MostCharacters || fields.Count == MostFields)
            {
                return new Press("", null, new Dictionary<string, string>(), false, IsTooLong: true);
            }

            fields[name] = input;
        }

        return new Press(verb ?? data["verb"].Id(100) ?? "", data["row"].Id(), fields, data[Over].Input is not null, IsTooLong: false);
    }
}
