using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Preferences;

public static class PreferenceVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ChangeSettings.Name, typeof(ChangeSettings), ["settings", "preferences", "einstellungen"]) { WorksOutsidePilot = true },
        Words(SetInWords.Pause, ["pause"]),
        Words(SetInWords.Zone, ["zone", "zeitzone"]),
        Words(SetInWords.Language, ["language", "sprache"]),
        Words(SetInWords.Quiet, ["quiet", "ruhezeit"]),
        Words(SetInWords.Lead, ["lead", "vorlauf"], Audience.Managers),
        Words(SetInWords.Digest, ["digest"], Audience.Managers),
    ];

    private static Verb Words(string name, string[] aliases, Audience audience = Audience.Everyone) =>
        new(name, typeof(SetInWords), aliases, audience)
        {
            WorksOutsidePilot = true,
            Knows = (words, reader) => Wishes.Knows(name, words, reader),
        };
}
