using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Preferences;

public static class PreferenceVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ChangeSettings.Name, typeof(ChangeSettings), ["settings", "preferences", "einstellungen"]) { WorksOutsidePilot = true },
        new(SetInWords.Pause, typeof(SetInWords), ["pause"]) { WorksOutsidePilot = true },
        new(SetInWords.Zone, typeof(SetInWords), ["zone", "zeitzone"]) { WorksOutsidePilot = true },
        new(SetInWords.Language, typeof(SetInWords), ["language", "sprache"]) { WorksOutsidePilot = true },
        new(SetInWords.Quiet, typeof(SetInWords), ["quiet", "ruhezeit"]) { WorksOutsidePilot = true },
        new(SetInWords.Lead, typeof(SetInWords), ["lead", "vorlauf"], Audience.Managers) { WorksOutsidePilot = true },
        new(SetInWords.Digest, typeof(SetInWords), ["digest"], Audience.Managers) { WorksOutsidePilot = true },
    ];
}
