using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Preferences;

public static class PreferenceVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ChangeSettings.Name, typeof(ChangeSettings), ["settings", "preferences", "einstellungen"]),
        new(SetInWords.Pause, typeof(SetInWords), ["pause"]),
        new(SetInWords.Zone, typeof(SetInWords), ["zone", "zeitzone"]),
        new(SetInWords.Language, typeof(SetInWords), ["language", "sprache"]),
        new(SetInWords.Quiet, typeof(SetInWords), ["quiet", "ruhezeit"]),
        new(SetInWords.Lead, typeof(SetInWords), ["lead", "vorlauf"], Audience.Managers),
        new(SetInWords.Digest, typeof(SetInWords), ["digest"], Audience.Managers),
    ];
}
