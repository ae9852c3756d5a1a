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

    /// <returns>How many were written.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var inside = (await pilot.Inside(data.People, ct)).Select(person => person.Id);
        var waiting = await access
            .ForService<Draft>()
            .Where(row => row.State == DraftState.Open && row.Writer == WrittenDraft.Pending)
            .Where(row => inside.Contains(row.ReportId))
            .OrderBy(row => row.CreatedAt)
            .Take(AtOnce)
            .ToListAsync(ct);
        foreach (var draft in waiting)
        {
            await desk.Fill(draft, ct);
            if (
                await access.ForService<Draft>().Where(row => row.Id == draft.Id).Select(row => row.EvidenceHash).SingleAsync(ct)
                != draft.EvidenceHash
            )
            {
                // What it was written from was contested while the model wrote: it is written once more, from the rest.
                data.Entry(draft).State = EntityState.Detached;
                await data.SaveChangesAsync(ct);
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
            await data.SaveChangesAsync(ct);
        }

        return waiting.Count;
    }
}
