using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>Evidence with what is true of its 1:1 now.</summary>
/// <param name="Row">The occurrence, or the other person where no 1:1 is planned.</param>
/// <param name="RefreshAt">When an early card is refreshed; null for one that came when it was wanted.</param>
/// <param name="DroppedBecause">Set where the 1:1 no longer takes place.</param>
/// <param name="HasPage">The evidence is frozen, so there is a full page to link to.</param>
public sealed record BriefView(
    Evidence Evidence,
    Guid Row,
    Instant? Start,
    Instant? RefreshAt = null,
    string? DroppedBecause = null,
    bool HasPage = false
)
{
    public static BriefView Of(Occurrence occurrence, Evidence evidence) =>
        new(
            evidence,
            occurrence.Id,
            occurrence.Start,
            occurrence.RefreshAt,
            occurrence.State == OccurrenceState.Dropped ? occurrence.DroppedBecause ?? "cancelled" : null,
            HasPage: true
        );
}

/// <summary>Writes the card of a 1:1 in its reader's language, small enough for every platform.</summary>
public sealed class BriefCards
{
    public const string ForManager = "brief";
    public const string ForReport = "mirror";

    /// <summary>The most figures on a card.</summary>
    public const int Figures = 7;
    private const int Commitments = 4;
    private const int Others = 3;
    private const int Notes = 2;
    private const int Long = 180;
    private const int Short = 80;

    public static string CardFor(Guid recipient, Evidence evidence) => recipient == evidence.Report.Id ? ForReport : ForManager;

    /// <summary>The same lines for both readers: what the manager sees, the employee sees.</summary>
    public BriefCard Write(BriefView view, Guid recipient, Reader reader)
    {
        var evidence = view.Evidence;
        var mirror = recipient == evidence.Report.Id;
        var other = mirror ? evidence.Manager : evidence.Report;
        var card = new BriefCard
        {
            Row = view.Row.ToString("N"),
            Other = other.Id.ToString("N"),
            Title = reader.Say(mirror ? "mirror_title" : "brief_title", ("name", Cut(other.Name, Short))),
            When = view.Start is { } start ? reader.DateAndTime(start) : reader.Say("brief_not_planned"),
            Notice = Notice(view, reader),
        };
        if (view.DroppedBecause is not null)
        {
            return card with { Open = false };
        }

        return card with
        {
            Commitments = [.. evidence.Commitments.Take(Commitments).Select(row => Commitment(row, reader))],
            CommitmentsMore = More(evidence.Commitments.Count - Commitments, reader),
            Figures = [.. evidence.Figures.Take(Figures).Select(figure => Figure(figure, reader))],
            FiguresMore = evidence.Figures.Count == 0 ? reader.Say("brief_no_figures") : More(evidence.Figures.Count - Figures, reader),
            Goals = [.. evidence.Goals.Take(Others).Select(goal => Goal(goal, reader))],
            GoalsMore = More(evidence.Goals.Count - Others, reader),
            Feedback = [.. evidence.Feedback.Take(Others).Select(note => Feedback(note, reader))],
            FeedbackMore = More(evidence.Feedback.Count - Others, reader),
            Plan = Joined([
                .. evidence.Plan.Take(Others).Select(item => PlanItem(item, reader)),
                More(evidence.Plan.Count - Others, reader),
            ]),
            Notes =
            [
                .. evidence
                    .ContextNotes.Take(Notes)
                    .Select(note => new NoteLine(Cut(note.Text, Long), reader.Date(note.At.InZone(reader.Zone).Date))),
            ],
            NotesMore = More(evidence.ContextNotes.Count - Notes, reader),
            Missing = Missing(evidence, reader),
            Recency = Recency(evidence.Recency, reader),
            Questions = [.. Questions(evidence, reader)],
            Metrics = Metrics(evidence, reader),
            Link = view.HasPage ? $"/brief/{view.Row:N}" : "",
            AsOf = reader.Say("brief_as_of", ("when", reader.DateAndTime(evidence.FrozenAt))),
        };
    }

    /// <summary>A metric's name in the reader's language.</summary>
    public static string NameOf(Figure figure, Reader reader) => NameOf(FigureText.Of(figure, reader));

    public static string NameOf(FigureText text) => Cut(text.Name, Short);

    /// <summary>The figures of a card to choose from, one a metric.</summary>
    public static IReadOnlyList<MetricChoice> Metrics(Evidence evidence, Reader reader) =>
        [
            .. evidence
                .Figures.DistinctBy(figure => figure.MetricKey)
                .Take(Figures)
                .Select(figure => new MetricChoice(NameOf(figure, reader), figure.MetricKey)),
        ];

