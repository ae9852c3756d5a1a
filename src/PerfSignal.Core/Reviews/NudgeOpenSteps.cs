using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Reviews;

/// <summary>
/// Scheduled act: tells each person at nine on their own clock what is open for them in review cycles, and managers who of their reports is late; one
/// card a day with everything on it. Twice, or on two nodes at once, it adds nothing.
/// </summary>
public sealed class NudgeOpenSteps(
    PerfSignalData data,
    Access access,
    DueNudges due,
    OpenSteps steps,
    StepCards cards,
    PilotGate pilot,
    Outbox outbox,
    ReaderFactory readers,
    TimeProvider clock
)
{
    private const int Batch = 200;

    /// <returns>How many cards were queued.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var queued = 0;
        foreach (var some in (await due.Now(ct)).Chunk(Batch))
        {
            queued += await Queue(some, ct);
            data.ChangeTracker.Clear();
        }

        return queued;
    }

    private async Task<int> Queue(DueNudge[] some, CancellationToken ct)
    {
        var (nudges, ids) = (some.ToList(), Array.ConvertAll(some, one => one.PersonId));
        var inside = await pilot.Of(ids, ct);
        var doers = ids.Concat(nudges.SelectMany(one => one.Late.Select(key => key.PersonId))).Distinct().ToList();
        var open = (await steps.For(doers, ct)).ToLookup(line => line.DoerId);
        var people = await data.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, ct);
        var names = await cards.Names(doers.SelectMany(doer => open[doer].Select(line => line.SubjectId)).Concat(doers), ct);
        var told = (await access.ForService<StepNudge>().AsNoTracking().Where(row => ids.Contains(row.PersonId)).ToListAsync(ct)).ToLookup(
            row => (row.StepId, row.PersonId)
        );
        var stepIds = nudges.SelectMany(one => one.Steps).Distinct().ToList();
        var reopened = (
            await access
                .ForService<StepDone>()
                .AsNoTracking()
                .Where(row => stepIds.Contains(row.StepId) && row.ReopenedAt != null)
                .ToListAsync(ct)
        ).ToDictionary(row => new StepKey(row.StepId, row.SubjectId), row => row.ReopenedAt);
        var managed = (
            await steps.Lines(steps.Today).Where(line => ids.Contains(line.ReportId)).Select(line => line.ReportId).ToListAsync(ct)
        ).ToHashSet();
        var rows = new List<DeliveryRow>();
        foreach (var nudge in nudges)
        {
            var announced = Count(nudge, open[nudge.PersonId], told, reopened);
            var warning = managed.Contains(nudge.PersonId) ? "review_warning" : "review_warning_hr";
            var isIn = inside.Contains(nudge.PersonId);
            var own = isIn ? open[nudge.PersonId].ToList() : [];
            var card = Card(nudge, people[nudge.PersonId], own, open, announced, warning, names);
            if (card.Lines.Count + card.Late.Count > 0)
            {
                rows.Add(Row(nudge, people[nudge.PersonId], card, isIn ? StepCheck.Word : StepOfficeCheck.Word));
            }
        }

        return await Save(rows, ct);
    }

    /// <summary>Writes down that the person is told, and works out which day the card has to announce for which step.</summary>
    private Dictionary<Guid, LocalDate> Count(
        DueNudge nudge,
        IEnumerable<OpenLine> open,
        ILookup<(Guid StepId, Guid PersonId), StepNudge> told,
        Dictionary<StepKey, Instant?> reopened
    )
    {
        var announced = new Dictionary<Guid, LocalDate>();
        foreach (var lines in open.Where(line => nudge.Steps.Contains(line.Step.Id)).GroupBy(line => line.Step.Id))
        {
            var line = lines.First();
            var before = told[(line.Step.Id, nudge.PersonId)].ToList();
            var named = NudgeDays.Announced(
                line.Cycle,
                line.Step.Due,
                nudge.On,
                before.Count + 1 >= line.Cycle.MostNudges,
                lines.All(one => before.Exists(row => row.Announced is not null && !(reopened.GetValueOrDefault(one.Key) > row.At)))
            );
            if (named is { } day)
            {
                announced[line.Step.Id] = day;
            }

            data.Add(
                new StepNudge
                {
                    Id = clock.NewId(),
                    StepId = line.Step.Id,
                    PersonId = nudge.PersonId,
                    On = nudge.On,
                    At = clock.Now(),
                    Announced = named,
                }
            );
        }

        data.AddRange(
            nudge.Late.Select(late => new StepEscalation
            {
                Id = clock.NewId(),
                StepId = late.StepId,
                DoerId = late.PersonId,
                ToldId = nudge.PersonId,
                On = nudge.On,
                At = clock.Now(),
            })
        );
        return announced;
    }

    private ReviewStepsCard Card(
        DueNudge nudge,
        Person person,
        List<OpenLine> own,
        ILookup<Guid, OpenLine> open,
        Dictionary<Guid, LocalDate> announced,
        string warning,
        IReadOnlyDictionary<Guid, string> names
    )
    {
        var reader = readers.For(person);
        var late = nudge
            .Late.Select(key => (key.PersonId, Lines: open[key.PersonId].Where(line => line.Step.Id == key.StepId).ToList()))
            .Where(one => one.Lines.Count > 0)
            .OrderBy(one => one.Lines[0].Step.Due)
            .ThenBy(one => names[one.PersonId], StringComparer.Ordinal)
            .ToList();
        return new(
            StepCards.Title(reader, own.Count),
            [.. own.Take(StepCards.Most).Select(line => StepCards.Line(reader, line, names, Warning(line)))],
            StepCards.More(reader, own.Count - StepCards.Most),
            late.Count == 0 ? "" : reader.Say("review_late_title"),
            [
                .. late.Take(StepCards.MostLate)
                    .Select(one => StepCards.Late(reader, one.Lines[0].Cycle, one.Lines[0].Step, one.PersonId, one.Lines.Count, names)),
            ],
            StepCards.More(reader, late.Count - StepCards.MostLate)
        );

        string Warning(OpenLine line) =>
            announced.TryGetValue(line.Step.Id, out var day) ? reader.Say(warning, ("date", reader.Date(day))) : "";
    }

    private DeliveryRow Row(DueNudge nudge, Person person, ReviewStepsCard card, string check)
    {
        var now = clock.Now();
        return new()
        {
            Id = clock.NewId(),
            RecipientId = person.Id,
            Act = DeliveryAct.Send,
            Card = StepCards.Card,
            Model = CardJson.Write(card),
            Language = readers.For(person).Language,
            DedupeKey = $"review:{person.Id:N}:{LocalDatePattern.Iso.Format(nudge.On)}",
            Lane = Lane.Normal,
            NotBefore = now,
            // Tomorrow's card, if there is one, says what is so tomorrow.
            ExpiresAt = person.Zone.ClockReaches(nudge.On.PlusDays(1).AtMidnight()),
            Check = check,
            CreatedAt = now,
        };
    }

    /// <summary>Of two nodes that tell the same people at this moment one finds the unique keys of the other: then nothing was saved, and the next run looks again.</summary>
    private async Task<int> Save(List<DeliveryRow> rows, CancellationToken ct)
    {
        var added = await outbox.Queue(rows, ct);
        try
        {
            await data.SaveChangesAsync(ct);
            return added;
        }
        catch (DbUpdateException) when (rows.Count > 0)
        {
            data.ChangeTracker.Clear();
            var keys = rows.ConvertAll(row => row.DedupeKey);
            if (await data.Set<DeliveryRow>().AnyAsync(row => keys.Contains(row.DedupeKey), ct))
            {
                return 0;
            }

            throw;
        }
    }
}
