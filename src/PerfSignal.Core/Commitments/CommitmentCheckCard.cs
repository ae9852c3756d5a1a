using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Commitments;

/// <summary>What would be saved, to be looked at before it is; afterwards what was.</summary>
/// <param name="Row">Names the pair or the 1:1; empty where the lines say whose they are.</param>
/// <param name="Draft">Makes that pressing twice saves once.</param>
/// <param name="Seen">Names what the card shows as understood.</param>
/// <param name="Open">Whether it is still to be saved.</param>
public sealed record CommitmentCheckCard(
    string Title,
    string Row,
    string Draft,
    string Seen,
    IReadOnlyList<CommitmentCheckLine> Lines,
    string Problem,
    [property: Written] string Typed,
    string Button,
    bool Open
)
{
    internal static CommitmentCheckCard Of(
        Reader reader,
        string? row,
        Guid draft,
        string typed,
        string seen,
        IReadOnlyList<ReadLine> lines,
        string problem,
        bool ready
    ) =>
        new(
            reader.Say(ready ? "commitment_check_title" : "commitment_check_mend"),
            row ?? "",
            draft.ToString("N"),
            seen,
            [
                .. lines.Select(line => new CommitmentCheckLine(
                    line.Owner is { } owner ? Home.Short.Name(owner.Name) : "?",
                    line.Text.Length <= Commitment.MaxText ? line.Text : Home.Short.Text(line.Text),
                    line.Problem.Length > 0 ? ""
                        : line.Due is { } due ? reader.Say("commitment_due", ("date", reader.Date(due)))
                        : reader.Say("commitment_no_due"),
                    line.Problem
                )),
            ],
            problem,
            typed.Length <= NoteCommitments.MaxText ? typed : typed[..NoteCommitments.MaxText],
            reader.Say(ready ? "button_commitment_save" : "button_commitment_check"),
            Open: true
        );

    internal CommitmentCheckCard AsSaved(Reader reader) => this with { Title = reader.Say("commitment_check_saved"), Open = false };
}

/// <param name="Due">The date written out, or that there is none.</param>
/// <param name="Problem">What has to be said more clearly; empty where nothing.</param>
public sealed record CommitmentCheckLine(
    [property: Written] string Owner,
    [property: Written] string Text,
    string Due,
    [property: Written] string Problem
);
