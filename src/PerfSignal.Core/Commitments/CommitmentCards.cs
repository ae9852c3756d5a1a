using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>The form that logs a commitment between the reader and one other person.</summary>
/// <param name="With">The other's id; asked again when the form comes back.</param>
/// <param name="Due">ISO date, or empty.</param>
/// <param name="DueSaid">The date written out with its weekday, as it was understood; empty where none was.</param>
public sealed record CommitmentForm(
    string Title,
    string With,
    IReadOnlyList<Choice> Owners,
    string Owner,
    [property: Written] string Text,
    string Due,
    string DueSaid
)
{
    public static CommitmentForm For(
        Reader reader,
        Person me,
        Person other,
        string owner,
        string text,
        string due,
        LocalDate? said = null
    ) =>
        new(
            reader.Say("commitment_form_title", ("name", other.Name)),
            other.Id.ToString("N"),
            [new(other.Name, "other"), new(reader.Say("commitment_owner_me", ("name", me.Name)), "me")],
            owner,
            text,
            due,
            said is { } day ? reader.Say("commitment_due_understood", ("date", reader.Date(day))) : ""
        );
}

public sealed record Choice(string Title, string Value);

/// <summary>One commitment as a line of a list.</summary>
/// <param name="Row">Opaque id for the button.</param>
/// <param name="CanClose">Whether the reader may mark it done.</param>
public sealed record CommitmentLine(
    string Row,
    [property: Written] string Owner,
    [property: Written] string Text,
    string Due,
    bool Overdue,
    bool CanClose
)
{
    /// <summary>When it is due, what became of it, and since which 1:1 it is carried over.</summary>
    internal static string Mark(Reader reader, Commitment row, IReadOnlyDictionary<Guid, Instant> carried)
    {
        var marks = new List<string>();
        if (row.State != CommitmentState.Open)
        {
            marks.Add(reader.Say("commitment_state_" + row.State.ToString().ToLowerInvariant()));
        }

        if (row.DueOn is { } due)
        {
            marks.Add(reader.Say(row.OverdueOn(reader.Today) ? "commitment_overdue" : "commitment_due", ("date", reader.Date(due))));
        }

        if (carried.TryGetValue(row.Id, out var since))
        {
            marks.Add(reader.Say("commitment_carried", ("date", reader.Date(since.InZone(reader.Zone).Date))));
        }

        return string.Join(" · ", marks);
    }
}

/// <summary>The reader's open commitments.</summary>
/// <param name="More">Which page this is; empty where there is one only.</param>
/// <param name="Next">The page after this as a row, or empty.</param>
/// <param name="Previous">The page before this as a row, or empty.</param>
public sealed record CommitmentList(
    string Title,
    IReadOnlyList<CommitmentLine> Lines,
    string Empty,
    string More,
    string Next,
    string Previous
);

/// <summary>One commitment with its history, the newest step first.</summary>
public sealed record CommitmentHistory(
    string Row,
    [property: Written] string Owner,
    [property: Written] string Text,
    string Due,
    IReadOnlyList<CommitmentStep> Steps,
    bool CanClose,
    bool CanReopen
);

public sealed record CommitmentStep(string When, [property: Written] string Who, string What);

/// <summary>Asks whether a commitment is to be dropped.</summary>
public sealed record CommitmentDropCard(string Row, [property: Written] string Text);

/// <param name="Due">ISO date, or empty; what was typed where that was wrong.</param>
/// <param name="Was">The due date when the form was shown.</param>
public sealed record CommitmentMoveForm(string Row, [property: Written] string Text, string Due, string Was);
