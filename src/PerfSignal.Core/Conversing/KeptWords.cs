using System.Text.Json;

namespace PerfSignal.Core.Conversing;

/// <summary>What a dialogue holds: the fields for its verb, and the words as the person typed them, to be shown back.</summary>
internal sealed record KeptWords
{
    /// <summary>The same from the first question of a dialogue to its last, so that the buttons of an older one still mean it.</summary>
    public required Guid Id { get; init; }
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>In the order in which they were typed.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];

    /// <summary>How often this very question was asked.</summary>
    public int Times { get; init; } = 1;

    /// <summary>An answer that came too late and was shown back; null where none came.</summary>
    public string? Late { get; init; }

    /// <summary>Null for what an older version of the program wrote and this one cannot read.</summary>
    public static KeptWords? Read(string json)
    {
        try
        {
            return CardJson.Read<KeptWords>(json) is { Fields: not null, Typed: not null } kept ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What was typed to begin with: the words after the command, or of a form what is more than a choice or an id.</summary>
    public static IReadOnlyList<string> Begin(Command command) =>
        [
            .. command
                .Fields.OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => field.Value.Trim())
                .Where(value => value.Any(char.IsWhiteSpace))
                .Prepend(command.Text)
                .Where(words => words.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
}
