namespace PerfSignal.Core.Broadcasts;

/// <summary>What became of an act on a broadcast.</summary>
public abstract record BroadcastResult
{
    private BroadcastResult() { }

    /// <summary>It is done, now or already before: an act done twice is done once.</summary>
    public sealed record Done(Broadcast Broadcast) : BroadcastResult;

    /// <summary>It may not be done now; the word is of the texts (`broadcast_refused_…`).</summary>
    public sealed record Refused(string Word) : BroadcastResult;

    /// <param name="Errors">By field of <see cref="BroadcastWish"/> in camelCase a word of the texts (`broadcast_error_…`).</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Errors) : BroadcastResult;

    /// <summary>There is none, or none that the viewer may know of.</summary>
    public sealed record NotFound : BroadcastResult;
}
