using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>Says a pace as a plain sentence; empty where there is nothing to say.</summary>
public static class PaceText
{
    public static string Of(Pace pace, Reader reader) =>
        pace switch
        {
            Pace.Governed => reader.Say("goal_pace_governed"),
            Pace.TooEarly => reader.Say(
                "goal_pace_early",
                ("reports", reader.Number(Pace.MinimumReports, 0)),
                ("days", reader.Number(Pace.MinimumDays, 0))
            ),
            Pace.Quiet => reader.Say("goal_pace_quiet", ("days", reader.Number(Pace.QuietDays, 0))),
            Pace.Back back => reader.Say("goal_pace_back", ("date", reader.Date(back.Since)), ("then", reader.Number(back.Then))),
            Pace.Ahead ahead => Of(ahead, reader),
            _ => "",
        };

    private static string Of(Pace.Ahead ahead, Reader reader)
    {
        var full = ahead.Full is { } day ? reader.Date(day) : null;
        if (ahead.Due is not { } due)
        {
            return full is null ? reader.Say("goal_pace_far") : reader.Say("goal_pace_full", ("full", full));
        }

        var date = reader.Date(due);
        return (ahead.ByDue, full) switch
        {
            (null, null) => reader.Say("goal_pace_late_far", ("due", date)),
            (null, _) => reader.Say("goal_pace_late", ("due", date), ("full", full)),
            (100, { }) => reader.Say("goal_pace_in_time", ("due", date), ("full", full)),
            ({ } share, null) => reader.Say("goal_pace_short_far", ("share", reader.Number(share, 0)), ("due", date)),
            ({ } share, _) => reader.Say("goal_pace_short", ("share", reader.Number(share, 0)), ("due", date), ("full", full)),
        };
    }
}
