using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

public static class BroadcastVerbs
{
    public const string Page = "/hr/nudges";

    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ListBroadcasts.Name, typeof(ListBroadcasts), ["nudge", "nudges", "rundnachricht", "rundnachrichten"], Audience.Hr)
        {
            SlashCommand = "/nudge",
            Page = Page,
        },
        Button(WriteBroadcast.Name, typeof(WriteBroadcast)),
        Button(ShowBroadcast.Name, typeof(ShowBroadcast)),
        Button(PreviewBroadcast.Name, typeof(PreviewBroadcast)),
        Button(DryRunBroadcast.Name, typeof(DryRunBroadcast)),
        Button(SendBroadcast.Send, typeof(SendBroadcast)),
        Button(SendBroadcast.Approve, typeof(SendBroadcast)),
        Button(RefuseBroadcast.Name, typeof(RefuseBroadcast)),
        Button(SteerBroadcast.Pause, typeof(SteerBroadcast)),
        Button(SteerBroadcast.Resume, typeof(SteerBroadcast)),
        Button(StopBroadcast.Cancel, typeof(StopBroadcast)),
        Button(StopBroadcast.Retract, typeof(StopBroadcast)),
        Button(EditBroadcast.Name, typeof(EditBroadcast)),
        Button(SteerBroadcast.Retry, typeof(SteerBroadcast)),
        Button(SteerBroadcast.Copy, typeof(SteerBroadcast)),
    ];

    private static Verb Button(string name, Type handler) => new(name, handler, [], Audience.Hr) { Page = Page };
}
