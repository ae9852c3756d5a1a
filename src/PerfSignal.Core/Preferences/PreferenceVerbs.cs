using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Preferences;

public static class PreferenceVerbs
{
    public static IReadOnlyList<Verb> All { get; } = [];
}
