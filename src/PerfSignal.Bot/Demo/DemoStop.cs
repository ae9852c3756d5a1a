using System.Runtime.InteropServices;

namespace PerfSignal.Bot.Demo;

/// <summary>Ctrl+C and SIGTERM while the sample company is being made, so that its folder is removed all the same.</summary>
internal sealed class DemoStop : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration[] signals;

    public DemoStop(CancellationToken ct)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
    }

    public CancellationToken Token => source.Token;

    public bool Asked => source.IsCancellationRequested;

    public void Dispose()
    {
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}
