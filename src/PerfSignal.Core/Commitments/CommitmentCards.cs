using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>The form that logs a commitment between the reader and one other person.</summary>
/// <param name="With">The other's id; asked again when the form comes back.</param>
/// <param name="Due">ISO date, or empty.</param>
public sealed record CommitmentForm(
    string Title,
    string With,
    IReadOnlyList<Choice> Owners,
    string Owner,
    [property: Written] string Text,
    string Due
)
{
    public static CommitmentForm For(Reader reader, Person me, Person other, string owner, string text, string due) =>
        new(
            reader.Say("commitment_form_title", ("name", other.Name)),
            other.Id.ToString("N"),
            [new(other.Name, "other"), new(reader.Say("commitment_owner_me", ("name", me.Name)), "me")],
            owner,
            text,
            due
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
);

/// <summary>The reader's open commitments.</summary>
public sealed record CommitmentList(string Title, IReadOnlyList<CommitmentLine> Lines, string Empty, string More);
