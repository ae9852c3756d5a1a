using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Slack;

/// <summary>The section `Slack`.</summary>
public sealed record SlackSettings
{
    public const string PublicApi = "https://slack.com/api/";

    public bool Enabled { get; init; }
    public string SigningSecret { get; init; } = "";

    /// <summary>Accepted too while the secret is being changed.</summary>
    public string? PreviousSigningSecret { get; init; }

    /// <summary>The one workspace's bot token (`xoxb-…`); null where workspaces install the app by `/slack/install`.</summary>
    public string? BotToken { get; init; }
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }

    /// <summary>Ends with a slash.</summary>
    public string ApiBaseUrl { get; init; } = PublicApi;

    internal static SlackSettings Read(SettingsReader reader)
    {
        var settings = new SlackSettings
        {
            Enabled = reader.Flag("Slack:Enabled"),
            SigningSecret = reader.Text("Slack:SigningSecret") ?? "",
            PreviousSigningSecret = reader.Text("Slack:PreviousSigningSecret"),
            BotToken = reader.Text("Slack:BotToken"),
            ClientId = reader.Text("Slack:ClientId"),
            ClientSecret = reader.Text("Slack:ClientSecret"),
            ApiBaseUrl = (reader.Address("Slack:ApiBaseUrl", PublicApi) ?? PublicApi).TrimEnd('/') + "/",
        };
        if (settings.Enabled)
        {
            settings.Check(reader);
        }

        return settings;
    }

    private void Check(SettingsReader reader)
    {
        if (SigningSecret.Length == 0)
        {
            reader.Wrong(
                "Slack:SigningSecret",
                "is empty, and without it anybody could pose as Slack",
                "Copy it from the app's page Basic Information, into the environment rather than a file."
            );
        }

        // With token rotation it begins with xoxe.xoxb- (https://docs.slack.dev/authentication/tokens).
        if (
            BotToken is not null
            && !BotToken.StartsWith("xoxb-", StringComparison.Ordinal)
            && !BotToken.StartsWith("xoxe.xoxb-", StringComparison.Ordinal)
        )
        {
            reader.Wrong(
                "Slack:BotToken",
                "is no bot token",
                "Copy the Bot User OAuth Token, which begins with xoxb-, from the app's page OAuth & Permissions."
            );
        }

        if ((ClientId is null) != (ClientSecret is null))
        {
            reader.Wrong(
                ClientId is null ? "Slack:ClientId" : "Slack:ClientSecret",
                "is empty, while the other of the two is set",
                "Set both, or neither and Slack:BotToken."
            );
        }
        else if (BotToken is null && ClientId is null)
        {
            reader.Wrong(
                "Slack:BotToken",
                "is empty, and no other way to a token is set",
                "Copy the bot token (xoxb-…) from the app's page OAuth & Permissions, or set Slack:ClientId and Slack:ClientSecret and install by /slack/install."
            );
        }
        else if (BotToken is not null && ClientId is not null)
        {
            reader.Wrong(
                "Slack:BotToken",
                "is set together with Slack:ClientId",
                "Set one of the two: a single workspace's token, or the way to install in several."
            );
        }
    }
}
