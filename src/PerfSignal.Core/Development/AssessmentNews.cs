using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Development;

/// <summary>The word to a person that their manager gave a level; it cannot be switched off, since what is held about somebody is shown to them.</summary>
public sealed class AssessmentNews(Outbox outbox, ReaderFactory readers, Access access, TimeProvider clock) : IDeliveryCheck
{
    private static readonly Duration UsefulFor = Duration.FromDays(14);

    public string Name => "assessment";

    /// <summary>Queues the card; the caller saves.</summary>
    public async Task Queue(
        Assessment given,
        Person person,
        Person author,
        CompetencyEntry competency,
        Assessment? self,
        CancellationToken ct
    )
    {
        var reader = readers.For(person);
        var card = new AssessmentCard(
            reader.Say("assessment_title", ("name", author.Name)),
            competency.Name.In(reader),
            reader.Say("competency_level", ("level", reader.Number(given.Level, 0))),
            competency.Levels[given.Level - 1].In(reader),
            given.Note ?? "",
            reader.Say("competency_self_own", ("level", ListCompetencies.LevelOf(self, reader))),
            given.Id.ToString("N")
        );
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = person.Id,
                Act = DeliveryAct.Send,
                Card = "assessment",
                Model = CardJson.Write(card),
                Language = reader.Language,
                DedupeKey = $"assessment:{given.Id:N}",
                Lane = Lane.Normal,
                NotBefore = given.At,
                ExpiresAt = given.At + UsefulFor,
                Check = Name,
                CheckId = given.Id,
                CreatedAt = given.At,
            },
            ct
        );
    }

    /// <summary>An assessment that was replaced before its card left is not told any more: the newer one is.</summary>
    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var rows = access.ForService<Assessment>();
        var given = await rows.SingleOrDefaultAsync(one => one.Id == row.CheckId && one.SubjectId == row.RecipientId, ct);
        return
            given is null
            || await rows.AnyAsync(
                one =>
                    one.SubjectId == given.SubjectId
                    && one.CompetencyKey == given.CompetencyKey
                    && one.Kind == given.Kind
                    && one.At > given.At,
                ct
            )
            ? "assessment_replaced"
            : null;
    }

    /// <summary>Of the recipient's own data only.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>>(
            rows.ToDictionary(row => row.Id, row => (row.RecipientId, DataClass.Development))
        );
}
