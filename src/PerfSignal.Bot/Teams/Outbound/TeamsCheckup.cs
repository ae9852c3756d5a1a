using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>What the doctor finds about Teams: whether the bot can prove who it is, and whether requests of Teams can be checked. No call takes longer than ten seconds.</summary>
public static class TeamsCheckup
{
    private const string Area = "teams";

    public static async Task<IReadOnlyList<Finding>> Run(TeamsSettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (!settings.Enabled)
        {
            return [];
        }

        if (!IsComplete(settings))
        {
            return [new Finding(Area, Grade.Note, "Not looked at, because its settings are wrong.", "Mend the settings first.")];
        }

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(settings)
            .AddSingleton(clock)
            .AddTeamsCalls(settings)
            .BuildServiceProvider();
        var found = await Task.WhenAll(
            Token(settings, services.GetRequiredService<BotToken>(), ct),
            Metadata(settings, services.GetRequiredService<Exchange>(), ct)
        );
        return found;
    }

    private static bool IsComplete(TeamsSettings settings) =>
        Guid.TryParse(settings.AppId, out _)
        && Guid.TryParse(settings.TenantId, out _)
        && Uri.TryCreate(settings.OpenIdMetadataUrl, UriKind.Absolute, out _)
        && (settings.TokenEndpoint is null || Uri.TryCreate(settings.TokenEndpoint, UriKind.Absolute, out _));

    private static async Task<Finding> Token(TeamsSettings settings, BotToken tokens, CancellationToken ct)
    {
        if (settings is { ClientSecret: null, CertificateFile: null, UseManagedIdentity: false })
        {
            return new Finding(
                Area,
                Grade.Note,
                "The bot has no secret: it talks only to a stand-in of Teams on this machine (Teams:AllowUnauthenticatedLoopback).",
                "For Teams itself set that to false, and one of Teams:ClientSecret, Teams:CertificateFile and Teams:UseManagedIdentity."
            );
        }

        var (key, way) =
            settings.UseManagedIdentity ? ("Teams:UseManagedIdentity", "its managed identity")
            : settings.CertificateFile is not null ? ("Teams:CertificateFile", "its certificate")
            : ("Teams:ClientSecret", "its secret");
        return await tokens.Get(null, ct) switch
        {
            TokenAnswer.Issued issued => Finding.Good(Area, $"the bot {settings.AppId} gets a token by {way}, until {issued.EndsAt}"),
            TokenAnswer.Refused { Category: FailureCategory.Unauthorized } refused => new Finding(
                Area,
                Grade.Bad,
                $"The bot gets no token by {way}: {refused.Word}. Nothing can be sent in Teams.",
                Mend(refused.Word, key)
            ),
            TokenAnswer.Refused refused => new Finding(
                Area,
                Grade.Outside,
                $"Whoever hands out the bot's token cannot be reached or does not answer ({refused.Word.Replace("token_", "", StringComparison.Ordinal)}).",
                settings.UseManagedIdentity
                    ? "Run the service on the machine in Azure to which the identity is assigned."
                    : $"Let this machine reach {Host(settings.TokenEndpoint ?? "https://login.microsoftonline.com")} by https; behind a proxy set HTTPS_PROXY."
            ),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>By Entra's numbers (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).</summary>
    private static string Mend(string word, string key) =>
        word switch
        {
            "token_certificate_unreadable" =>
                "Write certificate and unencrypted RSA key into the one PEM file of Teams:CertificateFile, readable by the service's account.",
            "token_no_managed_identity" or "token_managed_identity_refused" =>
                "Assign the identity whose client id is Teams:AppId to the machine that runs the service.",
            _ when word.EndsWith("AADSTS7000222", StringComparison.Ordinal) =>
                "The secret has ended: make a new one in the app registration, under Certificates & secrets, and set Teams:ClientSecret.",
            _ when word.EndsWith("AADSTS7000215", StringComparison.Ordinal) =>
                "The secret is wrong: set Teams:ClientSecret to its value, not to its id; a lost value cannot be read again, make a new one.",
            _ when word.EndsWith("AADSTS700016", StringComparison.Ordinal) =>
                "Entra does not know the app in this tenant: compare Teams:AppId and Teams:TenantId with the app registration's overview.",
            _ when word.EndsWith("AADSTS90002", StringComparison.Ordinal) =>
                "Entra does not know the tenant: set Teams:TenantId to the directory (tenant) id of your organisation.",
            _ when word.EndsWith("AADSTS700027", StringComparison.Ordinal) =>
                "Entra does not know the certificate: upload its public part in the app registration, under Certificates & secrets.",
            _ => $"Compare Teams:AppId, Teams:TenantId and {key} with the app registration.",
        };

    private static async Task<Finding> Metadata(TeamsSettings settings, Exchange exchange, CancellationToken ct)
    {
        var url = settings.OpenIdMetadataUrl;
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var outcome = await exchange.Run(request, ct);
        if (outcome is Outcome.Answered { Status: 200 } answered && LenientJson.Text(answered.Body, "jwks_uri") is not null)
        {
            return Finding.Good(Area, $"the keys that requests of Teams are checked by are announced at {Host(url)}");
        }

        var why = outcome switch
        {
            Outcome.Broken broken => broken.Word,
            Outcome.Answered { Status: 200 } => "it says something else",
            Outcome.Answered other => $"status {other.Status}",
            _ => throw new NotSupportedException(),
        };
        return new Finding(
            Area,
            Grade.Outside,
            $"The keys that requests of Teams are checked by cannot be had from {Host(url)} ({why}); every request of Teams is refused.",
            "Let this machine reach that host by https, behind a proxy with HTTPS_PROXY, or correct Teams:OpenIdMetadataUrl."
        );
    }

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Authority : url;
}
