using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Works on what the inbox keeps; any number of nodes may run it.</summary>
internal sealed partial class WorkInbox(
    IServiceScopeFactory scopes,
    DispatchSettings settings,
    Wake wake,
    ReaderFactory readers,
    TimeProvider clock,
    ILogger<WorkInbox> log
)
{
    /// <summary>Names the worker's own <see cref="Wake"/> and its act.</summary>
    public const string Name = "work_slack_inbox";

    private const int AtATime = 50;
    public const int MaxAttempts = 6;
    private static readonly int[] WaitSeconds = [5, 20, 60, 300, 900];

    /// <summary>Works until nothing is due.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            IReadOnlyList<InboxRow> rows = [];
            await Within(async services => rows = await services.GetRequiredService<Inbox>().Take(AtATime, ct));
            if (rows.Count == 0)
            {
                return;
            }

            var read = rows.Select(row => (Row: row, Arrival: Inbox.Read(row))).ToList();
            // What one person says keeps its order.
            await Parallel.ForEachAsync(
                read.GroupBy(one => one.Arrival?.User ?? one.Row.EventId, StringComparer.Ordinal),
                new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = ct },
                async (ones, stop) =>
                {
                    foreach (var (row, arrival) in ones)
                    {
                        await Work(row, arrival, stop);
                    }
                }
            );
            wake.Call();
        }
    }

    private async Task Work(InboxRow row, Arrival? arrival, CancellationToken ct)
    {
        try
        {
            if (arrival is null)
            {
                await Mark(row, "unreadable", ct);
            }
            else if (row.Attempts > MaxAttempts)
            {
                // Each of them ended with its process: the next one would too.
                await GiveUp(row, arrival, "interrupted", null, ct);
            }
            else
            {
                await Within(services => Do(services, arrival, ct));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Within(services =>
                services.GetRequiredService<Inbox>().Release(row.EventId, "stopped", clock.Now(), CancellationToken.None)
            );
        }
        catch (Exception e) when (row.Attempts >= MaxAttempts)
        {
            await GiveUp(row, arrival, e.GetType().Name, e.StackTrace?.Split('\n', 2)[0].Trim(), ct);
        }
        catch (Exception e)
        {
            LogLater(row.EventId, row.Attempts, e.GetType().Name, e.StackTrace?.Split('\n', 2)[0].Trim());
            var next = clock.Now() + Duration.FromSeconds(WaitSeconds[Math.Clamp(row.Attempts - 1, 0, WaitSeconds.Length - 1)]);
            await Within(services => services.GetRequiredService<Inbox>().Release(row.EventId, e.GetType().Name, next, ct));
        }
    }

    private static async Task Do(IServiceProvider services, Arrival arrival, CancellationToken ct)
    {
        switch (arrival.Kind)
        {
            case ArrivalKind.HomeOpened:
                await services.GetRequiredService<Welcome>().Greet(arrival, ct);
                if (arrival.AtHome)
                {
                    await services.GetRequiredService<HomeTab>().Publish(arrival, ct);
                }

                break;
            case ArrivalKind.AccountChanged:
                await services.GetRequiredService<SlackPeople>().Refresh(arrival, ct);
                break;
            case ArrivalKind.Revoked:
                await services.GetRequiredService<SlackRevoked>()(arrival.Workspace, arrival.Revocation ?? default, ct);
                break;
            default:
                if (arrival.Kind == ArrivalKind.Message)
                {
                    await services.GetRequiredService<Welcome>().Greet(arrival, ct);
                }

                var answered = await services.GetRequiredService<Answering>().Run(arrival, fromInbox: true, ct);
                if (!answered.Queued)
                {
                    await services.GetRequiredService<Replies>().Late(services, arrival, answered, ct);
                }

                break;
        }

        await services.GetRequiredService<Inbox>().End(arrival.EventId, null, ct);
    }

    private async Task GiveUp(InboxRow row, Arrival? arrival, string failure, string? where, CancellationToken ct)
    {
        var reference = Guid.NewGuid().ToString("N")[..8];
        LogGivenUp(row.EventId, reference, failure, where);
        if (arrival is { Kind: ArrivalKind.Message or ArrivalKind.Command or ArrivalKind.Action or ArrivalKind.Submission })
        {
            await Within(async services =>
            {
                var account = await services.GetRequiredService<Accounts>().Find(PlatformName.Slack, arrival.Workspace, arrival.User, ct);
                var reader = readers.ForNobody();
                var said = new Answered(
                    new Reply.Said(reader.Say("slack_failed", ("reference", reference))),
                    reader.Language,
                    account?.PersonId
                );
                await services.GetRequiredService<Answering>().Late(arrival, said, ct);
            });
        }

        await Mark(row, $"gave_up:{failure}", ct);
    }

    private Task Mark(InboxRow row, string problem, CancellationToken ct) =>
        Within(services => services.GetRequiredService<Inbox>().GiveUp(row.EventId, problem, ct));

    private async Task Within(Func<IServiceProvider, Task> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Work on {Event} of Slack failed at attempt {Attempt}: {Failure} {Where}; it is tried again"
    )]
    private partial void LogLater(string @event, int attempt, string failure, string? where);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work on {Event} of Slack is given up, reference {Reference}: {Failure} {Where}")]
    private partial void LogGivenUp(string @event, string reference, string failure, string? where);
}
