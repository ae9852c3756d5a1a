using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>A contest that is overdue, or has nobody to decide it; neither whose it is nor what it says.</summary>
/// <param name="Decider">Null where nobody was found.</param>
public sealed record LateContest(ContestOf Of, LocalDate? By, string? Decider);

/// <summary>How contests go, for those who see to the process.</summary>
public sealed class ContestsOverview(PerfSignalData data, ContestFinder contests, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>The open contests of some people, and those of them that nobody decides in time.</summary>
    public async Task<(int Open, IReadOnlyList<LateContest> Late)> Of(IQueryable<Person> people, CancellationToken ct)
    {
        // The day is over everywhere on earth.
        var ended = clock.Now().InUtc().Date.PlusDays(-1);
        var open = contests.All.Where(row => row.DecidedAt == null && people.Any(person => person.Id == row.PersonId));
        var late = await open.Where(row => row.DeciderId == null || row.DecideBy < ended)
            .OrderBy(row => row.DecideBy)
            .Take(Most)
            .Select(row => new LateContest(
                row.Of,
                row.DecideBy,
                data.People.Where(person => person.Id == row.DeciderId).Select(person => person.Name).FirstOrDefault()
            ))
            .ToListAsync(ct);
        return (await open.CountAsync(ct), late);
    }
}
