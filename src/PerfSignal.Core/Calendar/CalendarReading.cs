using NodaTime;

namespace PerfSignal.Core.Calendar;

/// <summary>What was read of one person's calendar.</summary>
/// <param name="Source">`ics`, `graph` or `google`.</param>
/// <param name="Covered">The time for which instances were worked out.</param>
public sealed record CalendarReading(string Source, Interval Covered, IReadOnlyList<CalendarInstance> Instances)
{
    /// <summary>
    /// UIDs of which every instance within <see cref="Covered"/> is listed: one that is not was removed. Null for a full synchronisation,
    /// where that holds for every event.
    /// </summary>
    public IReadOnlySet<string>? WholeSeries { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// UIDs of events that take place once. A calendar file writes the new start of such an event over the old one, so that only the UID tells
    /// that it was moved.
    /// </summary>
    public IReadOnlySet<string> Single { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ids of instances (<see cref="CalendarInstance.ProviderId"/>), or of series, that the source names as removed, in a reading of changes.</summary>
    public IReadOnlySet<string> Removed { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Reduced definitions of series by UID, to work out later instances without the file.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Works out the instances of a kept series definition within a window; implemented by the reader of the calendar's format.</summary>
/// <param name="definition">As it was in <see cref="CalendarReading.Definitions"/>.</param>
/// <param name="ownerZone">For floating times, which hold in the owner's zone.</param>
public delegate IReadOnlyList<CalendarInstance> ExpandSeries(string definition, Interval window, DateTimeZone ownerZone);

/// <summary>The end of one calendar import.</summary>
/// <param name="Removed">Instances that the calendar itself took out; marked cancelled.</param>
/// <param name="Missing">UIDs with meetings ahead that the file does not name any more; reported, never deleted.</param>
/// <param name="PassedOver">Instances that were not kept, by reason.</param>
public sealed record CalendarImported(
    int Added,
    int Changed,
    int Unchanged,
    int Removed,
    IReadOnlyList<string> Missing,
    IReadOnlyDictionary<PassedOver, int> PassedOver
);
