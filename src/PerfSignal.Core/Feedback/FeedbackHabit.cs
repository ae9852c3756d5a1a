using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;

namespace PerfSignal.Core.Feedback;

/// <summary>A report without feedback, as a button.</summary>
public sealed record HabitLine(string Row, string Name, string Button);

/// <summary>Model of the card `feedback_habit`.</summary>
/// <param name="More">How many there are beyond those named, or empty.</param>
public sealed record FeedbackHabit(string Title, IReadOnlyList<HabitLine> Lines, string More)
{
    private const int Named = 5;

    public static FeedbackHabit Of(Reader reader, IReadOnlyList<Person> reports) =>
        new(
            reader.Say("feedback_habit_title"),
            [
                .. reports
                    .Take(Named)
                    .Select(person => new HabitLine(
                        person.Id.ToString("N"),
                        person.Name,
                        reader.Say("feedback_habit_button", ("name", person.Name))
                    )),
            ],
            reports.Count > Named ? reader.Say("feedback_habit_more", ("count", reader.Number(reports.Count - Named, 0))) : ""
        );
}

/// <summary>Asked right before the weekly word leaves: who is without feedback by now? When nobody is, it is not sent.</summary>
public sealed class HabitCheck(PerfSignalData data, WithoutFeedback without, ReaderFactory readers) : IDeliveryCheck
{
    public const string Word = "feedback_habit";

    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        if (await data.People.FindAsync([row.RecipientId], ct) is not { } manager || !Topics.Wants(manager, Topics.FeedbackHabit))
        {
            return "topic_off";
        }

        var reports = await without.Of(manager, ct);
        if (reports.Count == 0)
        {
            return "feedback_given";
        }

        row.Model = CardJson.Write(FeedbackHabit.Of(readers.For(manager), reports));
        return null;
    }

    /// <summary>It holds nothing but names of the manager's own reports.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyDictionary<Guid, (Guid, DataClass)>>(new Dictionary<Guid, (Guid, DataClass)>());
}
