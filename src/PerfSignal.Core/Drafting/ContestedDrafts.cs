using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <summary>Takes what is contested now out of the open drafts that rest on it, and shows them anew to whoever asked for them.</summary>
public sealed class ContestedDrafts(PerfSignalData data, Access access, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    private static readonly Duration UsefulFor = Duration.FromHours(12);

    /// <summary>Other sentences, and lines that the manager wrote themself, stay; the caller saves.</summary>
    public async Task TakeOut(Contest contest, Person person, CancellationToken ct)
    {
        var open = await access.ForService<Draft>().Where(row => row.ReportId == person.Id && row.State == DraftState.Open).ToListAsync(ct);
        foreach (var draft in open)
        {
            var pack = CardJson.Read<DraftPack>(draft.Evidence);
            var source = contest.MetricKey ?? contest.ItemId?.ToString("N") ?? "";
            var gone = pack.Items.Where(item => pack.Sources.GetValueOrDefault(item.Id) == source).ToList();
            if (gone.Count > 0)
            {
                Cut(draft, pack, gone);
                await Show(draft, pack.AskedById, contest, person, ct);
            }
        }
    }

    private void Cut(Draft draft, DraftPack pack, List<EvidenceItem> gone)
    {
        var ids = gone.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var written = CardJson.Read<WrittenDraft>(draft.Sentences);
        var cut = written.Sentences.Where(sentence => sentence.Evidence.Any(ids.Contains)).Select(sentence => sentence.Text).ToHashSet();
        string[] said = [.. gone.Select(item => item.Value), .. gone.Select(item => pack.Originals.GetValueOrDefault(item.Id, ""))];
        bool Stays(string line) =>
            !cut.Contains(line) && !Array.Exists(said, one => one.Length > 0 && line.Contains(one, StringComparison.OrdinalIgnoreCase));

        var left = pack with
        {
            Items = [.. pack.Items.Where(item => !ids.Contains(item.Id))],
            Originals = pack.Originals.Where(one => !ids.Contains(one.Key)).ToDictionary(StringComparer.Ordinal),
        };
        (draft.Evidence, draft.EvidenceHash, draft.Version) = (CardJson.Write(left), left.Hash, Guid.NewGuid());
        draft.Sentences = CardJson.Write(written with { Sentences = [.. written.Sentences.Where(sentence => Stays(sentence.Text))] });
        draft.Edited = draft.Edited is { } edited ? string.Join('\n', edited.Split('\n').Where(line => Stays(line.Trim()))) : null;
        if (draft.Writer != WrittenDraft.Pending && DraftCards.TextOf(draft).Length == 0)
        {
            (draft.State, draft.EndedAt) = (DraftState.Discarded, clock.Now());
        }
    }

    private async Task Show(Draft draft, Guid asked, Contest contest, Person person, CancellationToken ct)
    {
        if (draft.Writer == WrittenDraft.Pending || await data.People.FindAsync([asked], ct) is not { } manager)
        {
            return;
        }

        var (reader, now) = (readers.For(manager), clock.Now());
        var what = reader.Say("contest_author_of_" + contest.Of.ToString());
        var model = DraftCards.Write(draft, person.Name, reader) with
        {
            Notice = reader.Say("draft_contested", ("name", Briefs.BriefCards.Cut(person.Name, 80)), ("what", what)),
        };
        var sends = await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row => row.Check == DraftCheck.Word && row.CheckId == draft.Id && row.Act == DeliveryAct.Send)
            .Where(row => row.State == DeliveryState.Sent || row.State == DeliveryState.Waiting)
            .ToListAsync(ct);
        var key = $"draft:{draft.Id:N}:contest:{contest.Id:N}";
        await outbox.Queue([.. sends.Select(send => outbox.Update(send, model, $"{key}:{send.Id:N}", now, now + UsefulFor))], ct);
        if (draft.State != DraftState.Open)
        {
            return;
        }

        // A card that was the answer to a button stands where nothing changes it: the draft is shown once more as it is now.
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = asked,
                Act = DeliveryAct.Send,
                Card = DraftCards.Card,
                Model = CardJson.Model(model).ToJsonString(CardJson.Options),
                Language = reader.Language,
                DedupeKey = key,
                Lane = Lane.Normal,
                NotBefore = now,
                ExpiresAt = now + UsefulFor,
                Check = DraftCheck.Word,
                CheckId = draft.Id,
                CreatedAt = now,
            },
            ct
        );
    }
}