    /// <summary>At most so many characters, with a mark where some were left out.</summary>
    public static string Cut(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= most)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1;
        return line[..end].TrimEnd() + "…";
    }

    /// <summary>A source by its name; one that was added by a file has its own.</summary>
    public static string SourceOf(string source, Reader reader) =>
        reader.Knows("source_" + source) ? reader.Say("source_" + source) : source;

    private static string Notice(BriefView view, Reader reader)
    {
        if (view.DroppedBecause is { } reason)
        {
            return reader.Say(reader.Knows("brief_dropped_" + reason) ? "brief_dropped_" + reason : "brief_dropped_cancelled");
        }

        var notices = new List<string>();
        if (view.Evidence.MeetingStart is { } frozen && view.Start is { } start && frozen != start)
        {
            notices.Add(reader.Say("brief_moved", ("before", reader.DateAndTime(frozen)), ("now", reader.DateAndTime(start))));
        }

        if (view.RefreshAt is { } refresh && view.Evidence.FrozenAt < refresh)
        {
            notices.Add(
                reader.Say("brief_early", ("when", reader.DateAndTime(view.Evidence.FrozenAt)), ("refresh", reader.DateAndTime(refresh)))
            );
        }

        return string.Join(" ", notices);
    }

    private static CommitmentLine Commitment(EvidenceCommitment row, Reader reader)
    {
        var mark =
            row.Done ? reader.Say("brief_commitment_kept")
            : row.DueOn is not { } due ? ""
            : reader.Say(row.Overdue ? "brief_commitment_overdue" : "brief_commitment_due", ("date", reader.Date(due)));
        if (row.CarriedSince is { } since)
        {
            mark +=
                (mark.Length > 0 ? " · " : "") + reader.Say("commitment_carried", ("date", reader.Date(since.InZone(reader.Zone).Date)));
        }

        return new CommitmentLine(Cut(row.Owner, Short), Cut(row.Text, Long), mark, row.Overdue);
    }

    private static FigureRow Figure(Figure figure, Reader reader)
    {
        var text = FigureText.Of(figure, reader);
        var note = text.ContextNote.Length > 0 ? reader.Say("brief_figure_note", ("text", Cut(text.ContextNote, Long))) : "";
        return new FigureRow(
            Cut(text.Name, Short),
            Cut(text.Value, Short),
            text.Target,
            text.Position.Length == 0 || figure.Contested ? text.Position : $"{SignOf(figure)} {text.Position}",
            // What is contested takes no side.
            figure.Contested
                ? ""
                : StandingOf(figure),
            text.Trend,
            Joined(text.Warnings),
            Joined([.. text.Flags.Except(text.Warnings), text.Skew]),
            note
        );
    }

    /// <summary>Said by a sign too: colour alone does not reach everybody, and Slack and a terminal have none.</summary>
    private static string SignOf(Figure figure) =>
        StandingOf(figure) switch
        {
            "good" => "✓",
            "near" => "≈",
            _ => "!",
        };

    private static string StandingOf(Figure figure) =>
        figure.Position switch
        {
            Position.WellAbove or Position.Above => "good",
            Position.Near => "near",
            Position.Below => "below",
            _ => "",
        };

    private static string Joined(params IEnumerable<string> parts) => string.Join(" · ", parts.Where(part => part.Length > 0));

    private static GoalLine Goal(EvidenceGoal goal, Reader reader)
    {
        var progress =
            goal.ProgressBefore is { } before && before != goal.Progress
                ? reader.Say("brief_goal_moved", ("before", reader.Number(before)), ("now", reader.Number(goal.Progress)))
                : reader.Say("brief_goal_at", ("now", reader.Number(goal.Progress)));
        return new GoalLine(
            Cut(goal.Title, Long),
            Joined(progress, goal.AtRisk ? reader.Say("goal_status_AtRisk") : ""),
            goal.DueOn is { } due ? reader.Say("brief_commitment_due", ("date", reader.Date(due))) : ""
        );
    }

    private static string PlanItem(EvidencePlanItem item, Reader reader)
    {
        var text = Cut(item.Text, Long);
        return item switch
        {
            { ToReview: true, ReviewOn: { } review } => $"{text} ({reader.Say("brief_plan_review", ("date", reader.Date(review)))})",
            { DueOn: { } due } =>
                $"{text} ({reader.Say(item.Overdue ? "brief_commitment_overdue" : "brief_commitment_due", ("date", reader.Date(due)))})",
            _ => text,
        };
    }

    private static FeedbackLine Feedback(EvidenceFeedback note, Reader reader)
    {
        var mark = reader.Say(
            note.Praise ? "brief_feedback_praise" : "brief_feedback_feedback",
            ("date", reader.Date(note.At.InZone(reader.Zone).Date))
        );
        return new FeedbackLine(
            Cut(note.Author, Short),
            Cut(note.Text, Long),
            note.Contested ? $"{mark} · {reader.Say("figure_contested")}" : mark
        );
    }

    private static string Missing(Evidence evidence, Reader reader)
    {
        var said = evidence.Missing.Select(one =>
        {
            var name = evidence.Figures.FirstOrDefault(figure => figure.MetricKey == one.About) is { } figure
                ? NameOf(figure, reader)
                : SourceOf(one.About, reader);
            return reader.Say("missing_" + one.Reason, ("about", name), ("since", one.Since is { } since ? reader.DateAndTime(since) : ""));
        });
        return Cut(string.Join(" ", said.Distinct(StringComparer.Ordinal)), 600);
    }

    private static string Recency(Recency? recency, Reader reader)
    {
        if (recency is not { Skewed: true })
        {
            return "";
        }

        var share = reader.Say("brief_recency", ("share", reader.Number(recency.LastShare * 100, 0)));
        var months = string.Join(", ", recency.QuietMonths.Select(month => month.ToString("MMMM", reader.Culture)));
        return months.Length == 0 ? share : $"{share} {reader.Say("brief_recency_quiet", ("months", months))}";
    }

    /// <summary>The suggested questions in the reader's words.</summary>
    public static IEnumerable<QuestionLine> Questions(Evidence evidence, Reader reader)
    {
        foreach (var question in evidence.Questions.Select(QuestionLibrary.Find))
        {
            if (question?.About(evidence) is { } subject)
            {
                yield return new QuestionLine(
                    reader.Say(
                        question.TextKey,
                        ("metric", subject.Figure is { } figure ? NameOf(figure, reader) : ""),
                        ("goal", Cut(subject.Goal, Short)),
                        ("commitment", Cut(subject.Commitment, Short)),
                        ("plan", Cut(subject.Plan, Short)),
                        ("source", SourceOf(subject.Source, reader))
                    )
                );
            }
        }
    }

    private static string More(int left, Reader reader) => left <= 0 ? "" : reader.Say("brief_more", ("count", reader.Number(left, 0)));
}
