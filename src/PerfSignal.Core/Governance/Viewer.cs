namespace PerfSignal.Core.Governance;

/// <summary>The person in whose name something is read or changed.</summary>
public readonly record struct Viewer(Guid PersonId);
