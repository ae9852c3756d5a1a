using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Writes refused requests into the audit log.</summary>
/// <remarks>Anybody can post what is refused, as often as they like: one entry of a kind a minute says that it happens and fills no disk.</remarks>
internal sealed partial class Refusals(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Refusals> log)
{
    private readonly RefusalPace pace = new(clock);

    public async Task Note(string kind, CancellationToken ct)
    {
        if (!pace.IsFirstOfItsMinute(kind))
        {
            return;
        }

        LogRefused(kind);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Audit>().Add(null, "refused", $"slack.{kind}", ct: ct);
            await scope.ServiceProvider.GetRequiredService<PerfSignalData>().SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            // The request stays refused; the log above has the line.
            LogNotNoted(kind, e.GetType().Name);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A request to the addresses of Slack was refused: {Kind}. More of the kind within a minute are not logged"
    )]
    private partial void LogRefused(string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The refusal {Kind} could not be written to the audit log: {Failure}")]
    private partial void LogNotNoted(string kind, string failure);
}
