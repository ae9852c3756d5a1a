using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Core.Conversing;

/// <summary>Writes a reply as JSON for its repeat, and reads it back.</summary>
public static class ReplyJson
{
    public static string Write(Reply reply) =>
        CardJson.Write(
            reply switch
            {
                Reply.Said said => new Stored("said", Text: said.Text),
                Reply.Showed showed => new Stored("showed", showed.Card, showed.Model, Replaces: showed.Replaces),
                Reply.Opened opened => new Stored("opened", opened.Card, opened.Model),
                Reply.Invalid invalid => new Stored("invalid", invalid.Card, invalid.Model, invalid.Errors),
                _ => new Stored("nothing"),
            }
        );

    /// <exception cref="JsonException">The text is no stored reply.</exception>
    public static Reply Read(string json)
    {
        var stored = CardJson.Read<Stored>(json);
        return stored switch
        {
            { Kind: "said", Text: { } text } => new Reply.Said(text),
            { Kind: "showed", Card: { } card, Model: { } model } => new Reply.Showed(card, model, stored.Replaces),
            { Kind: "opened", Card: { } card, Model: { } model } => new Reply.Opened(card, model),
            { Kind: "invalid", Card: { } card, Model: { } model } => new Reply.Invalid(
                card,
                model,
                stored.Errors ?? new Dictionary<string, string>()
            ),
            { Kind: "nothing" } => new Reply.Nothing(),
            _ => throw new JsonException($"'{stored.Kind}' is no kind of reply."),
        };
    }

    private sealed record Stored(
        string Kind,
        string? Card = null,
        JsonObject? Model = null,
        IReadOnlyDictionary<string, string>? Errors = null,
        string? Text = null,
        bool Replaces = false
    );
}
