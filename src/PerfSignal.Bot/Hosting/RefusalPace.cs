namespace PerfSignal.Bot.Hosting;

/// <summary>Collapses refusals of nobody in particular to one entry of the audit log a kind and minute.</summary>
/// <remarks>
/// Anybody on the internet can be refused as often as they like, and nothing is ever deleted from the audit log: a flood must add a bounded number
/// of entries.
/// </remarks>
internal sealed class RefusalPace(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private readonly Lock turn = new();
    private readonly Dictionary<string, DateTimeOffset> last = new(StringComparer.Ordinal);

    /// <param name="word">One of a few words of ours.</param>
    public bool IsFirstOfItsMinute(string word)
    {
        var now = clock.GetUtcNow();
        lock (turn)
        {
            if (last.TryGetValue(word, out var before) && before + Between > now)
            {
                return false;
            }

            last[word] = now;
            return true;
        }
    }
}
