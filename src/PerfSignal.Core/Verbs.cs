using PerfSignal.Core.Conversing;

namespace PerfSignal.Core;

/// <summary>Every verb of the product, by feature.</summary>
public static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } = [];
}
