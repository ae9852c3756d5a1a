namespace PerfSignal.Bot.Web.SignIn;

/// <summary>Collapses refused sign-ins of nobody in particular to one entry of the audit log a kind and minute.</summary>
/// <remarks>
/// Anybody on the internet can begin a sign-in and call it off, and nothing is ever deleted from the audit log: a flood must add a bounded number of
/// entries. Every refusal is still in the log of the process.
/// </remarks>
internal sealed class RefusalPace(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private readonly Lock turn = new();
    private readonly Dictionary<string, DateTimeOffset> last = new(StringComparer.Ordinal);

    /// <param name="word">One of the few words of <see cref="SignInRefusedException"/>.</param>
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
