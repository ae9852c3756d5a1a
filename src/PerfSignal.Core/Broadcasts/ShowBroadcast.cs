using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.show`: one broadcast, to check it or to see how far it has got.</summary>
public sealed class ShowBroadcast(PerfSignalData data, BroadcastViews cards) : IVerb
{
    public const string Name = "broadcast.show";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var shown = Guid.TryParse(command.Row, out var id) ? await cards.Show(command, id, "", ct) : BroadcastViews.Gone(command.Reader);
        await data.SaveChangesAsync(ct);
        return shown;
    }
}
