using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Drafting;

/// <summary>A draft for its manager: the sentences with what each rests on.</summary>
/// <param name="Label">Who wrote it, and who sees it.</param>
/// <param name="MayRewrite">The evidence is another now, and the manager's own words still stand in this one.</param>
/// <param name="Notice">Why there is no model's text, what was left out, that the evidence changed; may be empty.</param>
/// <param name="Version">Of the text that it shows: only that is approved by its button.</param>
/// <param name="Link">The page with the full editor.</param>
public sealed record DraftCard(
    string Row,
    string Title,
    string Label,
    string Notice,
    IReadOnlyList<DraftLine> Lines,
    IReadOnlyList<EvidenceLine> Evidence,
    string EvidenceMore,
    string Hint,
    bool MayRewrite = false,
    string Version = "",
    string Link = ""
);

/// <param name="Refs">`E1, E4`; empty where the manager wrote it.</param>
public sealed record DraftLine([property: Written] string Text, string Refs);

public sealed record EvidenceLine(string Id, [property: Written] string Text);

/// <summary>The form in which the manager edits a draft.</summary>
/// <param name="Version">Of the text that was in it when it was opened.</param>
/// <param name="Meanwhile">Lines of the text as somebody else, or another window, saved it since; null where nobody did.</param>
public sealed record DraftForm(
    string Row,
    string Title,
    [property: Written] string Text,
    string Version = "",
    IReadOnlyList<SummaryLine>? Meanwhile = null
);

/// <summary>Writes the cards of drafts and summaries.</summary>
public static class DraftCards
{
    public const string Card = "draft";
    public const string FormCard = "draft_form";

    /// <summary>Characters that a form takes; Slack's text input holds 3,000.</summary>
    public const int MaxText = 3000;

    /// <summary>Lines of a text: each is a block of a Slack message, which has 50.</summary>
    public const int MaxLines = 20;

    /// <summary>Items shown below a draft.</summary>
    public const int MostEvidence = 16;

    public static DraftCard Write(Draft draft, string name, Reader reader, bool changed = false)
    {
        var pack = CardJson.Read<DraftPack>(draft.Evidence);
        var written = CardJson.Read<WrittenDraft>(draft.Sentences);
        var lines = Lines(draft, written);
        var cited = pack
            .Items.Where(item => written.Sentences.Any(sentence => sentence.Evidence.Contains(item.Id, StringComparer.Ordinal)))
            .ToList();
        return new DraftCard(
            new DraftRow(draft.ReportId, draft.Id).ToString(),
            reader.Say("draft_title", ("name", BriefCards.Cut(name, 80))),
            Label("draft", draft.Writer, reader) + (draft.Edited is null ? "" : " " + reader.Say("draft_label_edited")),
            Notice(draft, written, changed, reader),
            lines,
            [.. cited.Take(MostEvidence).Select(item => new EvidenceLine(item.Id, BriefCards.Cut(Full(item, pack), 160)))],
            cited.Count > MostEvidence ? reader.Say("draft_more", ("count", reader.Number(cited.Count - MostEvidence, 0))) : "",
            reader.Say("draft_hint"),
            changed,
            draft.Version.ToString("N"),
            PageOf(draft)
        );
    }

    public static string Label(string what, string writer, Reader reader) =>
        writer == PlainWriter.Plain ? reader.Say($"{what}_label_plain") : reader.Say($"{what}_label_ai", ("model", writer));

    /// <summary>As <see cref="Label"/> in three words, where a summary is one of several things.</summary>
    public static string ShortLabel(string writer, Reader reader) =>
        reader.Say(writer == PlainWriter.Plain ? "summary_short_plain" : "summary_short_ai");

    public static DraftForm Form(Draft draft, string name, string text, Reader reader) =>
        new(
            new DraftRow(draft.ReportId, draft.Id).ToString(),
            reader.Say("draft_form_title", ("name", BriefCards.Cut(name, 80))),
            text,
            draft.Version.ToString("N"),
            []
        );

    /// <summary>Where the full editor is, on the web pages.</summary>
    public static string PageOf(Draft draft) => $"/drafts/{draft.ReportId:N}/{draft.Id:N}";

    public static string TextOf(Draft draft) => draft.Edited ?? CardJson.Read<WrittenDraft>(draft.Sentences).Text;

    /// <summary>What a card shows of the text: one sentence a line.</summary>
    public static IEnumerable<string> LinesOf(Draft draft) =>
        TextOf(draft).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxLines);

    /// <summary>An item with names, and with what was written as it was written.</summary>
    public static string Full(EvidenceItem item, DraftPack pack)
    {
        var words = pack.Restore(item.Words, []);
        return pack.Originals.TryGetValue(item.Id, out var quote) ? $"{words}: {quote}" : words;
    }

    private static IReadOnlyList<DraftLine> Lines(Draft draft, WrittenDraft written)
    {
        var refs = written
            .Sentences.GroupBy(sentence => sentence.Text, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Evidence, StringComparer.Ordinal);
        return [.. LinesOf(draft).Select(line => new DraftLine(line, refs.TryGetValue(line, out var ids) ? string.Join(", ", ids) : ""))];
    }

    /// <summary>Why there is no model's text, how much was left out, that the evidence changed; may be empty.</summary>
    public static string Notice(Draft draft, WrittenDraft written, bool changed, Reader reader)
    {
        List<string> notices = changed ? [reader.Say("draft_evidence_changed")] : [];
        if (written.Fallback is { } reason)
        {
            notices.Add(reader.Say(reader.Knows($"draft_reason_{reason}") ? $"draft_reason_{reason}" : "draft_reason_failed"));
        }

        var dropped = draft.Refusals is null ? 0 : CardJson.Read<Dictionary<string, int>>(draft.Refusals).Values.Sum();
        if (dropped > 0 && written.Fallback is null)
        {
            notices.Add(reader.Say(dropped == 1 ? "draft_dropped_one" : "draft_dropped_other", ("count", reader.Number(dropped, 0))));
        }

        return string.Join(" ", notices);
    }
}
