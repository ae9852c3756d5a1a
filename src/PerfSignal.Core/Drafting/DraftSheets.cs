using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Drafting;

/// <summary>Writes the sheet of a draft for who may write it today.</summary>
public sealed class DraftSheets(OpenDrafts drafts, DraftSubjects subjects, DraftDesk desk)
{
    /// <summary>By the row of the command; null where there is none for this person. The entries about what is read are saved by the caller.</summary>
    public async Task<DraftSheet?> Of(Command command, CancellationToken ct)
    {
        if (await drafts.FindAny(command, ct) is not var (draft, report))
        {
            return null;
        }

        var reader = command.Reader;
        var (pack, written) = (CardJson.Read<DraftPack>(draft.Evidence), CardJson.Read<WrittenDraft>(draft.Sentences));
        var text = DraftCards.TextOf(draft);
        var lines = SheetLines.Of(written.Sentences, text);
        var cited = lines.SelectMany(line => line.Evidence).ToHashSet(StringComparer.Ordinal);
        var changed =
            draft is { State: DraftState.Open, Writer: not WrittenDraft.Pending }
            && await subjects.Of(command, draft, ct) is { } subject
            && await desk.HasChanged(subject, draft, command, ct);
        return new DraftSheet(
            draft,
            report,
            DraftCards.Label("draft", draft.Writer, reader),
            DraftCards.Notice(draft, written, changed: false, reader),
            lines,
            [.. pack.Items.Select(item => Of(item, pack, cited.Contains(item.Id), reader))],
            draft.Refusals is null
                ? []
                :
                [
                    .. CardJson
                        .Read<Dictionary<string, int>>(draft.Refusals)
                        .OrderByDescending(reason => reason.Value)
                        .ThenBy(reason => reason.Key, StringComparer.Ordinal)
                        .Select(reason => (reason.Key, reason.Value)),
                ],
            TextDifference.Of(written.Sentences, text),
            changed
        );
    }

    private static SheetEvidence Of(EvidenceItem item, DraftPack pack, bool cited, Reader reader)
    {
        var origin = pack.Origins.GetValueOrDefault(item.Id);
        var sources = origin is { Sources.Count: > 0 }
            ? string.Join(", ", origin.Sources.Select(source => BriefCards.SourceOf(source, reader)))
            : reader.Say("draft_from_" + item.Kind.ToString().ToLowerInvariant());
        return new SheetEvidence(
            item.Id,
            item.Kind,
            DraftCards.Full(item, pack),
            sources,
            item.On,
            origin?.ReadAt,
            origin?.Links ?? [],
            cited
        );
    }
}
