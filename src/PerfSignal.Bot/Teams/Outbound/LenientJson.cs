using System.Text.Json;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>Reads what another service answered, whatever it answered: what is absent, or of another kind, or no text at all, is null.</summary>
internal static class LenientJson
{
    public static JsonElement? Part(JsonElement? of, string name)
    {
        if (of is not { ValueKind: JsonValueKind.Object } owner)
        {
            return null;
        }

        try
        {
            return owner.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name with half a character in it.
            return null;
        }
    }

    public static string? Text(JsonElement? of, string name)
    {
        if (Part(of, name) is not { ValueKind: JsonValueKind.String } value)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // JSON can write half a character, or bytes that are none.
            return null;
        }
    }
}
