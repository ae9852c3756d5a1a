using System.Text.Json;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>The word of an error answer: short, of letters that no person's text needs, or nothing.</summary>
internal static class ErrorWord
{
    private const int Longest = 60;

    /// <summary>The more exact `subCode` before `error.code`, wherever of the usual places they stand.</summary>
    public static string? Of(JsonElement? body)
    {
        var error = LenientJson.Part(body, "error");
        var inner = LenientJson.Part(LenientJson.Part(error, "innerHttpError"), "body");
        string?[] words =
        [
            LenientJson.Text(body, "subCode"),
            LenientJson.Text(error, "subCode"),
            LenientJson.Text(inner, "subCode"),
            LenientJson.Text(error, "code"),
            LenientJson.Text(body, "error"),
            LenientJson.Text(body, "code"),
        ];
        return words.Select(word => word is null ? null : Clean(word)).FirstOrDefault(word => word is not null);
    }

    /// <summary>Null for what is no word: a message could quote what somebody wrote.</summary>
    public static string? Clean(string word)
    {
        // The one code of Teams that is written with a space.
        var code = word == "Bad Argument" ? "BadArgument" : word;
        return code.Length is > 0 and <= Longest && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? code
            : null;
    }
}
