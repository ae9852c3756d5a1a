namespace PerfSignal.Core.Calendar;

/// <summary>Why a planned 1:1 was dropped; each word has a sentence `dropped_WORD` in the texts.</summary>
public static class DroppedBecause
{
    public const string Cancelled = "cancelled";
    public const string Declined = "declined";

    /// <summary>The event is there no longer, or is no longer one of exactly these two people.</summary>
    public const string NotAPair = "not_a_pair";

    /// <summary>Overlaps another 1:1 of the pair, which keeps the brief.</summary>
    public const string Duplicate = "duplicate";
    public const string ManagerChanged = "manager_changed";

    /// <summary>One of the two does not work here on that day.</summary>
    public const string Departed = "departed";

    /// <summary>A cadence's day on which the pair has a 1:1 in the calendar.</summary>
    public const string CalendarInstead = "calendar_instead";

    /// <summary>The cadence was ended, or no longer falls on this day.</summary>
    public const string CadenceChanged = "cadence_changed";

    /// <summary>No pilot wave takes in both of the two.</summary>
    public const string NotInPilot = People.PilotGate.Reason;

    /// <summary>Moved to a time that is already past.</summary>
    public const string Past = "past";

    public static IReadOnlyList<string> All { get; } =
    [Cancelled, Declined, NotAPair, Duplicate, ManagerChanged, Departed, CalendarInstead, CadenceChanged, NotInPilot, Past];
}
