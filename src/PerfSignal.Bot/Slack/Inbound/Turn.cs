using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>
/// Answers a command or an interaction within Slack's three seconds (https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response),
/// whose repeats nobody sends.
/// </summary>
/// <remarks>
/// The work begins at once and mostly ends within milliseconds, with one commit. Where it does not, what arrived is kept in the inbox beside it, and a
/// window is opened while the trigger lives. Only what is kept is promised: "I am working on it" is said when a killed process would not lose it.
/// </remarks>
internal sealed partial class Turn(
    Running running,
    Windows windows,
    SlackCards cards,
    Replies replies,
    ReaderFactory readers,
    Wake wake,
    TimeProvider clock,
    ILogger<Turn> log
)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan WindowAfter = TimeSpan.FromSeconds(1);

    /// <summary>A database that takes two seconds to commit still answers directly.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2.4);
    private static readonly TimeSpan Last = TimeSpan.FromSeconds(2.7);

    public async Task<IResult> Answer(Arrival arrival)
    {
        var began = clock.GetTimestamp();
        var work = running.Start((services, ct) => services.GetRequiredService<Answering>().Run(arrival, fromInbox: false, ct));
        Task? kept = null;
        Task<string?>? window = null;
        if (!await Ends(work, began, Soon))
        {
            // What somebody else wrote is not kept before it is saved; opening a form changes nothing, so nothing is lost with it.
            kept =
                arrival.Kind == ArrivalKind.Shortcut
                    ? null
                    : running.Start((services, ct) => services.GetRequiredService<Inbox>().Keep(arrival, leased: true, ct));
            if (!await Ends(work, began, WindowAfter) && cards.MayOpenForm(arrival))
            {
                window = running.Start((_, ct) => windows.Open(arrival, Loading(), ct));
            }
        }

        if (await Ends(work, began, Budget))
        {
            var shown = running.Start((services, ct) => Show(services, arrival, work, kept, window, ct));
            if (await Ends(shown, began, Last))
            {
                return await shown;
            }

            _ = running.Start((services, ct) => Missed(services, arrival, work, shown, ct));
            return Results.Ok();
        }

        _ = running.Start((services, ct) => Finish(services, arrival, work, kept, window, ct));
        var promised = kept is not null && await Ends(kept, began, Last) && kept.IsCompletedSuccessfully;
        return window is not null ? Results.Ok() : await replies.Wait(arrival, promised);
    }

    /// <summary>The answer goes back with the request; what was kept meanwhile is done.</summary>
    private async Task<IResult> Show(
        IServiceProvider services,
        Arrival arrival,
        Task<Answered> work,
        Task? kept,
        Task<string?>? window,
        CancellationToken ct
    )
    {
        IResult result;
        try
        {
            var answered = await work;
            wake.Call();
            result = await replies.Direct(services, arrival, answered, window is null ? null : await window, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            result = await replies.Failed(arrival, Told(e), window is null ? null : await window, ct);
        }

        if (kept is not null)
        {
            _ = running.Start(
                async (later, stop) =>
                {
                    await kept;
                    await later.GetRequiredService<Inbox>().End(arrival.EventId, null, stop);
                }
            );
        }

        return result;
    }

    /// <summary>The request ended while a window was being opened: what it would have carried leaves by the outbox.</summary>
    private async Task Missed(IServiceProvider services, Arrival arrival, Task<Answered> work, Task<IResult> shown, CancellationToken ct)
    {
        if (await shown is not Ok && work.IsCompletedSuccessfully)
        {
            await replies.Late(services, arrival, await work, ct);
            wake.Call();
        }
    }

    /// <summary>The answer comes too late for the request: it leaves by the outbox or fills the window. Where the work failed, the inbox tries again.</summary>
    private async Task Finish(
        IServiceProvider services,
        Arrival arrival,
        Task<Answered> work,
        Task? kept,
        Task<string?>? window,
        CancellationToken ct
    )
    {
        try
        {
            var answered = await work;
            var id = window is null
                ? arrival.Kind == ArrivalKind.Submission
                    ? arrival.View
                    : null
                : await window;
            if (!answered.Queued && !await replies.Filled(arrival, answered, id, ct))
            {
                await replies.Late(services, arrival, answered, ct);
            }

            if (kept is not null)
            {
                await kept;
                await services.GetRequiredService<Inbox>().End(arrival.EventId, null, ct);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var reference = Told(e);
            if (kept is null)
            {
                await replies.Failed(arrival, reference, window is null ? null : await window, ct);
            }
            else
            {
                await kept;
                await services.GetRequiredService<Inbox>().Release(arrival.EventId, e.GetType().Name, clock.Now(), ct);
            }
        }

        wake.Call();
    }

    private JsonObject Loading()
    {
        var reader = readers.ForNobody();
        return cards.Window(reader.Say("slack_loading"), reader.Language);
    }

    /// <summary>Whether a task ended, well or not, within a time from the beginning.</summary>
    private async Task<bool> Ends(Task task, long began, TimeSpan within)
    {
        var left = within - clock.GetElapsedTime(began);
        if (task.IsCompleted || left <= TimeSpan.Zero)
        {
            return task.IsCompleted;
        }

        try
        {
            await Task.WhenAny(task).WaitAsync(left, clock);
        }
        catch (TimeoutException)
        {
            // Asked right below.
        }

        return task.IsCompleted;
    }

    private string Told(Exception e)
    {
        var reference = Guid.NewGuid().ToString("N")[..8];
        LogFailed(reference, e.GetType().Name, e.StackTrace?.Split('\n', 2)[0].Trim());
        return reference;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer to a request of Slack failed, reference {Reference}: {Failure} {Where}")]
    private partial void LogFailed(string reference, string failure, string? where);
}
