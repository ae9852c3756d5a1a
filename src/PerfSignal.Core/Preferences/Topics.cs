using PerfSignal.Core.People;

namespace PerfSignal.Core.Preferences;

/// <summary>What the bot tells people of its own accord, and what each of them may switch off; briefs and answers are not among it.</summary>
public static class Topics
{
    /// <summary>A commitment of one's own is due.</summary>
    public const string Reminders = "reminders";

    /// <summary>The question after a 1:1 what was agreed.</summary>
    public const string AfterOneOnOne = "after_one_on_one";

    /// <summary>The weekly word to a manager about reports without feedback.</summary>
    public const string FeedbackHabit = "feedback_habit";

    /// <summary>A day of review in the development plan came.</summary>
    public const string Development = "development";

    /// <summary>Praise of oneself in the organisation's channel.</summary>
    public const string Recognition = "recognition";

    /// <summary>Messages of HR to many; those about an open step of a review cycle come all the same.</summary>
    public const string Nudges = "nudges";

    public static IReadOnlyList<string> All { get; } = [Reminders, AfterOneOnOne, FeedbackHabit, Development, Recognition, Nudges];

    public static bool Wants(Person person, string topic) =>
        person.Muted is null || !person.Muted.Split(',').Contains(topic, StringComparer.Ordinal);
}
