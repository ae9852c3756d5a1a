using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>`brief.snooze`: the card again some minutes before the 1:1, 10 unless other minutes are given.</summary>
public sealed class SnoozeBrief(PerfSignalData data, LatestBriefs briefs, BriefMarksReader marks, BriefRows rows, TimeProvider clock)
    : IVerb
{
    public const string Name = "brief.snooze";
    private const int Usual = 10;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var (reader, me) = (command.Reader, command.By.Id);
        var typed = command.Field("minutes").Length > 0 ? command.Field("minutes") : command.Text;
        var minutes = Usual;
        if (
            typed.Length > 0
            && (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) || minutes is < 1 or > 120)
        )
        {
            return new Reply.Said(reader.Say("brief_snooze_wrong", ("typed", BriefCards.Cut(typed, 40))));
        }

        var occurrence = Guid.TryParse(command.Row, out var row)
            ? await data
                .Occurrences.AsNoTracking()
                .FirstOrDefaultAsync(
                    one => one.Id == row && one.State == OccurrenceState.Planned && (one.ManagerId == me || one.ReportId == me),
                    ct
                )
            : null;
        var frozen = occurrence is null ? [] : await briefs.Of(occurrence.Id, ct);
        if (occurrence is null || frozen.Count == 0)
        {
            return new Reply.Said(reader.Say("brief_gone"));
        }

        var (again, now) = (occurrence.Start - Duration.FromMinutes(minutes), clock.Now());
        if (again <= now)
        {
            return new Reply.Said(reader.Say("brief_snooze_late", ("when", reader.Time(occurrence.Start))));
        }

        var key = $"brief:{occurrence.Id:N}:{me:N}:snooze:{again.ToUnixTimeSeconds()}";
        if (!await data.Set<DeliveryRow>().AnyAsync(other => other.DedupeKey == key, ct))
        {
            var evidence = CardJson.Read<Evidence>(frozen[0].Evidence);
            var view = BriefView.Of(occurrence, (await marks.Of(evidence, ct)).On(evidence));
            data.Add(
                new DeliveryRow
                {
                    Id = clock.NewId(),
                    RecipientId = me,
                    Act = DeliveryAct.Send,
                    Card = BriefCards.CardFor(me, evidence),
                    Model = rows.Model(view, command.By),
                    Language = reader.Language,
                    DedupeKey = key,
                    Lane = Lane.Urgent,
                    NotBefore = again,
                    ExpiresAt = occurrence.End,
                    Check = BriefRows.Check,
                    CheckId = frozen[0].Id,
                    CreatedAt = now,
                }
            );
            await data.SaveChangesAsync(ct);
        }

        return new Reply.Said(reader.Say("brief_snoozed", ("when", reader.Time(again))));
    }
}
