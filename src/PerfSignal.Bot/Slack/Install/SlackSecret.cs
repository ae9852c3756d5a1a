using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>The tokens of an installation as they stand, encrypted, in its row.</summary>
/// <param name="Refresh">Null where tokens of the app do not end.</param>
internal sealed record SlackSecret(string Token, string? Refresh)
{
    private const string Purpose = "PerfSignal.Slack.Installation";

    public string Protect(IDataProtectionProvider protection) =>
        protection.CreateProtector(Purpose).Protect(JsonSerializer.Serialize(this));

    /// <returns>Null where the keys it was encrypted with are gone.</returns>
    public static SlackSecret? Unprotect(IDataProtectionProvider protection, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SlackSecret>(protection.CreateProtector(Purpose).Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Not the tokens: a record prints its members, and a log is no place for these.</summary>
    public override string ToString() => nameof(SlackSecret);
}
