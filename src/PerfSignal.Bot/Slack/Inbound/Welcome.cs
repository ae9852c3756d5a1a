using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Greets whoever opens the app or writes to it for the first time.</summary>
internal sealed class Welcome(PerfSignalData data, SlackPeople people, Greeting greeting)
{
    /// <exception cref="SlackOutOfReachException">Slack was needed to know who it is and did not answer.</exception>
    public async Task Greet(Arrival arrival, CancellationToken ct)
    {
        if ((await people.Of(arrival, ct)).Account is not { } account)
        {
            return;
        }

        await greeting.Greet(account, asked: true, ct);
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // The app was opened and written to at once, and another node greets.
            data.ChangeTracker.Clear();
        }
    }
}
