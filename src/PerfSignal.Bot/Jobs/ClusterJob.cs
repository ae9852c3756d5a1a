using Quartz;

namespace PerfSignal.Bot.Jobs;

/// <summary>The one Quartz job: runs the act whose name is the job's key, never twice at a time.</summary>
[DisallowConcurrentExecution]
public sealed class ClusterJob(ActRunner runner, IReadOnlyList<Planned> acts) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (acts.FirstOrDefault(act => act.Name == context.JobDetail.Key.Name) is { } act)
        {
            await runner.Run(act, cancellationToken);
        }
        else
        {
            // Stored by another version of the program.
            await context.Scheduler.DeleteJob(context.JobDetail.Key, cancellationToken);
        }
    }
}
