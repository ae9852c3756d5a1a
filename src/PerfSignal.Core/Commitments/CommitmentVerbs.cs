using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Commitments;

public static class CommitmentVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListCommitments.Name, typeof(ListCommitments), ["commitments"])
        {
            SlashCommand = "/commitments",
            Page = "/me",
            OnlyReadsAlone = true,
        },
        new(LogCommitment.Name, typeof(LogCommitment), ["commit"]) { TakesMessage = true },
        new(CloseCommitment.Name, typeof(CloseCommitment), []),
    ];
}
