using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Drafting;

/// <summary>Turns the evidence of a brief into items for a draft: numbered, in one language, with placeholders for people.</summary>
internal sealed partial class EvidenceItems(NameMask mask, Reader reader)
{
    private const int MostOfAKind = 12;
    private const int MostLinks = 2;

    /// <summary>Of a link that is kept.</summary>
    private const int MostCharacters = 500;
    private readonly List<EvidenceItem> items = [];
    private readonly Dictionary<string, string> originals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EvidenceOrigin> origins = new(StringComparer.Ordinal);

    public IReadOnlyList<EvidenceItem> All => items;
    public IReadOnlyDictionary<string, string> Originals => originals;

    /// <summary>What can be contested of them, by the item's id: the key of a metric, or the id of feedback.</summary>
    public IReadOnlyDictionary<string, string> Sources => sources;
    public IReadOnlyDictionary<string, EvidenceOrigin> Origins => origins;

    public void Add(Evidence evidence, DraftKind kind)
    {
        foreach (var row in evidence.Commitments.Take(MostOfAKind))
        {
            Commitment(row);
        }

        foreach (
            var figure in evidence
                .Figures.Where(figure => figure is { Contested: false, State: FigureState.Known } && !IsNothing(figure))
                .Take(MostOfAKind)
        )
        {
            Figure(figure);
        }

        foreach (var goal in evidence.Goals.Take(MostOfAKind))
        {
            Goal(goal);
        }

        foreach (var note in evidence.Feedback.Where(note => !note.Contested).Take(MostOfAKind))
        {
            Feedback(note);
        }

        foreach (var note in evidence.ContextNotes.Take(4))
        {
            Note(note);
        }

        Missing(evidence);
        if (kind == DraftKind.OneOnOne)
        {
            foreach (
                var question in BriefCards.Questions(
                    evidence with
                    {
                        Figures = [.. evidence.Figures.Where(figure => !figure.Contested)],
                    },
                    reader
                )
            )
            {
                Add(EvidenceKind.Question, reader.Say("draft_words_question"), Inner(Whole(question.Text)));
            }
        }
    }

    /// <summary>Quotation marks within what will be quoted itself.</summary>
    private string Inner(string text) =>
        reader.Language == "de" ? text.Replace('„', '‚').Replace('“', '‘') : text.Replace('“', '‘').Replace('”', '’');

    /// <summary>Without the word that a cut went through: half a name is nobody's to the mask.</summary>
    private static string Whole(string cut) => Halved().Replace(cut, "…");

    private void Commitment(EvidenceCommitment row)
    {
        var who = row.OwnedByReport ? NameMask.Report : NameMask.Manager;
        var words = reader.Say(row.Done ? "draft_words_commitment_kept" : "draft_words_commitment_open", ("who", who));
        if (row is { Done: false, DueOn: { } due })
        {
            words += reader.Say(row.Overdue ? "draft_words_overdue" : "draft_words_due", ("date", reader.Date(due)));
        }

        Add(EvidenceKind.Commitment, words, row.Text, who) = items[^1] with
        {
            Dates = row.DueOn is { } day ? [day] : [],
            On = row.DueOn,
            Done = row.Done,
            Overdue = row.Overdue,
        };
    }

    private void Figure(Figure figure)
    {
        var text = FigureText.Of(figure, reader);
        var name = mask.Mask(text.Name);
        var words = string.Join(
            ", ",
            new[]
            {
                reader.Say("draft_words_figure", ("name", name), ("value", text.Value)),
                text.Target,
                text.Position,
                text.Window,
                text.Records,
            }.Where(part => part.Length > 0)
        );
        Add(EvidenceKind.Figure, words, "", NameMask.Report) = items[^1] with
        {
            Name = name,
            Value = text.Value,
            Target = text.Target,
            Position = text.Target.Length == 0 ? Position.Unknown : figure.Position,
            Amounts =
            [
                .. new[] { figure.Value, figure.Target, figure.Range?.From, figure.Range?.To }
                    .OfType<decimal>()
                    .Select(value => Amount(value, figure)),
            ],
            Dates = [figure.WindowStart, figure.WindowEnd],
        };
        sources[items[^1].Id] = figure.MetricKey;
        origins[items[^1].Id] = new(
            [.. figure.Sources.Select(source => source.Source)],
            figure.Sources.Min(source => source.FetchedAt),
            [.. figure.Links.Where(link => link.Length <= MostCharacters).Take(MostLinks)]
        );
        if (figure.ContextNote is { Length: > 0 } note)
        {
            Add(EvidenceKind.Note, reader.Say("draft_words_note_figure", ("who", NameMask.Report), ("name", name)), note, NameMask.Report) =
                items[^1] with
                {
                    Name = name,
                };
            sources[items[^1].Id] = figure.MetricKey;
        }
    }

    private static Amount Amount(decimal value, Figure figure) =>
        figure.Unit switch
        {
            Units.Percent => new(value * 100, "percent"),
            Units.Money => new(value, figure.Currency ?? ""),
            Units.Count or Units.Score => new(value, ""),
            var unit => new(value, unit),
        };

