using System.Text.Json;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>The word of an error answer: short, of letters that no person's text needs, or nothing.</summary>
internal static class ErrorWord
{
    private const int Longest = 60;

    /// <summary>The more exact `subCode` before `error.code`, wherever of the usual places they stand.</summary>
    public static string? Of(JsonElement? body)
    {
        var error = Inner(body, "error");
        var inner = Inner(Inner(error, "innerHttpError"), "body");
        return new[] { Text(body, "subCode"), Text(error, "subCode"), Text(inner, "subCode"), Text(error, "code"), Text(body, "error") }
            .Concat([Text(body, "code")])
            .Select(word => word is null ? null : Clean(word))
            .FirstOrDefault(word => word is not null);
    }

    /// <summary>Null for what is no word: a message could quote what somebody wrote.</summary>
    public static string? Clean(string word)
    {
        var joined = word.Replace(" ", "", StringComparison.Ordinal);
        return joined.Length is > 0 and <= Longest
            && word.Count(letter => letter == ' ') <= 1
            && joined.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? joined
            : null;
    }

    public static string? Text(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } owner
        && owner.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement? Inner(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(name, out var value) ? value : null;
}
