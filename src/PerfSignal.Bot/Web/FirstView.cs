using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web;

/// <summary>Knows whether somebody sees a page for the first time, and keeps that they were told then what is held about them.</summary>
public sealed class FirstView(PerfSignalData data, TimeProvider clock)
{
    /// <returns>True once for each person.</returns>
    public async Task<bool> Of(Person person, CancellationToken ct)
    {
        var shown = data.Set<WelcomeShown>();
        if (await shown.AnyAsync(row => row.PersonId == person.Id && row.Platform == PlatformName.Web, ct))
        {
            return false;
        }

        data.ChangeTracker.Clear();
        data.Add(
            new WelcomeShown
            {
                PersonId = person.Id,
                Platform = PlatformName.Web,
                At = clock.Now(),
            }
        );
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Two pages opened at once: the other one says it.
            data.ChangeTracker.Clear();
            return false;
        }
    }
}
