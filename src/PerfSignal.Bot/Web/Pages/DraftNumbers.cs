using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Counts of drafts with who reads them.</summary>
/// <param name="Group">People in the smallest group that may be counted.</param>
public sealed record DraftNumbers(DraftOverview Overview, Reader Reader, int Group)
{
    public string Month(DraftMonth month) => month.Month.OnDayOfMonth(1).ToString("MMMM yyyy", Reader.Culture);

    public string Number(long value) => Reader.Number(value, 0);

    /// <summary>A dash where it would tell of too few people.</summary>
    public string Count(int? value) => value is { } count ? Number(count) : "–";

    public bool HidesSome => Overview.Months.Any(month => month.Asked is null || month.Approved is null || month.Discarded is null);

    /// <summary>In seconds; a dash where no model was asked.</summary>
    public string Took(int? milliseconds) =>
        milliseconds is { } took ? Reader.Say("web_drafts_seconds", ("value", Reader.Number(took / 1000m, 1))) : "–";

    public string Cost(DraftMonth month, DraftPrices prices) =>
        $"{Reader.Number(prices.Of(month.TokensIn, month.TokensOut), 2)} {prices.Currency}".TrimEnd();

    public string Reason(string prefix, string reason) =>
        Reader.Knows(prefix + reason) ? Reader.Say(prefix + reason) : reason.Replace('_', ' ');
}
