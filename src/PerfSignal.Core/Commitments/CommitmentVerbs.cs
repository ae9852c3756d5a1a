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
        new(LogCommitment.Name, typeof(LogCommitment), ["commit"]) { TakesMessage = true, PlainWords = typeof(PromiseWords) },
        new(NoteCommitments.Name, typeof(NoteCommitments), []) { PlainWords = typeof(PromiseWords) },
        new(ShowCommitment.Name, typeof(ShowCommitment), []),
        new(CloseCommitment.Done, typeof(CloseCommitment), []),
        new(CloseCommitment.Drop, typeof(CloseCommitment), []),
        new(CloseCommitment.Reopen, typeof(CloseCommitment), []),
        new(MoveCommitment.Name, typeof(MoveCommitment), []),
    ];
}
