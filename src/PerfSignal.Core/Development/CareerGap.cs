using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Development;

/// <summary>Says how far a competency is from what a step asks for; what nobody assessed is unknown, not level 0.</summary>
public static class CareerGap
{
    /// <param name="wanted">1 to 5; null where the step does not ask for it.</param>
    public static string Say(Reader reader, int? wanted, int? self, int? manager)
    {
        if (wanted is not { } required || (manager ?? self) is not { } level)
        {
            return wanted is null ? "" : reader.Say("career_gap_unknown");
        }

        var gap =
            level >= required ? reader.Say("career_gap_none")
            : required - level == 1 ? reader.Say("career_gap_one")
            : reader.Say("career_gap_many", ("count", reader.Number(required - level, 0)));
        return (self, manager) switch
        {
            (_, null) => reader.Say("career_gap_by_self", ("gap", gap)),
            (null, _) => reader.Say("career_gap_by_manager", ("gap", gap)),
            _ when self != manager => reader.Say("career_gap_differs", ("gap", gap)),
            _ => gap,
        };
    }
}
