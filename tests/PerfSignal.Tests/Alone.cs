namespace PerfSignal.Tests;

/// <summary>Tests that count memory, which belongs to the whole process: they run one after the other, once all others have ended.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
