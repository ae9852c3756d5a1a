using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

/// <summary>Who will read what is being written; chosen by its author before it is saved.</summary>
public enum NoteClass
{
    /// <summary>The person it is about and their manager; evidence.</summary>
    Shared,

    /// <summary>Its author alone; never evidence.</summary>
    Mine,

    /// <summary>The person it is about, their manager and HR.</summary>
    Record,
}

/// <summary>One class as a choice of the form, with what it means.</summary>
public sealed record NoteClassChoice(string Title, string Value);

/// <summary>The classes by the words of the form, and by those that people type.</summary>
public static class NoteClasses
{
    public static string Word(NoteClass noteClass) => noteClass.ToString().ToLowerInvariant();

    /// <summary>`shared`, `mine`, `record`, or the same in German; null for anything else.</summary>
    public static NoteClass? Of(string word) =>
        word.Trim().ToUpperInvariant() switch
        {
            "SHARED" or "GETEILT" => NoteClass.Shared,
            "MINE" or "PRIVATE" or "PRIVAT" => NoteClass.Mine,
            "RECORD" or "AKTE" => NoteClass.Record,
            _ => null,
        };

    public static IReadOnlyList<NoteClassChoice> Choices(Reader reader, bool record) =>
        [
            .. (record ? Enum.GetValues<NoteClass>() : [NoteClass.Shared, NoteClass.Mine]).Select(one => new NoteClassChoice(
                reader.Say("feedback_class_" + Word(one)),
                Word(one)
            )),
        ];
}
