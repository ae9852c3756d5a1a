using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <summary>Has a model write the drafts that were asked for, and sends each to who asked.</summary>
public sealed class WriteDrafts(
    PerfSignalData data,
    Access access,
    DraftDesk desk,
    PilotGate pilot,
    Outbox outbox,
    ReaderFactory readers,
    TimeProvider clock
)
{
    private const int AtOnce = 5;

    /// <summary>Longer than a model is waited for: who has not saved by then has died.</summary>
    private static readonly Duration Hold = Duration.FromMinutes(1);

    /// <returns>How many were written.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var inside = (await pilot.Inside(data.People, ct)).Select(person => person.Id);
        var began = clock.Now();
        var waiting = await access
            .ForService<Draft>()
            .Where(row => row.State == DraftState.Open && row.Writer == WrittenDraft.Pending)
            .Where(row => inside.Contains(row.ReportId))
            .Where(row => row.EndedAt == null || row.EndedAt < began)
            .OrderBy(row => row.CreatedAt)
            .Take(AtOnce)
            .Select(row => row.Id)
            .ToListAsync(ct);
        var written = 0;
        foreach (var id in waiting)
        {
            // Asking costs money, so it is taken before and not only when it is saved.
            if (await Take(id, ct) is not { } draft)
            {
                continue;
            }

            written++;
            await desk.Fill(draft, ct);
            draft.EndedAt = null;
            if (
                await access.ForService<Draft>().Where(row => row.Id == draft.Id).Select(row => row.EvidenceHash).SingleAsync(ct)
                != draft.EvidenceHash
            )
            {
                // What it was written from was contested while the model wrote: it is written once more, from the rest.
                data.Entry(draft).State = EntityState.Detached;
                await data.SaveChangesAsync(ct);
                await Pending(draft.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, (Instant?)null), ct);
                continue;
            }

            var asked = CardJson.Read<DraftPack>(draft.Evidence).AskedById;
            var reader = readers.For((await data.People.FindAsync([asked], ct))!);
            var report = (await data.People.FindAsync([draft.ReportId], ct))!;
            var now = clock.Now();
            await outbox.Queue(
                new DeliveryRow
                {
                    Id = clock.NewId(),
                    RecipientId = asked,
                    Act = DeliveryAct.Send,
                    Card = DraftCards.Card,
                    Model = CardJson.Model(DraftCards.Write(draft, report.Name, reader)).ToJsonString(CardJson.Options),
                    Language = reader.Language,
                    DedupeKey = $"draft:{draft.Id:N}",
                    Lane = Lane.Urgent,
                    NotBefore = now,
                    ExpiresAt = now + Duration.FromHours(12),
                    Check = DraftCheck.Word,
                    CheckId = draft.Id,
                    CreatedAt = now,
                },
                ct
            );
            // Each by itself: a model's time is not to be lost with the next one's mistake.
            var paid = data
                .ChangeTracker.Entries<ModelUse>()
                .Where(use => use.State == EntityState.Added)
                .Select(use => use.Entity)
                .ToList();
            if (!await data.TrySaveDraft(ct))
            {
                // Discarded while the model wrote: nobody waits for it any more, but it was paid for.
                data.AddRange(paid);
                await data.SaveChangesAsync(ct);
                break;
            }
        }

        return written;
    }

    /// <summary>Takes a draft to write; null where another node has it, or it was discarded since it was seen.</summary>
    private async Task<Draft?> Take(Guid id, CancellationToken ct)
    {
        var (now, until) = (clock.Now(), clock.Now() + Hold);
        var taken = await Pending(id)
            .Where(row => row.EndedAt == null || row.EndedAt < now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, until), ct);
        return taken == 1 ? await Pending(id).SingleOrDefaultAsync(ct) : null;
    }

    private IQueryable<Draft> Pending(Guid id) =>
        access.ForService<Draft>().Where(row => row.Id == id && row.State == DraftState.Open && row.Writer == WrittenDraft.Pending);
}
