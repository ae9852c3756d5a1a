using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bench;

/// <summary>The service as `serve` builds it, in a process that may be killed, with every wait of the outbox made shorter by one factor.</summary>
internal static class SlackChild
{
    /// <param name="commit">How much longer every commit takes, in seconds.</param>
    /// <param name="atOnce">Messages on their way at a time; few, so that a kill counts as an attempt of few.</param>
    public static async Task<int> Run(double scale, double commit, int atOnce = 1)
    {
        await using var app = App.Build(
            [],
            services =>
            {
                services.AddSingleton(Shortened(scale) with { AtOnce = atOnce });
                if (commit > 0)
                {
                    var slow = TimeSpan.FromSeconds(commit);
                    services.ConfigureDbContext<SqliteData>(data => data.AddInterceptors(new SlowSaves(slow), new SlowTransactions(slow)));
                    services.ConfigureDbContext<PostgresData>(data =>
                        data.AddInterceptors(new SlowSaves(slow), new SlowTransactions(slow))
                    );
                }
            }
        );
        await App.Prepare(app.Services, default);
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The defaults of the product times the factor; few rows at once, so that a kill counts as an attempt of few.</summary>
    public static DispatchSettings Shortened(double scale)
    {
        var real = new DispatchSettings();
        return real with
        {
            AtOnce = 1,
            Lease = real.Lease * scale,
            Timeout = real.Timeout * scale,
            UncertainWait = real.UncertainWait * scale,
        };
    }
}
