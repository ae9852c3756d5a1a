namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>
/// A single event or a series with the replacements of some instances. The master is null when only replacements are known, as for a guest
/// of one instance.
/// </summary>
public sealed record IcsSeries(string Uid, IcsEvent? Master, IReadOnlyList<IcsEvent> Overrides)
{
    /// <summary>The series as a small calendar text to be kept, from which its instances can be worked out again without the file.</summary>
    public string ToText()
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        IcsWriter.Write(writer, Master is null ? Overrides : [Master, .. Overrides]);
        return writer.ToString();
    }

    /// <exception cref="IcsException">The text was not made by <see cref="ToText"/>.</exception>
    public static IcsSeries Parse(string text) =>
        IcsReader.Read(text).Series is [var series] ? series : throw new IcsException(1, "the text must hold exactly one series; import the calendar again.");
}
