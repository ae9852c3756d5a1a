using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>Whether key and delegation give a token for somebody of the organisation; a token is always one person's.</summary>
internal sealed class GoogleAccess(IServiceScopeFactory scopes, GoogleTokens tokens, TimeProvider clock)
{
    /// <summary>More than one is asked for, since a person may have no account there.</summary>
    private const int MostPeople = 3;

    /// <returns>Null where there is access, or nobody to ask for.</returns>
    public async Task<CalendarSync.Failed?> Try(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var today = clock.Now().InUtc().Date;
        var people = await scope
            .ServiceProvider.GetRequiredService<PerfSignalData>()
            .People.Where(person => person.LastDay == null || person.LastDay >= today)
            .OrderBy(person => person.Email)
            .Select(person => person.Email)
            .Take(MostPeople)
            .ToListAsync(ct);
        CalendarSync.Failed? unsure = null;
        foreach (var email in people)
        {
            switch ((await tokens.For(email, ct)).Failed)
            {
                // Who has no account there is told of by the calendar itself.
                case { Trouble: CalendarTrouble.NoCalendar }:
                    break;
                // The next one's answer tells whether it is the address or the delegation.
                case { Trouble: CalendarTrouble.Transient, Word: GoogleRefusal.Unaccepted } failed:
                    unsure = failed with { Trouble = CalendarTrouble.Unauthorized };
                    break;
                case var other:
                    return other;
            }
        }

        return unsure;
    }
}
