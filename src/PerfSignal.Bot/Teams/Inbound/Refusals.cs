using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Puts refused requests into the audit log, by their kind and nothing else of them.</summary>
/// <remarks>
/// Anybody on the internet can be refused as often as they like, and nothing is ever deleted from the audit log: repeats are collapsed to one
/// entry a kind and minute, so that a flood adds a bounded number of entries. Every one is still counted in the log of the process.
/// </remarks>
internal sealed partial class Refusals(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Refusals> log)
{
    private readonly RefusalPace pace = new(clock);

    public async Task Note(Refusal kind, CancellationToken ct)
    {
        Refused(log, kind);
        if (!pace.IsFirstOfItsMinute(Word(kind)))
        {
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Audit>().Add(null, "refused", "teams.messages", purpose: Word(kind), ct: ct);
            await scope.ServiceProvider.GetRequiredService<PerfSignalData>().SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            // The request stays refused; the operator finds in the log that it is not in the audit log.
            NotNoted(log, e, kind);
        }
    }

    /// <summary>`token_expired`.</summary>
    public static string Word(Refusal kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request to the address of Teams was refused: {Kind}")]
    private static partial void Refused(ILogger log, Refusal kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The refusal {Kind} could not be put into the audit log")]
    private static partial void NotNoted(ILogger log, Exception e, Refusal kind);
}
