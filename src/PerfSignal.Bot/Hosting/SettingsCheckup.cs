using NodaTime;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds without the database: settings, secrets, platforms, clock.</summary>
public static class SettingsCheckup
{
    /// <summary>Nobody's clock is right before the program was written.</summary>
    private static readonly Instant Written = Instant.FromUtc(2026, 11, 1, 0, 0);

    public static IEnumerable<Finding> Run(Settings settings, IReadOnlyList<SettingsProblem> problems, Instant now) =>
        [.. Problems(problems), .. Secrets(settings), .. Platforms(settings), .. Clocks(settings, now)];

    private static IEnumerable<Finding> Problems(IReadOnlyList<SettingsProblem> problems) =>
        problems.Count == 0
            ? [Finding.Good("settings", "every setting is known and well formed")]
            : problems.Select(problem => new Finding(
                "settings",
                problem.Outside ? Grade.Outside : Grade.Bad,
                $"{problem.Key} {problem.What}.",
                problem.Mend
            ));

    private static IEnumerable<Finding> Secrets(Settings settings)
    {
        yield return new Finding("secrets", Grade.Note, "The audit log is kept, but this version does not seal or sign it.");
        if (settings.DataProtection.KeyFile is not { } path)
        {
            yield return new Finding(
                "secrets",
                Grade.Note,
                "DataProtection:KeyFile is not set: keys that protect sign-ins stand unencrypted in the database.",
                "Make a file with `openssl rand -base64 32` and name it there."
            );
        }
        else if (File.Exists(path))
        {
            yield return OthersMayRead(path)
                ? new Finding(
                    "secrets",
                    Grade.Bad,
                    "The file of DataProtection:KeyFile can be read by other accounts.",
                    $"Run `chmod 600 {path}`."
                )
                : Finding.Good("secrets", "DataProtection:KeyFile names a file that only its owner reads");
        }
    }

    private static bool OthersMayRead(string path) =>
        !OperatingSystem.IsWindows()
        && (
            File.GetUnixFileMode(path)
            & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)
        ) != UnixFileMode.None;

    private static IEnumerable<Finding> Platforms(Settings settings)
    {
        if (!settings.Web.Enabled)
        {
            if (!settings.Teams.Enabled && !settings.Slack.Enabled)
            {
                yield return new Finding(
                    "platforms",
                    Grade.Bad,
                    "No platform is switched on: nobody can be reached.",
                    "Set Web:Enabled to true, or connect Teams or Slack."
                );
            }
        }
        else if (settings.Web.DemoSignIn)
        {
            yield return new Finding(
                "platforms",
                Grade.Note,
                "The web lets anybody on this machine be anybody (Web:DemoSignIn).",
                "Only for trying the product: Production refuses it. People sign in by Web:Oidc, or by a link they ask for in Teams or Slack."
            );
        }
        else
        {
            foreach (var finding in SignIn(settings))
            {
                yield return finding;
            }
        }
    }

    /// <summary>The ways of real people into the web pages; without one the service still runs, so that this is for the operator to know.</summary>
    private static IEnumerable<Finding> SignIn(Settings settings)
    {
        var chat = settings.Teams.Enabled || settings.Slack.Enabled;
        if (settings.Oidc.Enabled)
        {
            yield return Finding.Good(
                "platforms",
                $"people sign in on the web by {settings.Oidc.Authority}; the redirect URI to register there is {settings.Web.PublicUrl?.TrimEnd('/')}/sign-in/callback"
            );
        }

        if (chat && settings.Web.PublicUrl is { } address)
        {
            yield return Finding.Good("platforms", $"people who write `open` in chat get a link to {address}");
        }
        else if (!settings.Oidc.Enabled)
        {
            yield return new Finding(
                "platforms",
                Grade.Note,
                chat
                    ? "Nobody can sign in on the web: there is no identity provider, and links cannot be given in chat."
                    : "Briefs go to the web chat, but nobody can sign in there.",
                chat
                    ? "Set Web:PublicUrl to the https address where people reach the pages, or set Web:Oidc, or Web:Enabled to false."
                    : "Set Web:Oidc:Authority, ClientId and ClientSecret, and Web:PublicUrl. The command `brief` prints any brief; to try the chat on this machine, set Web:DemoSignIn to true and ASPNETCORE_ENVIRONMENT to Development."
            );
        }
    }

    private static IEnumerable<Finding> Clocks(Settings settings, Instant now)
    {
        var zones = DateTimeZoneProviders.Tzdb.VersionId;
        yield return now < Written || now > Written + Duration.FromDays(36525)
            ? new Finding(
                "clocks",
                Grade.Outside,
                $"The system clock shows {now}.",
                "Set the clock and let it be kept right (for example by chrony)."
            )
            : Finding.Good(
                "clocks",
                $"the system clock shows {now}; in {settings.Organization.TimeZone} it is {now.InZone(DateTimeZoneProviders.Tzdb[settings.Organization.TimeZone]):HH:mm}"
            );
        yield return Finding.Good("clocks", $"time zones: {zones}");
    }
}
