using PerfSignal.Bot.Data;
using Quartz;

namespace PerfSignal.Bot.Hosting;

/// <summary>`/healthz/live` says that the process answers, `/healthz/ready` that it can work; neither tells anything about people.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => Results.Text("live")).AllowAnonymous();
        routes.MapGet("/healthz/ready", Ready).AllowAnonymous();
    }

    private static async Task<IResult> Ready(Migrator migrator, ISchedulerFactory schedulers, CancellationToken ct)
    {
        var (database, schedule) = (await Database(migrator, ct), await Schedule(schedulers, ct));
        return Results.Json(
            new
            {
                Ready = database == "ok" && schedule == "ok",
                Database = database,
                Schedule = schedule,
            },
            statusCode: database == "ok" && schedule == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static async Task<string> Database(Migrator migrator, CancellationToken ct)
    {
        try
        {
            return await migrator.State(ct) == SchemaState.Current ? "ok" : "not migrated";
        }
        catch (EnvironmentProblem)
        {
            // The sentence names the server; the doctor shows it to the operator, this page is open to everyone.
            return "not reachable";
        }
    }

    private static async Task<string> Schedule(ISchedulerFactory schedulers, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        return scheduler.Status == SchedulerStatus.Running ? "ok" : "not started";
    }
}
