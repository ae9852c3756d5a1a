using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

/// <summary>Feedback as far as it is written.</summary>
/// <param name="Class">Null while none is chosen.</param>
internal sealed record NoteDraft(People.Person? About, string Text, NoteClass? Class)
{
    /// <summary>The field that the answer to a question back fills.</summary>
    public const string More = "more";

    /// <summary>What a form brought, with what was said after the question back behind it.</summary>
    public static NoteDraft Of(Command command) =>
        new(null, $"{command.Field("text")} {command.Field(More)}".Trim(), NoteClasses.Of(command.Field("class")));
}

/// <summary>Words as typed: "ana: …" or "ana shared: …".</summary>
internal sealed record Spoken(string Who, NoteClass? Class, string Words)
{
    public static Spoken Of(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var head = (colon < 0 ? text : text[..colon]).Trim();
        var words = colon < 0 ? "" : text[(colon + 1)..].Trim();
        var space = head.LastIndexOf(' ');
        return space > 0 && colon > 0 && NoteClasses.Of(head[(space + 1)..]) is { } named
            ? new Spoken(head[..space].Trim().TrimStart('@'), named, words)
            : new Spoken(head.TrimStart('@'), null, words);
    }
}
