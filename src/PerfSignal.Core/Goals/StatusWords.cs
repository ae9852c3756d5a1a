namespace PerfSignal.Core.Goals;

/// <summary>The words for a goal's status, in English and German alike whoever writes them.</summary>
public static class StatusWords
{
    private static readonly Dictionary<string, GoalStatus> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["open"] = GoalStatus.Open,
        ["offen"] = GoalStatus.Open,
        ["on track"] = GoalStatus.OnTrack,
        ["on plan"] = GoalStatus.OnTrack,
        ["im plan"] = GoalStatus.OnTrack,
        ["auf kurs"] = GoalStatus.OnTrack,
        ["at risk"] = GoalStatus.AtRisk,
        ["off track"] = GoalStatus.AtRisk,
        ["gefährdet"] = GoalStatus.AtRisk,
        ["gefaehrdet"] = GoalStatus.AtRisk,
        ["done"] = GoalStatus.Done,
        ["reached"] = GoalStatus.Done,
        ["erledigt"] = GoalStatus.Done,
        ["erreicht"] = GoalStatus.Done,
        ["fertig"] = GoalStatus.Done,
        ["dropped"] = GoalStatus.Dropped,
        ["gestrichen"] = GoalStatus.Dropped,
    };

    public static GoalStatus? Read(string words) =>
        Known.TryGetValue(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), out var status)
            ? status
            : null;
}
