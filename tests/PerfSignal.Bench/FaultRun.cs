using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bench;

/// <summary>
/// Kills the service (SIGKILL) at random moments while briefs are frozen and sent, starts it again, and checks at the end that every row is final,
/// nothing is lost and nothing is there twice.
/// </summary>
internal static class FaultRun
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(Options options)
    {
        await using var database = new BenchDatabase(options);
        await database.Make();
        await new BenchCompany(database).Fill(options.Count);
        for (var kill = 1; kill <= options.Kills; kill++)
        {
            var (done, sent) = await RunUntilRandomMoment(database, Random.Shared.Next(3 * options.Count * kill / options.Kills));
            Console.WriteLine($"kill {kill}: {done} of {options.Count} briefs frozen, {sent} messages sent");
        }

        using (var service = new ServiceProcess(database.Settings))
        {
            using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var waited = TimeSpan.Zero; !await Done(database, options.Count); waited += looks.Period)
            {
                if (waited > GiveUp || service.Ended || !await looks.WaitForNextTickAsync())
                {
                    Console.WriteLine("FAILED: rows are still waiting");
                    return 1;
                }
            }

            await service.Kill();
        }

        return await Judge(database, options.Count);
    }

    /// <summary>Lets the service work until so many briefs are frozen and messages sent, or a little longer.</summary>
    private static async Task<(int Briefs, int Sent)> RunUntilRandomMoment(BenchDatabase database, int work)
    {
        using var service = new ServiceProcess(database.Settings);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!service.Ended && await Progress(database) is var (frozen, sent) && frozen + sent < work)
        {
            await looks.WaitForNextTickAsync();
        }

        using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 100)));
        await moment.WaitForNextTickAsync();
        await service.Kill();
        await database.Within<PerfSignalData>(async data =>
        {
            // The dead node's leases would end by themselves two minutes later; nobody else holds any.
            Instant? over = TimeProvider.System.Now() - Duration.FromSeconds(1);
            await data.Set<DeliveryRow>()
                .Where(row => row.LeaseId != null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, over));
        });
        return await Progress(database);
    }

    private static async Task<(int Briefs, int Sent)> Progress(BenchDatabase database)
    {
        var (briefs, sent) = (0, 0);
        await database.Within<PerfSignalData>(async data =>
        {
            briefs = await data.Occurrences.CountAsync(one => one.Revisions > 0);
            sent = await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Sent);
        });
        return (briefs, sent);
    }

    private static async Task<bool> Done(BenchDatabase database, int count)
    {
        var (rows, waiting) = (0, 0);
        await database.Within<PerfSignalData>(async data =>
        {
            rows = await data.Set<DeliveryRow>().CountAsync();
            waiting = await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting);
        });
        return rows >= 2 * count && waiting == 0;
    }

    private static async Task<int> Judge(BenchDatabase database, int count)
    {
        var wrong = new List<string>();
        await database.Within<PerfSignalData>(async data =>
        {
            var account = await Account.Of(data.Set<DeliveryRow>(), default);
            var shown = await data.Set<WebMessage>()
                .Where(message => message.DeliveryId != null)
                .Select(message => message.DeliveryId)
                .ToListAsync();
            var sent = await data.Set<DeliveryRow>()
                .Where(row => row.State == DeliveryState.Sent)
                .Select(row => (Guid?)row.Id)
                .ToListAsync();
            var frozen = await data.Set<Brief>().Select(brief => brief.OccurrenceId).ToListAsync();
            Console.WriteLine($"{account}; {frozen.Count} briefs, {shown.Count} cards in the chats");
            Expect(account.Sent == 2 * count && account.AddsUp, "not every message was sent");
            Expect(frozen.Count == count && frozen.Distinct().Count() == count, "a brief is missing, or there twice");
            Expect(shown.Count == shown.Distinct().Count(), "a card is there twice");
            Expect(shown.ToHashSet().SetEquals(sent), "the chats do not hold exactly what was sent");
        });
        Console.WriteLine(wrong.Count == 0 ? "nothing lost, nothing doubled" : "FAILED: " + string.Join("; ", wrong));
        return wrong.Count == 0 ? 0 : 1;

        void Expect(bool holds, string otherwise)
        {
            if (!holds)
            {
                wrong.Add(otherwise);
            }
        }
    }
}
