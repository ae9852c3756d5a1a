using Microsoft.Extensions.Configuration;
using PerfSignal.Bot;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Packaging;

namespace PerfSignal.Tests.Packaging;

public sealed class PackageCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("perfsignal-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Writes_a_package_and_writes_it_again()
    {
        var file = Path.Combine(folder, "perf.zip");
        await Run("teams", file, Right).ShouldBeAsync(ExitCode.Good);
        var first = await File.ReadAllBytesAsync(file);
        await Run("teams", file, Right).ShouldBeAsync(ExitCode.Good);
        (await File.ReadAllBytesAsync(file)).ShouldBe(first);
        Directory.GetFiles(folder).ShouldBe([file]);
    }

    [Fact]
    public async Task Writes_the_manifest_of_slack()
    {
        var file = Path.Combine(folder, "slack.json");
        await Run("slack", file, ("Web:PublicUrl", "https://perf.example.org/")).ShouldBeAsync(ExitCode.Good);
        (await File.ReadAllTextAsync(file)).ShouldContain("https://perf.example.org/slack/commands");
    }

    [Theory]
    [InlineData("Teams:AppId", "", "application (client) id")]
    [InlineData("Teams:AppId", "perfsignal", "application (client) id")]
    [InlineData("Teams:AppId", "00000000-0000-0000-0000-000000000000", "application (client) id")]
    [InlineData("Web:PublicUrl", "", "https")]
    [InlineData("Web:PublicUrl", "http://localhost:5080", "https")]
    [InlineData("Web:PublicUrl", "https://example.org/perf", "https")]
    public async Task Says_which_setting_is_missing_and_writes_nothing(string key, string value, string says)
    {
        var file = Path.Combine(folder, "perf.zip");
        var refused = await Should.ThrowAsync<SettingsException>(() =>
            Run("teams", file, [.. Right.Where(s => s.Key != key), (key, value)])
        );

        refused.ExitCode.ShouldBe(2);
        refused.Problems.ShouldHaveSingleItem().Key.ShouldBe(key);
        refused.Message.ShouldContain(says);
        File.Exists(file).ShouldBeFalse();
    }

    [Theory]
    [InlineData("perf.json", "does not end with .zip")]
    [InlineData("no/such/perf.zip", "directory")]
    public async Task Says_what_is_wrong_with_the_file(string name, string says)
    {
        error = new StringWriter();
        await Run("teams", Path.Combine(folder, name), Right).ShouldBeAsync(ExitCode.WrongInput);
        error.ToString().ShouldContain(says);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_leaves_what_was_there()
    {
        var file = Path.Combine(folder, "perf.zip");
        await File.WriteAllTextAsync(file, "before");
        Directory.CreateDirectory(file + ".part");
        (await Should.ThrowAsync<EnvironmentProblem>(() => Run("teams", file, Right))).Message.ShouldContain("cannot be written");
        (await File.ReadAllTextAsync(file)).ShouldBe("before");
    }

    private static readonly (string Key, string Value)[] Right =
    [
        ("Teams:AppId", "11111111-2222-3333-4444-555555555555"),
        ("Web:PublicUrl", "https://perf.example.org"),
    ];

    private StringWriter error = new();

    private Task<int> Run(string what, string file, params (string Key, string Value)[] settings) =>
        PackageCommand
            .Build(() =>
                new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build()
            )
            .Parse([what, file])
            .InvokeAsync(
                new()
                {
                    Output = new StringWriter(),
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                }
            );
}

internal static class Awaited
{
    public static async Task ShouldBeAsync(this Task<int> task, int expected) => (await task).ShouldBe(expected);
}
