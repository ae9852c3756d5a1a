using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>The bot's token for Teams' connector: asked for once, however many need it at the same time, and kept until shortly before its end.</summary>
internal sealed class BotToken(AskForToken ask, TimeProvider clock)
{
    /// <summary>How long before its end a token is renewed; one that lives shorter than twice this, at half its life.</summary>
    private static readonly Duration Early = Duration.FromMinutes(5);

    /// <summary>How long a token that still holds is used on after renewing it failed.</summary>
    private static readonly Duration UsedOn = Duration.FromSeconds(30);

    private readonly Lock turn = new();
    private TokenAnswer.Issued? known;
    private Instant renewAt;
    private Task<TokenAnswer>? asking;

    /// <param name="refused">A token that the connector did not accept; it is not given again.</param>
    public Task<TokenAnswer> Get(string? refused, CancellationToken ct)
    {
        lock (turn)
        {
            if (refused is not null && known?.Token == refused)
            {
                known = null;
            }

            if (known is { } token && clock.Now() < renewAt)
            {
                return Task.FromResult<TokenAnswer>(token);
            }

            // Not with the token of one caller: the others wait for the same answer.
            asking ??= Task.Run(Renew, CancellationToken.None);
            return asking.WaitAsync(ct);
        }
    }

    private async Task<TokenAnswer> Renew()
    {
        try
        {
            return Keep(await ask(CancellationToken.None));
        }
        finally
        {
            lock (turn)
            {
                asking = null;
            }
        }
    }

    private TokenAnswer Keep(TokenAnswer answer)
    {
        var now = clock.Now();
        lock (turn)
        {
            if (answer is TokenAnswer.Issued issued)
            {
                known = issued;
                renewAt = Instant.Max(issued.EndsAt - Early, now + ((issued.EndsAt - now) / 2));
                return issued;
            }

            if (known is { } still && now < still.EndsAt)
            {
                renewAt = Instant.Min(now + UsedOn, still.EndsAt);
                return still;
            }

            return answer;
        }
    }
}
