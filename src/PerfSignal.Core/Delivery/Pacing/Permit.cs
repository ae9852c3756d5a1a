using NodaTime;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>Lets one call leave. It counts as leaving until it says that it was written, at the latest until it is disposed.</summary>
public sealed class Permit : IDisposable
{
    private readonly Action? written;
    private bool said;

    private Permit() { }

    internal Permit(Instant entered, Action written) => (Entered, this.written) = (entered, written);

    /// <summary>One for a platform without a limit.</summary>
    internal static Permit Free { get; } = new();

    /// <summary>Not now: nothing may leave, and it is worth trying again after this.</summary>
    internal static Permit After(Duration wait) => new() { Wait = wait };

    /// <summary>Set where the call may not leave: the line is longer than a call can wait for, the workspace is held, or the caller gave up.</summary>
    public Duration? Wait { get; private init; }

    internal Instant Entered { get; }

    /// <summary>The request was handed to the network just now.</summary>
    public void Written()
    {
        said = true;
        written?.Invoke();
    }

    public void Dispose()
    {
        if (!said)
        {
            Written();
        }
    }
}
