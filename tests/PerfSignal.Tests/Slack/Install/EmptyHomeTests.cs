using System.Diagnostics;
using System.Net;
using PerfSignal.Bot.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Install;

/// <summary>Keys live in the database: processes with empty home directories read what another encrypted.</summary>
public sealed class EmptyHomeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("perfsignal-home-").FullName;

    [Fact]
    public async Task A_link_made_in_one_home_is_good_in_another_and_neither_holds_keys()
    {
        var (database, one, two) = (Path.Combine(folder, "home.db"), Path.Combine(folder, "one"), Path.Combine(folder, "two"));
        await using var slack = await SlackStandIn.Start();

        var first = await Link(database, one, slack);
        var second = await Link(database, two, slack);

        // Both were made with the one key that stands in the database.
        first.Code[..20].ShouldBe(second.Code[..20], $"{first.Error}\n{second.Error}");
        first.Code.ShouldNotBe(second.Code);
        await using var data = DatabaseSetup.Open(new DatabaseOptions { ConnectionString = $"Data Source={database};Pooling=False" });
        data.Set<Core.Data.DataProtectionKeyRow>().Count().ShouldBe(1);
        Directory.EnumerateFiles(one, "*.xml", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(two, "*.xml", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static async Task<(string Code, string Error)> Link(string database, string home, SlackStandIn slack)
    {
        Directory.CreateDirectory(home);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "PerfSignal.Bot.dll"), "doctor", "--slack-install" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var (key, value) in new[]
            {
                ("HOME", home),
                ("Database__ConnectionString", $"Data Source={database};Pooling=False"),
                ("Slack__Enabled", "true"),
                ("Slack__SigningSecret", "s"),
                ("Slack__ClientId", "client"),
                ("Slack__ClientSecret", "client-secret"),
                ("Slack__ApiBaseUrl", slack.ApiBaseUrl),
            }
        )
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await output + await error);
        var link = new Uri((await output).Trim());
        link.AbsolutePath.ShouldBe("/slack/install");
        return (WebUtility.UrlDecode(link.Query["?code=".Length..]), await error);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
