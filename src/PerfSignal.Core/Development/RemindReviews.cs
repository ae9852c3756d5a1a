using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Development;

/// <summary>On the morning of a day of review, in the person's own zone, queues one word about what they meant to look at again.</summary>
/// <remarks>A day that the service missed as a whole is not made up for: the next brief says what waits for a review.</remarks>
public sealed class RemindReviews(PerfSignalData data, Access access, PlanNews news, TimeProvider clock)
{
    /// <summary>By the person's wall clock; quiet hours that last longer hold the message back further.</summary>
    public static LocalTime Morning { get; } = new(8, 0);

    /// <returns>How many people were queued a word.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.Now();
        // The earth's zones reach from the day before to the day after UTC's.
        var (first, last) = (now.InUtc().Date.PlusDays(-1), now.InUtc().Date.PlusDays(1));
        var items = await access
            .ForService<PlanItem>()
            .AsNoTracking()
            .Where(item => item.State == PlanState.Open && item.ReviewOn >= first && item.ReviewOn <= last)
            .ToListAsync(ct);
        var ids = items.Select(item => item.PersonId).Distinct().ToList();
        var people = await data.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToListAsync(ct);
        var library = items.Count == 0 ? ShippedCompetencies.Library : await CompetencyLibrary.Load(data, ct);
        var queued = 0;
        foreach (var person in people.Where(person => Topics.Wants(person, Topics.Development)))
        {
            var local = now.InZone(person.Zone);
            var due = items.FindAll(item => item.PersonId == person.Id && item.ReviewOn == local.Date);
            if (due.Count > 0 && local.TimeOfDay >= Morning && person.WorksOn(local.Date))
            {
                queued += await news.QueueReview(person, local.Date, due, library, ct) ? 1 : 0;
            }
        }

        await data.SaveChangesAsync(ct);
        return queued;
    }
}