    private void Goal(EvidenceGoal goal)
    {
        // A report that left it where it was, such as one of its status, is no move.
        var was = goal.ProgressBefore == goal.Progress ? null : goal.ProgressBefore;
        var words = reader.Say("draft_words_goal", ("who", NameMask.Report), ("now", reader.Number(goal.Progress)));
        words += was is { } before ? reader.Say("draft_words_goal_before", ("before", reader.Number(before))) : "";
        words += goal.AtRisk ? reader.Say("draft_words_goal_risk") : "";
        words += goal.DueOn is { } due ? reader.Say("draft_words_due", ("date", reader.Date(due))) : "";
        Add(EvidenceKind.Goal, words, goal.Title, NameMask.Report) = items[^1] with
        {
            AtRisk = goal.AtRisk,
            Now = goal.Progress,
            Before = was,
            On = goal.DueOn,
            Dates = goal.DueOn is { } day ? [day] : [],
            Amounts = [new(goal.Progress, "percent"), .. was is { } then ? new[] { new Amount(then, "percent") } : []],
        };
    }

    private void Feedback(EvidenceFeedback note)
    {
        var day = note.At.InZone(reader.Zone).Date;
        var who = note.ByManager ? NameMask.Manager : mask.Of(note.Author);
        var key = note.Praise ? "draft_words_praise" : "draft_words_feedback";
        Add(EvidenceKind.Feedback, reader.Say(key, ("who", who), ("date", reader.Date(day))), note.Text, who, NameMask.Report) = items[
            ^1
        ] with
        {
            On = day,
            Dates = [day],
            Praise = note.Praise,
        };
        sources[items[^1].Id] = note.Id.ToString("N");
    }

    private void Note(EvidenceNote note)
    {
        var day = note.At.InZone(reader.Zone).Date;
        Add(
            EvidenceKind.Note,
            reader.Say("draft_words_note", ("who", NameMask.Report), ("date", reader.Date(day))),
            note.Text,
            NameMask.Report
        ) = items[^1] with
        {
            On = day,
            Dates = [day],
        };
    }

    /// <summary>What is contested or set aside is named, without its figure.</summary>
    private void Missing(Evidence evidence)
    {
        string NameOf(string about) =>
            evidence.Figures.FirstOrDefault(figure => figure.MetricKey == about) is { } figure
                ? BriefCards.NameOf(figure, reader)
                : BriefCards.SourceOf(about, reader);
        var contested = evidence.Figures.Where(figure => figure.Contested).Select(figure => figure.MetricKey).Distinct().ToList();
        foreach (var one in evidence.Missing.Where(one => !contested.Contains(one.About)))
        {
            Left(one.Reason, NameOf(one.About));
        }

        foreach (var metric in contested)
        {
            Left("contested", NameOf(metric));
        }

        foreach (
            var figure in evidence.Figures.Where(figure => figure is { Contested: false, State: FigureState.Known } && IsNothing(figure))
        )
        {
            Left("no_records", BriefCards.NameOf(figure, reader));
        }

        if (evidence.Feedback.Any(note => note.Contested))
        {
            Left("contested_feedback", reader.Say("draft_feedback_some"));
        }

        if (evidence.Recency is { Skewed: true, QuietMonths.Count: > 0 } recency)
        {
            var months = string.Join(", ", recency.QuietMonths.Select(month => month.ToString("MMMM", reader.Culture)));
            Add(EvidenceKind.Recency, reader.Say("draft_words_recency", ("months", months)), "") = items[^1] with
            {
                Months = months,
                Dates = [.. recency.QuietMonths],
            };
        }
    }

    /// <summary>
    /// A 0 that counts what was never recorded, in this window or one before: as a missed target it would judge somebody by an empty list. Where fewer are
    /// better, none is the good news that it is.
    /// </summary>
    private static bool IsNothing(Figure figure) =>
        figure is { Records: 0, Value: 0, Direction: not Direction.Lower } && figure.Trend.All(point => point.Value is null or 0);

    private void Left(string reason, string name)
    {
        var masked = mask.Mask(Whole(name));
        Add(EvidenceKind.Missing, reader.Say($"draft_missing_{reason}", ("names", masked)), "") = items[^1] with
        {
            Reason = reason,
            Name = masked,
        };
    }

    /// <summary>Adds an item and gives its place, to fill in the rest.</summary>
    private ref EvidenceItem Add(EvidenceKind kind, string words, string quote, params string[] people)
    {
        var id = "E" + (items.Count + 1).ToString(CultureInfo.InvariantCulture);
        var line = string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        items.Add(
            new EvidenceItem
            {
                Id = id,
                Kind = kind,
                Words = words,
                Quote = mask.Mask(line),
                People = [.. people.Where(person => person.Length > 0).Distinct(StringComparer.Ordinal)],
            }
        );
        if (line.Length > 0)
        {
            originals[id] = line;
        }

        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items)[^1];
    }

    [GeneratedRegex(@"[^\s„“”‚‘""]+…", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Halved();
}
