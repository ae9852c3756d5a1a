using PerfSignal.Bot.Data;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using Quartz;

namespace PerfSignal.Bot.Jobs;

public static class Registration
{
    /// <summary>
    /// Runs the schedule: one process over SQLite keeps it in memory; on PostgreSQL and SQL Server it stands in the database, where the nodes of
    /// a cluster share it and take over from a node that is gone.
    /// </summary>
    public static IServiceCollection AddPerfSignalJobs(
        this IServiceCollection services,
        DatabaseOptions database,
        IReadOnlyList<Planned> onEveryNode,
        IReadOnlyList<Planned> onOneNode
    )
    {
        services.AddSingleton<ActRunner>();
        services.AddScoped<PurgeInbound>();
        services.AddTransient(provider => new ClusterJob(provider.GetRequiredService<ActRunner>(), onOneNode));
        services.AddHostedService(provider => new NodeJobs(
            provider.GetRequiredService<ActRunner>(),
            onEveryNode,
            provider.GetRequiredService<Wake>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "PerfSignal");
            Store(quartz, database);
            foreach (var act in onOneNode)
            {
                quartz.ScheduleJob<ClusterJob>(
                    trigger =>
                        trigger
                            .WithIdentity(act.Name)
                            .StartNow()
                            .WithSimpleSchedule(schedule =>
                                schedule
                                    .WithInterval(act.Every)
                                    .RepeatForever()
                                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)
                            ),
                    job => job.WithIdentity(act.Name)
                );
            }
        });
        services.AddQuartzHostedService(hosted =>
        {
            hosted.WaitForJobsToComplete = true;
            hosted.AwaitApplicationStarted = true;
        });
        return services;
    }

    private static void Store(IQuartzBuilder quartz, DatabaseOptions database)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            quartz.UseInMemoryStore();
            return;
        }

        // A node that starts again is another one: the id of a killed one is what tells the others to take over its work.
        quartz.ConfigureScheduler(scheduler => scheduler.InstanceId = $"{Environment.MachineName}-{Guid.NewGuid():N}");
        quartz.UsePersistentStore(store =>
        {
            if (database.Provider == DatabaseProvider.Postgres)
            {
                store.UsePostgres(database.ConnectionString);
            }
            else
            {
                store.UseSqlServer(database.ConnectionString);
            }

            store.UseSystemTextJsonSerializer();
            store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(5));
            store.ProvisionSchema();
        });
    }
}
