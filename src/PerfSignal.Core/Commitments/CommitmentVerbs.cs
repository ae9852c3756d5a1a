using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Commitments;

public static class CommitmentVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListCommitments.Name, typeof(ListCommitments), ["commitments"]),
        new(LogCommitment.Name, typeof(LogCommitment), ["commit"]),
        new(CloseCommitment.Name, typeof(CloseCommitment), []),
    ];
}
