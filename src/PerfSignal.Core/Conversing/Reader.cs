using System.Globalization;
using NodaTime;

namespace PerfSignal.Core.Conversing;

/// <summary>The one who reads an answer: language, zone and how dates, times and numbers look to them.</summary>
public sealed class Reader(Texts texts, string language, DateTimeZone zone, Instant now)
{
    public string Language => language;
    public DateTimeZone Zone => zone;

    /// <summary>The instant at which the answer is made.</summary>
    public Instant Now => now;
    public LocalDate Today => now.InZone(zone).Date;

    /// <summary>Fixed cultures, so that an answer does not depend on the machine's settings; English dates are day-month-year with the month's name.</summary>
    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(language == "de" ? "de-DE" : "en-GB");

    public string Say(string key, params ReadOnlySpan<(string Name, string Value)> values) => texts.Say(language, key, values);

    public bool Knows(string key) => texts.Has(language, key);

    /// <summary>`Tue 24 Nov`, with the year where it is not this year's.</summary>
    public string Date(LocalDate date)
    {
        var pattern = (language, date.Year == Today.Year) switch
        {
            ("de", true) => "ddd, d. MMM",
            ("de", false) => "ddd, d. MMM yyyy",
            (_, true) => "ddd d MMM",
            (_, false) => "ddd d MMM yyyy",
        };
        return date.ToString(pattern, Culture);
    }

    /// <summary>`14:30` in the reader's zone.</summary>
    public string Time(Instant instant) => instant.InZone(zone).TimeOfDay.ToString("HH:mm", Culture);

    /// <summary>`Tue 24 Nov, 14:30` in the reader's zone.</summary>
    public string DateAndTime(Instant instant) => $"{Date(instant.InZone(zone).Date)}, {Time(instant)}";

    /// <summary>A number with at most the given decimals, without trailing zeros.</summary>
    public string Number(decimal value, int decimals = 1) =>
        value.ToString(decimals == 0 ? "#,0" : "#,0." + new string('#', decimals), Culture);
}
