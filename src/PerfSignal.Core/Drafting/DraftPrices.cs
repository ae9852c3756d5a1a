namespace PerfSignal.Core.Drafting;

/// <summary>What a model's tokens cost, as the operator states it; 0 for both means that no cost is shown.</summary>
/// <param name="PerMillionIn">For a million tokens read.</param>
/// <param name="PerMillionOut">For a million tokens written.</param>
/// <param name="Currency">Such as `EUR`; shown beside the amount.</param>
public sealed record DraftPrices(decimal PerMillionIn = 0, decimal PerMillionOut = 0, string Currency = "")
{
    private const decimal Million = 1_000_000;

    public bool AreKnown => PerMillionIn > 0 || PerMillionOut > 0;

    public decimal Of(long tokensIn, long tokensOut) => (tokensIn * PerMillionIn + tokensOut * PerMillionOut) / Million;
}
