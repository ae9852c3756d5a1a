using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Says a rule in words.</summary>
public static class AudienceWords
{
    /// <summary>Longer lists are cut; the whole rule stands in the broadcast.</summary>
    private const int Most = 200;

    public static string Of(AudienceRule rule, Texts texts, string language)
    {
        string Say(string key, params (string, string)[] values) => texts.Say(language, "broadcast_to_" + key, values);
        string Names(IEnumerable<string> names) => Briefs.BriefCards.Cut(string.Join(", ", names), Most);
        List<string> parts = [];
        if (rule.Managers)
        {
            parts.Add(Say("managers"));
        }

        if (rule.CycleId is not null)
        {
            parts.Add(Say(rule.StepId is null ? "cycle" : "step"));
        }

        foreach (
            var (key, names) in new[]
            {
                ("role_families", rule.RoleFamilies),
                ("departments", rule.Departments),
                ("locations", rule.Locations),
            }
        )
        {
            if (names.Count > 0)
            {
                parts.Add(Say(key, ("names", Names(names))));
            }
        }

        if (rule.Emails.Count > 0)
        {
            parts.Add(Say("list"));
        }

        return parts.Count == 0 ? Say("everyone") : string.Join(Say("and"), parts);
    }
}
