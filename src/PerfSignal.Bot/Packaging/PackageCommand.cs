using System.CommandLine;
using System.Text;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Packaging;

/// <summary>`package teams FILE.zip` and `package slack FILE.json`: what an administrator uploads, with the ids from the settings.</summary>
public static class PackageCommand
{
    /// <param name="configuration">Asked for when the command runs.</param>
    public static Command Build(Func<IConfiguration> configuration) =>
        new("package", "Write the app package for Teams, or the app manifest for Slack, with the ids from the settings.")
        {
            Of("teams", "FILE.zip", ".zip", "Write the Teams app package; upload it in the Teams admin center.", configuration, Teams),
            Of("slack", "FILE.json", ".json", "Write the Slack app manifest; paste it at api.slack.com/apps.", configuration, Slack),
        };

    private static Command Of(
        string name,
        string help,
        string extension,
        string description,
        Func<IConfiguration> configuration,
        Func<SettingsReader, byte[]?> make
    )
    {
        var path = new Argument<string>("FILE") { Description = $"The file to write, {help}.", HelpName = help };
        var command = new Command(name, description) { path };
        command.SetAction(
            async (parsed, ct) =>
            {
                var (console, file) = (parsed.InvocationConfiguration, parsed.GetRequiredValue(path));
                if (WhyNot(file, extension) is { } problem)
                {
                    await console.Error.WriteLineAsync(problem);
                    return ExitCode.WrongInput;
                }

                var reader = new SettingsReader(configuration());
                if (make(reader) is not { } content)
                {
                    throw new SettingsException(reader.Problems);
                }

                await Write(file, content, ct);
                await console.Output.WriteLineAsync($"written {file}");
                return ExitCode.Good;
            }
        );
        return command;
    }

    private static byte[]? Teams(SettingsReader reader)
    {
        var id = reader.Text("Teams:AppId");
        if (!Guid.TryParse(id, out var appId) || appId == Guid.Empty)
        {
            reader.Wrong(
                "Teams:AppId",
                id is null ? "is empty" : "is not such an id",
                "Write the application (client) id of the bot, which stands in the Azure portal."
            );
        }

        return Address(reader) is { } url && reader.Problems.Count == 0 ? TeamsPackage.Make(appId, url) : null;
    }

    private static byte[]? Slack(SettingsReader reader) => Address(reader) is { } url ? Encoding.UTF8.GetBytes(Manifests.Slack(url)) : null;

    private static Uri? Address(SettingsReader reader)
    {
        if (
            Uri.TryCreate(reader.Text("Web:PublicUrl"), UriKind.Absolute, out var url)
            && url.Scheme == Uri.UriSchemeHttps
            && url.AbsolutePath == "/"
        )
        {
            return url;
        }

        reader.Wrong(
            "Web:PublicUrl",
            "is no https address without a path, and the platform calls the service there",
            "Write the address at which your reverse proxy serves it, such as https://perfsignal.example.com."
        );
        return null;
    }

    private static string? WhyNot(string file, string extension) =>
        !string.Equals(Path.GetExtension(file), extension, StringComparison.OrdinalIgnoreCase)
            ? $"{file} does not end with {extension}; name the file to write so."
        : Directory.Exists(file) ? $"{file} is a directory; name a file in it."
        : !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))
            ? $"The directory of {file} does not exist; make it first, or correct the path."
        : null;

    /// <summary>Beside the file first, so that a full disk leaves what was there.</summary>
    private static async Task Write(string file, byte[] content, CancellationToken ct)
    {
        var beside = file + ".part";
        try
        {
            await File.WriteAllBytesAsync(beside, content, ct);
            File.Move(beside, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentProblem($"{file} cannot be written ({e.Message.TrimEnd('.')}); check the rights of its directory.");
        }
    }
}
