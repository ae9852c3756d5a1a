using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Signals;

/// <summary>Numbers with their unit as a reader's language writes them.</summary>
internal sealed class AmountText(Reader reader)
{
    /// <summary>`41 points`, `32 %`, `512,000 USD`, `4.6 days`.</summary>
    public string Say(decimal value, string unit, string? currency) =>
        unit switch
        {
            Units.Money => $"{reader.Number(value, Decimals(value, 2, 1000))} {currency}".TrimEnd(),
            Units.Percent when currency is null => Percent(value),
            Units.Percent => $"{Percent(value)} ({currency})",
            Units.Score => reader.Number(value, 2),
            Units.Count => reader.Number(value, 1),
            _ => Counted($"unit_{unit}", value, Decimals(value, 1, 1000)),
        };

    /// <summary>A text with a form for one and a form for any other number.</summary>
    public string Counted(string key, decimal number, int decimals = 0) =>
        reader.Say(number == 1 ? $"{key}_one" : $"{key}_other", ("number", reader.Number(number, decimals)));

    private string Percent(decimal value) => reader.Say("unit_percent", ("number", reader.Number(value * 100, 1)));

    /// <summary>Large numbers read better without decimals.</summary>
    private static int Decimals(decimal value, int small, decimal from) => Math.Abs(value) >= from ? 0 : small;
}
