using System.Text.Json.Nodes;

namespace PerfSignal.Core.Conversing;

/// <summary>Hides a value of an answer, such as a link that signs somebody in, from everything that keeps the answer.</summary>
/// <remarks>
/// An answer is stored twice before it is read: for the repeat of its event, and in the outbox. Both hold the sealed value, so neither the database
/// nor its backup shows a link; it is opened in two places only, where an answer is handed to the adapter that asked and where a message leaves the outbox.
/// A repeat thus gets the first answer, the same link included. The value is sealed for one person: put into another's answer it stays closed.
/// Where the sealing keys stand unencrypted in the same database (no key file), a copy of it can be opened, but by then the link is over.
/// </remarks>
/// <param name="close">Encrypts a text for a person.</param>
/// <param name="open">Decrypts it; null where it was sealed for another person or its key is gone.</param>
public sealed class Seal(Func<Guid, string, string> close, Func<Guid, string, string?> open)
{
    private const string Mark = "sealed:";

    /// <summary>For commands, which answer nobody.</summary>
    public static Seal None { get; } =
        new((_, _) => throw new InvalidOperationException("Nothing can be sealed without the keys of the service."), (_, _) => null);

    public string Close(Guid reader, string text) => Mark + close(reader, text);

    public Reply Open(Guid reader, Reply reply) =>
        reply is Reply.Showed showed ? showed with { Model = Open(reader, showed.Model) } : reply;

    /// <summary>The model with its sealed values readable; one that cannot be opened is empty.</summary>
    public JsonObject Open(Guid reader, JsonObject model)
    {
        if (!model.Any(entry => IsSealed(entry.Value)))
        {
            return model;
        }

        var opened = (JsonObject)model.DeepClone();
        foreach (var (name, value) in model.Where(entry => IsSealed(entry.Value)))
        {
            opened[name] = open(reader, value!.GetValue<string>()[Mark.Length..]) ?? "";
        }

        return opened;
    }

    private static bool IsSealed(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<string>(out var written) && written.StartsWith(Mark, StringComparison.Ordinal);
}
