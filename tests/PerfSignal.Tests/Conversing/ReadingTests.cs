using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.People;
using PerfSignal.Tests.Slack.Inbound;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Conversing;

public sealed class ReadingTests
{
    [Fact]
    public async Task Answers_a_repeat_of_a_command_that_only_reads_from_what_is_there_now()
    {
        await using var site = await SlackSite.Start();
        Text(await Ask(site, site.People.Ana, "goals")).ShouldNotContain("Shorten the queue");
        site.People.Save(Goal(site, site.People.Ana, "kr1"));

        Text(await Ask(site, site.People.Ana, "/perf goals")).ShouldContain("Shorten the queue");
        site.People.All<InboundRow>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_the_first_answer_where_it_is_shown_beside_its_repeat()
    {
        await using var site = await SlackSite.Start();
        var first = await Ask(site, site.People.Ana, "goals", direct: false);
        site.People.Save(Goal(site, site.People.Ana, "kr1"));

        Text(await Ask(site, site.People.Ana, "goals", direct: false)).ShouldBe(Text(first));
        site.People.All<InboundRow>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Does_once_what_the_same_verb_does_with_words()
    {
        await using var site = await SlackSite.Start();
        site.People.Save(Goal(site, site.People.Ana, "kr1"));
        var first = await Ask(site, site.People.Ana, "goals kr1 60%");

        Text(await Ask(site, site.People.Ana, "goals kr1 60%")).ShouldBe(Text(first));
        site.People.All<CheckIn>().ShouldHaveSingleItem().Progress.ShouldBe(60);
    }

    [Fact]
    public async Task Slack_commands_that_only_read_leave_no_mark_and_those_that_write_do()
    {
        await using var site = await SlackSite.Start();
        (await site.Command("/goals")).Body.ShouldContain("ephemeral");
        site.People.All<InboundRow>().ShouldBeEmpty();

        await site.Command("/note", "milk");
        site.People.All<InboundRow>().ShouldHaveSingleItem();
        site.People.All<MineNote>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Records_the_reading_of_somebody_elses_data()
    {
        await using var site = await SlackSite.Start();
        var (maya, ana) = (site.People.Maya, site.People.Ana);
        site.People.Save(Commitment(site, maya, ana));
        Text(await Ask(site, maya, "commitments")).ShouldContain("migrate billing");

        var alias = site.People.All<PersonAlias>().Single(row => row.PersonId == ana.Id).Alias;
        site.People.All<AuditEntry>().ShouldContain(entry => entry.Act == "read" && entry.SubjectAlias == alias);
    }

    [Fact]
    public async Task Waits_for_nobody_who_writes()
    {
        await using var site = await SlackSite.Start();
        await using var writer = site.People.Open();
        await using var turn = await writer.Database.BeginTransactionAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));

        var asked = Task.Run(() => Ask(site, site.People.Ana, "goals"), patience.Token);
        Text(await asked.WaitAsync(patience.Token)).ShouldContain("goal_list");
    }

    [Fact]
    public async Task Tells_nothing_to_somebody_who_left()
    {
        await using var site = await SlackSite.Start();
        await using (var data = site.People.Open())
        {
            (await data.People.FindAsync(site.People.Ana.Id))!.LastDay = new LocalDate(2024, 1, 2);
            await data.SaveChangesAsync();
        }

        Text(await Ask(site, site.People.Ana, "goals")).ShouldContain("cannot find you");
    }

    [Fact]
    public async Task A_verb_that_claims_to_read_may_not_write()
    {
        await using var site = await SlackSite.Start();
        await using var scope = site.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var liar = new Verb("test.note", typeof(TestVerbs.TakeNote), ["note"]) { OnlyReadsAlone = true };
        var conversation = ActivatorUtilities.CreateInstance<Conversation>(services, new VerbTable([liar]));

        await Should.ThrowAsync<InvalidOperationException>(() =>
            conversation.Receive(Asked(site.People.Ana, "note", direct: true), CancellationToken.None)
        );
        site.People.All<MineNote>().ShouldBeEmpty();
        // The context that was held to it is free again.
        await services.GetRequiredService<TestVerbs.TakeNote>().Handle(site.People.Command(site.People.Ana, "test.note", "x"), default);
        site.People.All<MineNote>().ShouldNotBeEmpty();
    }

    public static TheoryData<string> Reading() => [.. Verbs.All.Where(verb => verb.OnlyReadsAlone).Select(verb => verb.Aliases[0])];

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task Writes_nothing_but_the_audit_log(string alias)
    {
        await using var site = await SlackSite.Start();
        var (maya, ana) = (site.People.Maya, site.People.Ana);
        site.People.Save(Commitment(site, maya, ana), Goal(site, ana, "kr1"), Goal(site, maya, "kr2"));
        var before = Written(site);
        foreach (var person in new[] { maya, ana })
        {
            Text(await Ask(site, person, alias)).ShouldNotBeEmpty();
        }

        Written(site).ShouldBe(before);
    }

    /// <summary>Every row but those of the audit log, which are taken out within the transaction that looks.</summary>
    private static string Written(SlackSite site)
    {
        using var data = site.People.Open();
        using var transaction = data.Database.BeginTransaction();
        data.Set<AuditEntry>().ExecuteDelete();
        return TableDump.Of(data);
    }

    private static string Text(Reply reply) => ReplyJson.Write(reply);

    private static Inbound Asked(Person person, string text, bool direct) =>
        new()
        {
            Platform = PlatformName.Slack,
            EventId = "command:1",
            PersonId = person.Id,
            Text = text,
            IsAnsweredDirectly = direct,
        };

    private static async Task<Reply> Ask(SlackSite site, Person person, string text, bool direct = true)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(Asked(person, text, direct), CancellationToken.None);
    }

    private static Goal Goal(SlackSite site, Person owner, string key) =>
        new()
        {
            Id = site.People.Clock.NewId(),
            Key = key,
            OwnerId = owner.Id,
            Title = "Shorten the queue",
            CreatedAt = site.People.Clock.Now(),
            UpdatedAt = site.People.Clock.Now(),
        };

    private static Commitment Commitment(SlackSite site, Person manager, Person report) =>
        new()
        {
            Id = site.People.Clock.NewId(),
            ManagerId = manager.Id,
            ReportId = report.Id,
            OwnerId = report.Id,
            AuthorId = manager.Id,
            Text = "migrate billing",
            CreatedAt = site.People.Clock.Now(),
        };
}
