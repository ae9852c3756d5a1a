using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.pause`, `broadcast.resume`, `broadcast.retry` and `broadcast.copy`: what can be undone and is not asked about.</summary>
public sealed class SteerBroadcast(BroadcastActs acts, BroadcastViews cards) : IVerb
{
    public const string Pause = "broadcast.pause";
    public const string Resume = "broadcast.resume";
    public const string Retry = "broadcast.retry";
    public const string Copy = "broadcast.copy";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (!Guid.TryParse(command.Row, out var id))
        {
            return BroadcastViews.Gone(command.Reader);
        }

        var (result, word) = command.Verb switch
        {
            Pause => (await acts.Pause(command.Viewer, id, ct), "paused"),
            Resume => (await acts.Resume(command.Viewer, id, ct), "resumed"),
            Retry => (await acts.RetryFailed(command.Viewer, id, ct), "retried"),
            _ => (await acts.Copy(command.Viewer, id, ct), "copied"),
        };
        return await cards.Answer(command, result, BroadcastPhrases.Done(word, result, command.Reader), ct);
    }
}
