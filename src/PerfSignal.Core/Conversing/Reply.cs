using System.Text.Json.Nodes;

namespace PerfSignal.Core.Conversing;

/// <summary>What the bot answers to a command; each platform shows it in its own way.</summary>
public abstract record Reply
{
    private Reply() { }

    /// <summary>A sentence, already in the reader's language.</summary>
    public sealed record Said(string Text) : Reply;

    /// <summary>A card; replaces the card whose button was pressed where <see cref="Replaces"/> is set.</summary>
    public sealed record Showed(string Card, JsonObject Model, bool Replaces = false) : Reply;

    /// <summary>A form to fill in: a card with inputs.</summary>
    public sealed record Opened(string Card, JsonObject Model) : Reply;

    /// <summary>What was typed cannot be taken yet: the form again, with what was typed, and a sentence at each field that needs it.</summary>
    public sealed record Invalid(string Card, JsonObject Model, IReadOnlyDictionary<string, string> Errors) : Reply;

    /// <summary>Nothing to say.</summary>
    public sealed record Nothing : Reply;

    public static Reply Show(string card, object model, bool replaces = false) => new Showed(card, CardJson.Model(model), replaces);

    public static Reply Open(string card, object model) => new Opened(card, CardJson.Model(model));

    public static Reply Ask(string card, object model, IReadOnlyDictionary<string, string> errors) =>
        new Invalid(card, CardJson.Model(model), errors);
}
