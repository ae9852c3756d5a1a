namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>What was read from a calendar text, with what was passed over.</summary>
public sealed record IcsCalendar(IReadOnlyList<IcsSeries> Series, IReadOnlyList<IcsProblem> Warnings);
