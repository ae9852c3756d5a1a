using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core;

namespace PerfSignal.Tests.Demo;

public sealed class DemoCommandTests
{
    /// <summary>Settings of the real service, which the demo runs beside.</summary>
    [Fact]
    public async Task Only_the_arguments_count_where_the_environment_is_to_be_left_out()
    {
        const string Key = "Briefs__LeadMinutes";
        var before = Environment.GetEnvironmentVariable(Key);
        Environment.SetEnvironmentVariable(Key, "7");
        try
        {
            string[] args =
            [
                "--urls=http://127.0.0.1:0",
                "--Organization:Name=Lumen",
                "--Web:DemoSignIn=true",
                "--environment=Development",
            ];
            await using var apart = App.Build(args, onlyArgs: true);
            var organization = apart.Services.GetRequiredService<Organization>();
            (organization.Name, organization.LeadMinutes).ShouldBe(("Lumen", 30));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Key, before);
        }
    }
}
