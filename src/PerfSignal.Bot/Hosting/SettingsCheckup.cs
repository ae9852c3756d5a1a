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
            yield return new Finding(
                "platforms",
                Grade.Bad,
                "No platform is switched on: nobody can be reached.",
                "Set Web:Enabled to true."
            );
        }
        else if (settings.Web.DemoSignIn)
        {
            yield return new Finding(
                "platforms",
                Grade.Note,
                "The web lets anybody on this machine be anybody (Web:DemoSignIn).",
                "Only for trying the product: Production refuses it, and sign-in for real people is not in this version."
            );
        }
        else
        {
            yield return new Finding(
                "platforms",
                Grade.Note,
                "Briefs go to the web chat, but nobody can sign in there: sign-in for real people is not in this version.",
                "Nothing is set wrongly. The command `brief` prints any brief; to try the chat on this machine, set Web:DemoSignIn to true and ASPNETCORE_ENVIRONMENT to Development."
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
