using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars;

/// <summary>Whether a source of calendars accepts us at all, asked by the doctor.</summary>
/// <param name="Try">Null where it does.</param>
public sealed record AccessCheck(string Source, Func<CancellationToken, Task<CalendarSync.Failed?>> Try);
