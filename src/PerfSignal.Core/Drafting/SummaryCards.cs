using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Drafting;

/// <summary>An approved summary with the person's comments.</summary>
/// <param name="Contest">For the button by which the person contests it; empty for others, and once it is contested.</param>
/// <param name="MayComment">Only the person it is about comments.</param>
public sealed record SummaryCard(
    string Row,
    string Title,
    string Approved,
    string Label,
    string Contested,
    IReadOnlyList<SummaryLine> Lines,
    IReadOnlyList<SummaryLine> Comments,
    bool MayComment,
    string Contest = ""
);

public sealed record SummaryLine([property: Written] string Text);

public sealed record SummaryCommentForm(string Row, string Title, [property: Written] string Text);

/// <summary>Writes the card of an approved summary.</summary>
public static class SummaryCards
{
    public const string Card = "summary";
    public const string FormCard = "summary_form";
    private const int MostComments = 5;

    public static SummaryCard Write(
        Summary summary,
        Person report,
        string approver,
        IReadOnlyList<SummaryComment> comments,
        Guid viewer,
        Reader reader
    ) =>
        new(
            new DraftRow(report.Id, summary.Id).ToString(),
            reader.Say("summary_title", ("name", BriefCards.Cut(report.Name, 80))),
            reader.Say(
                "summary_approved",
                ("name", BriefCards.Cut(approver, 80)),
                ("date", reader.Date(summary.ApprovedAt.InZone(reader.Zone).Date))
            ),
            DraftCards.Label("summary", summary.Writer, reader),
            summary.Contested ? reader.Say("summary_contested") : "",
            [
                .. summary
                    .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Take(DraftCards.MaxLines)
                    .Select(line => new SummaryLine(line)),
            ],
            [.. comments.TakeLast(MostComments).Select(comment => new SummaryLine(BriefCards.Cut(comment.Text, 500)))],
            viewer == report.Id,
            viewer == report.Id && !summary.Contested ? summary.Id.ToString("N") : ""
        );
}
