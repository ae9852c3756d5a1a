using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <summary>How much of a model may be used on a day of the organisation; past it the plain writer writes.</summary>
/// <param name="TokensPerDay">Read and written, by everybody together; the draft that goes over it is the last.</param>
/// <param name="DraftsPerManagerPerDay">Times that a model is asked for one manager.</param>
public sealed record DraftBudget(int TokensPerDay = DraftBudget.DefaultTokens, int DraftsPerManagerPerDay = DraftBudget.DefaultDrafts)
{
    public const int DefaultTokens = 2_000_000;
    public const int DefaultDrafts = 40;

    /// <summary>Whether a model may be asked once more for a draft of this manager.</summary>
    internal async Task<bool> Allows(Guid manager, Access access, Organization organization, Instant now, CancellationToken ct)
    {
        var zone = Zones.Of(organization.TimeZone);
        var start = now.InZone(zone).Date.AtStartOfDayInZone(zone).ToInstant();
        var today = access.ForService<ModelUse>().Where(use => use.At >= start);
        return await today.CountAsync(use => use.ManagerId == manager, ct) < DraftsPerManagerPerDay
            && await today.SumAsync(use => (long)use.TokensIn + use.TokensOut, ct) < TokensPerDay;
    }
}
