using System.CommandLine;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cli;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Tests.Briefs;
using CardJson = PerfSignal.Core.Conversing.CardJson;

namespace PerfSignal.Tests.Cli;

public sealed class BriefCommandTests : IDisposable
{
    private readonly BriefWorld world = new();
    private string? notReady;

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("maya@example.com", "ana@example.com", "text", "Your 1:1 with Ana Sousa")]
    [InlineData("Ana@Example.com", "maya@example.com", "text", "what your manager sees")]
    [InlineData("maya@example.com", "ana@example.com", "slack", "\"blocks\"")]
    [InlineData("maya@example.com", "ana@example.com", "teams", "\"AdaptiveCard\"")]
    public async Task Prints_the_card_for_the_first_person_and_stores_nothing(string to, string with, string format, string part)
    {
        world.Meet();
        var (code, output, _) = await Run(to, "--with", with, "--format", format);
        code.ShouldBe(0);
        output.ShouldContain(part);
        output.ShouldContain("Tue 24 Nov, 11:00");
        output.ShouldContain("36 points");
        (await world.All<Brief>()).ShouldBeEmpty();
        (await world.All<DeliveryRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_an_entry_that_both_of_the_pair_can_see_and_none_for_a_wrong_question()
    {
        await Run("maya@example.com", "--with", "nobody@example.com");
        (await world.All<AuditEntry>()).ShouldBeEmpty();
        await Run("maya@example.com", "--with", "ana@example.com", "--format", "json");
        var alias = (await world.All<PersonAlias>()).ToDictionary(row => row.PersonId, row => row.Alias);
        var entry = (await world.All<AuditEntry>()).ShouldHaveSingleItem();
        (entry.Act, entry.What, entry.ActorAlias, entry.SubjectAlias).ShouldBe(("printed", "Brief", null, alias[world.Ana.Id]));

        world.Clock.Advance(NodaTime.Duration.FromSeconds(1));
        var reply = (await world.Ask(world.Ana, "mydata.show")).ShouldBeOfType<Core.Conversing.Reply.Showed>();
        CardJson.Read<MyDataCard>(reply.Model.ToJsonString()).Looks.ShouldHaveSingleItem().Text.ShouldContain("command line");
    }

    [Fact]
    public async Task Prints_the_evidence_with_the_provenance_of_every_figure()
    {
        var (code, output, _) = await Run(
            "maya@example.com",
            "--with",
            "ana@example.com",
            "--format",
            "json",
            "--at",
            "2026-11-20T10:00:00+01:00"
        );
        code.ShouldBe(0);
        var evidence = CardJson.Read<Evidence>(output);
        evidence.FrozenAt.ToString().ShouldBe("2026-11-20T09:00:00Z");
        evidence.Figures[0].Formula.ShouldBe("sum of amount");
        evidence.Figures[0].Sources[0].Source.ShouldBe("jira");
    }

    [Theory]
    [InlineData("nobody@example.com", "ana@example.com", "2026-11-24T09:00:00Z", "text", "nobody@example.com")]
    [InlineData("maya@example.com", "zed", "2026-11-24T09:00:00Z", "text", "zed")]
    [InlineData("maya@example.com", "maya@example.com", "2026-11-24T09:00:00Z", "text", "manager")]
    [InlineData("maya@example.com", "ana@example.com", "2024-11-24T09:00:00Z", "text", "manager")]
    [InlineData("maya@example.com", "ana@example.com", "tomorrow", "text", "--at")]
    [InlineData("maya@example.com", "ana@example.com", "2026-11-24T09:00:00", "text", "--at")]
    [InlineData("maya@example.com", "ana@example.com", "2026-11-24T09:00:00Z", "pdf", "--format")]
    public async Task Says_what_is_wrong_and_exits_with_2(string to, string with, string at, string format, string named)
    {
        var (code, output, error) = await Run(to, "--with", with, "--at", at, "--format", format);
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain(named);
    }

    [Fact]
    public async Task Says_that_the_database_was_not_set_up_and_exits_with_3()
    {
        notReady = "The database was not set up yet; run the command `migrate` first.";
        var (code, output, error) = await Run("maya@example.com", "--with", "ana@example.com");
        (code, output, error.Trim()).ShouldBe((3, "", notReady));
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new CommandLineHost
        {
            Serve = (_, _) => throw new InvalidOperationException(),
            Migrate = (_, _, _) => throw new InvalidOperationException(),
            Services = () => world.Services,
            WhyNotReady = (_, _) => Task.FromResult(notReady),
        };
        var root = new RootCommand { BriefCommand.Create(host, () => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards"))) };
        var code = await root.Parse(["brief", .. args]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
