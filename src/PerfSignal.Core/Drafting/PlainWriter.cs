using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting.Guarding;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Drafting;

/// <summary>Puts a summary together from the evidence by rules, without a model: the same evidence always gives the same sentences.</summary>
public sealed class PlainWriter(Texts texts) : IDraftWriter
{
    /// <summary>Its name where a draft says who wrote it.</summary>
    public const string Plain = "plain";

    /// <summary>The forms of a sentence in the texts, `…_1` to `…_2`.</summary>
    private const int Forms = 2;
    private const int QuoteAtMost = 200;

    public string Name => Plain;

    public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct) =>
        Task.FromResult<WriterAnswer>(new WriterAnswer.Wrote(Sentences(request), DraftUsage.None));

    /// <summary>Only sentences that the guard lets through, at most so many as the request allows.</summary>
    public IReadOnlyList<DraftSentence> Sentences(DraftRequest request)
    {
        var reader = new Reader(texts, request.Language, DateTimeZone.Utc, request.Today.AtMidnight().InUtc().ToInstant());
        List<DraftSentence> kept = [];
        var parts = new[]
        {
            Room(Commitments(request, reader), 4),
            Room(Figures(request, reader), 4),
            Room(Goals(request, reader), 2),
            Room(Words(request, reader, EvidenceKind.Feedback, "feedback"), 3),
            Room(Words(request, reader, EvidenceKind.Note, "note"), 2),
            Room(Missing(request, reader), 3),
            Room(Words(request, reader, EvidenceKind.Question, "question"), 1),
        };
        // Each part says its first, then each its second, so that much of one leaves room for the rest.
        var rows = parts.Select(part => new Queue<IEnumerable<DraftSentence>>(part)).ToList();
        var said = new List<(int Part, DraftSentence Sentence)>();
        while (kept.Count < request.MaxSentences && rows.Exists(row => row.Count > 0))
        {
            foreach (var (place, row) in rows.Index())
            {
                if (
                    kept.Count < request.MaxSentences
                    && row.TryDequeue(out var forms)
                    && forms.FirstOrDefault(sentence => Guard.Whole.WhyNot(request, sentence, kept) is null) is { } sentence
                )
                {
                    kept.Add(sentence);
                    said.Add((place, sentence));
                }
            }
        }

        return [.. said.OrderBy(one => one.Part).Select(one => one.Sentence)];
    }

    private static IEnumerable<IEnumerable<DraftSentence>> Room(IEnumerable<IEnumerable<DraftSentence>> sentences, int most) =>
        sentences.Take(most);

    private static IEnumerable<IEnumerable<DraftSentence>> Commitments(DraftRequest request, Reader reader)
    {
        var rows = Of(request, EvidenceKind.Commitment).OrderByDescending(item => item.Done).ThenByDescending(item => item.Overdue);
        var number = 0;
        foreach (var item in rows)
        {
            var state =
                item.Done ? "kept"
                : item.Overdue ? "overdue"
                : item.On is null ? "undated"
                : "due";
            yield return Said(
                reader,
                $"draft_commitment_{state}",
                number++,
                item,
                ("who", item.People[0]),
                ("date", Date(item.On, reader))
            );
        }
    }

    /// <summary>Figures on one side of their target in one sentence each; what has no target after them.</summary>
    private static IEnumerable<IEnumerable<DraftSentence>> Figures(DraftRequest request, Reader reader)
    {
        var number = 0;
        var sides = new[] { ("met", new[] { Position.WellAbove, Position.Above }), ("below", [Position.Below]), ("near", [Position.Near]) };
        foreach (var (side, positions) in sides)
        {
            var items = Of(request, EvidenceKind.Figure)
                .Where(item => positions.Contains(item.Position))
                .Take(TooMuchEvidence.Most - 1)
                .ToList();
            if (items.Count > 0)
            {
                var list = Listed(
                    items.Select(item =>
                        reader.Say("draft_figure_one", ("name", item.Name), ("value", item.Value), ("target", item.Target))
                    ),
                    reader
                );
                var key = items.Count == 1 ? $"draft_figures_{side}_one" : $"draft_figures_{side}_some";
                yield return InForms(reader, key, number++, [.. items.Select(item => item.Id)], ("figures", list));
            }
        }

        foreach (var item in Of(request, EvidenceKind.Figure).Where(item => item.Position == Position.Unknown))
        {
            yield return InForms(reader, "draft_figures_plain", number++, [item.Id], ("name", item.Name), ("value", item.Value));
        }
    }

    private static IEnumerable<IEnumerable<DraftSentence>> Goals(DraftRequest request, Reader reader)
    {
        var number = 0;
        foreach (
            var item in Of(request, EvidenceKind.Goal)
                .OrderByDescending(item => item.AtRisk)
                .ThenByDescending(item => item.Before is not null)
        )
        {
            var key =
                item.AtRisk ? "draft_goal_risk"
                : item.Before is null ? "draft_goal_at"
                : "draft_goal_moved";
            yield return Said(
                reader,
                item.On is null ? key + "_undated" : key,
                number++,
                item,
                ("before", reader.Number(item.Before ?? 0)),
                ("now", reader.Number(item.Now ?? 0)),
                ("date", Date(item.On, reader))
            );
        }
    }

    private static IEnumerable<IEnumerable<DraftSentence>> Words(DraftRequest request, Reader reader, EvidenceKind kind, string word)
    {
        var number = 0;
        foreach (var item in Of(request, kind))
        {
            var key =
                kind == EvidenceKind.Feedback && item.Praise ? "draft_praise"
                : kind == EvidenceKind.Note && item.On is null ? "draft_note_figure"
                : $"draft_{word}";
            yield return Said(
                reader,
                key,
                number++,
                item,
                ("name", item.Name),
                ("who", item.People.Count > 0 ? item.People[0] : ""),
                ("date", Date(item.On, reader))
            );
        }
    }

    private static IEnumerable<IEnumerable<DraftSentence>> Missing(DraftRequest request, Reader reader)
    {
        // What somebody contests is said before all else that is missing.
        var reasons = Of(request, EvidenceKind.Missing).GroupBy(item => item.Reason, StringComparer.Ordinal).ToList();
        return LeftOut(reasons.Where(IsContested), reader)
            .Concat(
                Of(request, EvidenceKind.Recency)
                    .Select(item => new[] { new DraftSentence(reader.Say("draft_recency", ("months", item.Months)), [item.Id]) })
            )
            .Concat(LeftOut(reasons.Where(reason => !IsContested(reason)), reader));

        static bool IsContested(IGrouping<string, EvidenceItem> reason) => reason.Key.StartsWith("contested", StringComparison.Ordinal);
    }

    private static IEnumerable<IEnumerable<DraftSentence>> LeftOut(IEnumerable<IGrouping<string, EvidenceItem>> reasons, Reader reader)
    {
        foreach (var reason in reasons)
        {
            var items = reason.Take(TooMuchEvidence.Most).ToList();
            var names = Listed(items.Select(item => item.Name), reader);
            yield return [new(reader.Say($"draft_missing_{reason.Key}", ("names", names)), [.. items.Select(item => item.Id)])];
        }
    }

    /// <summary>With what the person wrote; without it where the guard would refuse it or it is long.</summary>
    private static IEnumerable<DraftSentence> Said(
        Reader reader,
        string key,
        int number,
        EvidenceItem item,
        params (string Name, string Value)[] values
    )
    {
        if (item.Quote.Length is > 0 and <= QuoteAtMost)
        {
            foreach (var sentence in InForms(reader, key, number, [item.Id], [.. values, ("text", item.Quote.TrimEnd())]))
            {
                yield return sentence;
            }
        }

        if (reader.Knows($"{key}_unquoted"))
        {
            yield return new DraftSentence(reader.Say($"{key}_unquoted", values), [item.Id]);
        }
    }

    private static IEnumerable<DraftSentence> InForms(
        Reader reader,
        string key,
        int number,
        IReadOnlyList<string> ids,
        params (string Name, string Value)[] values
    ) => Enumerable.Range(0, Forms).Select(form => new DraftSentence(reader.Say($"{key}_{(number + form) % Forms + 1}", values), ids));

    private static IEnumerable<EvidenceItem> Of(DraftRequest request, EvidenceKind kind) => request.Items.Where(item => item.Kind == kind);

    private static string Date(LocalDate? date, Reader reader) =>
        date is { } day ? day.ToString(reader.Language == "de" ? "d. MMMM" : "d MMMM", reader.Culture) : "";

    private static string Listed(IEnumerable<string> parts, Reader reader)
    {
        var all = parts.ToList();
        return all.Count < 2 ? string.Concat(all) : string.Join(", ", all[..^1]) + reader.Say("draft_and") + all[^1];
    }
}
