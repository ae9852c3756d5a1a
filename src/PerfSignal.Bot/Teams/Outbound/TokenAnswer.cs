using NodaTime;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>How asking for the bot's token ended.</summary>
internal abstract record TokenAnswer
{
    private TokenAnswer() { }

    /// <param name="EndsAt">From then on the connector refuses it.</param>
    public sealed record Issued(string Token, Instant EndsAt) : TokenAnswer
    {
        // A record prints its members; this one must not show up in a log by accident.
        public override string ToString() => $"a token that ends at {EndsAt}";
    }

    /// <param name="Word">Begins with `token_`; never a secret.</param>
    public sealed record Refused(FailureCategory Category, string Word, Duration? RetryAfter = null) : TokenAnswer;
}

/// <summary>Asks whoever hands out the bot's token for a new one; never throws for what is answered.</summary>
internal delegate Task<TokenAnswer> AskForToken(CancellationToken ct);
