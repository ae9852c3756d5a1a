using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Drafting;

public static class DraftVerbs
{
    public static IReadOnlyList<Verb> All { get; } = [];
}
