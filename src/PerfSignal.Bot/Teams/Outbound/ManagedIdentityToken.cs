using Azure;
using Azure.Core;
using Azure.Identity;
using NodaTime;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>Asks the machine that the service runs on for the token of the bot's managed identity.</summary>
internal sealed class ManagedIdentityToken(TokenCredential credential, TimeProvider clock)
{
    /// <summary>The user-assigned identity whose client id is the bot's application id.</summary>
    public static TokenCredential Of(TeamsSettings settings) =>
        new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(settings.AppId));

    public async Task<TokenAnswer> Ask(CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Exchange.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext([BotScope.Public]), either.Token);
            return new TokenAnswer.Issued(token.Token, Instant.FromDateTimeOffset(token.ExpiresOn));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new TokenAnswer.Refused(FailureCategory.Transient, "token_timeout");
        }
        catch (CredentialUnavailableException)
        {
            return new TokenAnswer.Refused(FailureCategory.Unauthorized, "token_no_managed_identity");
        }
        catch (AuthenticationFailedException failed)
        {
            return failed.InnerException is RequestFailedException { Status: >= 400 and < 500 and not 408 and not 429 }
                ? new TokenAnswer.Refused(FailureCategory.Unauthorized, "token_managed_identity_refused")
                : new TokenAnswer.Refused(FailureCategory.Transient, "token_managed_identity_failed");
        }
    }
}
