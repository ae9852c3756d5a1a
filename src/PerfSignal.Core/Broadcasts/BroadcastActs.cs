using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Everything that people do with broadcasts; each act may be done twice, and of two people who act at once one is told.</summary>
public sealed class BroadcastActs(BroadcastWriting writing, BroadcastApproval approval, BroadcastSteering steering)
{
    /// <summary>Keeps a draft; what was asked for or scheduled already is a draft again and needs a new approval.</summary>
    /// <param name="id">Null for a new one.</param>
    public Task<BroadcastResult> Save(Viewer viewer, Guid? id, BroadcastWish wish, CancellationToken ct) =>
        writing.Save(viewer, id, wish, ct);

    /// <summary>What is wrong with a wish, by field; nothing is kept.</summary>
    public Task<IReadOnlyDictionary<string, string>> Problems(Viewer viewer, BroadcastWish wish, CancellationToken ct) =>
        writing.Problems(viewer, wish, ct);

    /// <summary>The wish as it would be kept: to nobody of whom the viewer is not HR.</summary>
    public Task<BroadcastWish> Within(Viewer viewer, BroadcastWish wish, CancellationToken ct) => writing.Within(viewer, wish, ct);

    /// <summary>A draft of the viewer's own with the same content.</summary>
    public Task<BroadcastResult> Copy(Viewer viewer, Guid id, CancellationToken ct) => writing.Copy(viewer, id, ct);

    /// <summary>Sends or schedules it, or asks a second person where it goes to many.</summary>
    public Task<BroadcastResult> Request(Viewer viewer, Guid id, CancellationToken ct) => approval.Request(viewer, id, ct);

    /// <summary>Lets it go, or an edit of it; never for what is one's own.</summary>
    /// <param name="seen">The <see cref="Broadcast.Version"/> that was looked at; null where it is not to be asked.</param>
    public Task<BroadcastResult> Approve(Viewer viewer, Guid id, CancellationToken ct, Guid? seen = null) =>
        approval.Approve(viewer, id, seen, ct);

    /// <param name="reason">At most <see cref="Broadcast.MaxRemark"/> characters, shown to the author.</param>
    public Task<BroadcastResult> Refuse(Viewer viewer, Guid id, string reason, CancellationToken ct) =>
        approval.Refuse(viewer, id, reason, ct);

    public Task<BroadcastResult> Pause(Viewer viewer, Guid id, CancellationToken ct) => steering.Pause(viewer, id, ct);

    public Task<BroadcastResult> Resume(Viewer viewer, Guid id, CancellationToken ct) => steering.Resume(viewer, id, ct);

    /// <summary>What has not left never will.</summary>
    public Task<BroadcastResult> Cancel(Viewer viewer, Guid id, CancellationToken ct) => steering.Cancel(viewer, id, ct);

    /// <summary>Takes back what was sent and cancels the rest.</summary>
    public Task<BroadcastResult> Retract(Viewer viewer, Guid id, CancellationToken ct) => steering.Retract(viewer, id, ct);

    public Task<BroadcastResult> RetryFailed(Viewer viewer, Guid id, CancellationToken ct) => steering.RetryFailed(viewer, id, ct);

    /// <summary>Other words in what was sent, and for those who still wait; a second person is asked where one was, or would be, for the send.</summary>
    public Task<BroadcastResult> EditSent(Viewer viewer, Guid id, string? textEn, string? textDe, CancellationToken ct) =>
        writing.EditSent(viewer, id, textEn, textDe, ct);
}
