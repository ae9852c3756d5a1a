using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>What the outbox sees to besides sending, in pieces: nothing here may hold up what leaves.</summary>
internal sealed class Tidy(Leases leases, Expiry expiry, FollowUps followUps, SendWork sends, DispatchLog log, TimeProvider clock)
{
    /// <summary>How often it is looked for while messages leave.</summary>
    public static Duration Every { get; } = Duration.FromSeconds(1);

    /// <returns>When to come again.</returns>
    public async Task<Instant> Run(CancellationToken ct)
    {
        var more = false;
        await Each("give back rows of stopped nodes", () => leases.Recover(ct));
        await Each("end what expired", async () => more |= await expiry.Run(ct));
        await Each("settle what follows a send", async () => more |= await followUps.Settle(ct));
        await Each("settle sends of many", async () => more |= await sends.Settle(ct));
        return more ? clock.Now() : clock.Now() + Every;

        async Task Each(string what, Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (Exception bug) when (!ct.IsCancellationRequested)
            {
                log.Untidy(what, bug);
            }
        }
    }
}
