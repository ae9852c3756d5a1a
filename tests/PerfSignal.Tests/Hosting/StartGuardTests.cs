using Microsoft.Extensions.Configuration;
using PerfSignal.Bot.Hosting;

namespace PerfSignal.Tests.Hosting;

public sealed class StartGuardTests
{
    [Theory]
    [InlineData("Web:DemoSignIn", "Development", "http://localhost:5080", null)]
    [InlineData("Web:DemoSignIn", "Development", "http://127.0.0.1:80", null)]
    [InlineData("Web:DemoSignIn", "Development", "http://[::1]:5080", null)]
    [InlineData("Web:DemoSignIn", "Production", "http://localhost:5080", "Production")]
    [InlineData("Web:DemoSignIn", "production", "http://localhost:5080", "Production")]
    [InlineData("Web:DemoSignIn", "Development", "http://0.0.0.0:5080", "0.0.0.0")]
    [InlineData("Web:DemoSignIn", "Development", "http://[::]:5080", "[::]")]
    [InlineData("Web:DemoSignIn", "Development", "http://*:5080", "*")]
    [InlineData("Web:DemoSignIn", "Development", "http://+:5080", "+")]
    [InlineData("Web:DemoSignIn", "Development", "http://192.168.1.5:5080", "192.168.1.5")]
    [InlineData("Web:DemoSignIn", "Development", "https://perf.example.com", "perf.example.com")]
    [InlineData("Web:DemoSignIn", "Development", "http://localhost.example.com", "localhost.example.com")]
    [InlineData("Web:DemoSignIn", "Development", "http://localhost:5080", "Slack:Enabled", "Slack:Enabled")]
    [InlineData("Web:DemoSignIn", "Development", "http://localhost:5080", "Teams:Enabled", "Teams:Enabled")]
    [InlineData("Teams:AllowUnauthenticatedLoopback", "Development", "http://localhost:5080", null, "Teams:Enabled")]
    [InlineData("Teams:AllowUnauthenticatedLoopback", "Development", "http://localhost:5080", "Slack:Enabled", "Slack:Enabled")]
    [InlineData("Teams:AllowUnauthenticatedLoopback", "Production", "http://localhost:5080", "Production")]
    [InlineData("Teams:AllowUnauthenticatedLoopback", "Development", "http://0.0.0.0:5080", "0.0.0.0")]
    [InlineData("Web:Enabled", "Production", "http://0.0.0.0:5080", null)]
    public void Doors_without_proof_open_only_on_ones_own_machine(
        string door,
        string environment,
        string address,
        string? because,
        string? alsoOn = null
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create(door, (string?)"true"),
                KeyValuePair.Create(alsoOn ?? "Briefs:LeadMinutes", (string?)"true"),
            ])
            .Build();

        var refusals = StartGuard.Refusals(configuration, environment, [address]);

        if (because is null)
        {
            refusals.ShouldBeEmpty();
            return;
        }

        var refusal = refusals.ShouldHaveSingleItem();
        refusal.Key.ShouldBe(door);
        refusal.What.ShouldContain(because);
        refusal.Mend.ShouldStartWith("Write false");
    }

    [Fact]
    public void A_closed_door_is_never_refused() =>
        StartGuard
            .Refusals(
                new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Web:DemoSignIn", (string?)"false")]).Build(),
                "Production",
                ["http://*:80"]
            )
            .ShouldBeEmpty();
}
