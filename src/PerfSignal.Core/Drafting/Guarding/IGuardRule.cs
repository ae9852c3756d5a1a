namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>One reason for which a sentence is refused.</summary>
public interface IGuardRule
{
    /// <summary>The reason as it is counted.</summary>
    string Name { get; }

    bool Refuses(Statement statement);
}
