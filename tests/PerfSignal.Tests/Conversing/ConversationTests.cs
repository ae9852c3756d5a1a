using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Conversing;

public sealed class ConversationTests
{
    [Fact]
    public async Task Answers_a_repeat_with_the_first_answer_and_does_nothing_again()
    {
        await using var site = await Site.Start();
        var first = await Receive(site, Typed(site.Ana, "note call the vendor", "1"));
        var again = await Receive(site, Typed(site.Ana, "note call the vendor", "1"));

        first.ShouldBe(new Reply.Said("Noted: call the vendor"));
        again.ShouldBe(first);
        (await Notes(site)).ShouldBe(1);
    }

    [Fact]
    public async Task Answers_identical_requests_that_race_from_one_effect()
    {
        await using var site = await Site.Start();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Receive(site, Typed(site.Ana, "note once", "1"))))
        );

        answers.ShouldAllBe(answer => answer == new Reply.Said("Noted: once"));
        (await Notes(site)).ShouldBe(1);
    }

    [Fact]
    public async Task Tells_nothing_of_an_event_to_another_person()
    {
        await using var site = await Site.Start();
        await Receive(site, Typed(site.Ana, "note secret", "1"));

        (await Receive(site, Typed(site.Eve, "note secret", "1"))).ShouldBe(new Reply.Nothing());
        (await Notes(site)).ShouldBe(1);
    }

    [Fact]
    public async Task Rolls_everything_back_when_a_handler_fails_and_takes_the_event_again()
    {
        await using var site = await Site.Start();
        await Should.ThrowAsync<InvalidOperationException>(() => Receive(site, Typed(site.Ana, "fail now", "1")));

        (await Notes(site)).ShouldBe(0);
        (await Receive(site, Typed(site.Ana, "note now", "1"))).ShouldBe(new Reply.Said("Noted: now"));
    }

    [Theory]
    [InlineData("xyzzyplugh", "I do not know “xyzzyplugh”")]
    [InlineData("   ", "Type what you need")]
    [InlineData("/", "Type what you need")]
    public async Task Helps_with_words_that_it_does_not_know(string typed, string expected)
    {
        await using var site = await Site.Start();
        var reply = await Receive(site, Typed(site.Ana, typed, "1"));
        reply.ShouldBeOfType<Reply.Said>().Text.ShouldContain(expected);
    }

    [Theory]
    [InlineData("goels", "goals")]
    [InlineData("/hepl me", "help me")]
    [InlineData("my data", "mydata")]
    [InlineData("One on One", "oneonone")]
    [InlineData("einstelungen", "einstellungen")]
    [InlineData("golas Ana", "goals Ana")]
    public async Task Offers_what_was_meant_as_a_button_and_does_it_when_pressed(string typed, string meant)
    {
        await using var site = await Site.Start();
        var offered = (await Receive(site, Typed(site.Ana, typed, "1"))).ShouldBeOfType<Reply.Showed>();
        offered.Card.ShouldBe("meant");
        var card = CardJson.Read<MeantCard>(offered.Model.ToJsonString());
        card.Words.ShouldBe(meant);
        card.Text.ShouldContain(meant);

        var pressed = await Receive(site, Typed(site.Ana, "", "2") with { Text = null, Verb = DoMeant.Name, Row = card.Words });
        var said = await Receive(site, Typed(site.Ana, meant, "3"));
        ReplyJson.Write(pressed).ShouldBe(ReplyJson.Write(said));
    }

    [Fact]
    public async Task Answers_a_button_of_what_was_meant_that_somebody_made_up_with_words_only()
    {
        await using var site = await Site.Start();
        foreach (var row in new[] { "", "meant.do", "<script>", new string('x', 500) })
        {
            (
                await Receive(site, Typed(site.Ana, "", row.Length + "made-up") with { Text = null, Verb = DoMeant.Name, Row = row })
            ).ShouldBeOfType<Reply.Said>();
        }
    }

    [Fact]
    public async Task Helps_with_one_feature_alone_and_says_when_it_is_not_there()
    {
        await using var site = await Site.Start();
        Groups(await Receive(site, Typed(site.Ana, "help goals", "1"))).ShouldBe(["Goals"]);
        Groups(await Receive(site, Typed(site.Ana, "help golas", "2"))).ShouldBe(["Goals"]);
        var all = (await Receive(site, Typed(site.Ana, "help nonsense", "3"))).ShouldBeOfType<Reply.Showed>();
        Groups(all).Count.ShouldBeGreaterThan(5);
        ((string)all.Model["notice"]!).ShouldContain("nonsense");

        static List<string> Groups(Reply reply) =>
            [.. reply.ShouldBeOfType<Reply.Showed>().Model["groups"]!.AsArray().Select(group => (string)group!["title"]!)];
    }

    [Fact]
    public async Task Takes_the_word_after_perf_for_the_command()
    {
        await using var site = await Site.Start();
        (await Receive(site, Typed(site.Ana, "/perf note it works", "1"))).ShouldBe(new Reply.Said("Noted: it works"));
        (await Receive(site, Typed(site.Ana, "/perf", "2"))).ShouldBeOfType<Reply.Showed>().Card.ShouldBe("help");
    }

    [Fact]
    public async Task Takes_words_without_a_command_for_the_verb_that_recognises_them()
    {
        await using var site = await Site.Start();
        (await Receive(site, Typed(site.Ana, " !milk ", "1"))).ShouldBe(new Reply.Said("Noted: milk"));
        (await Receive(site, Typed(site.Ana, "/!milk", "2"))).ShouldBeOfType<Reply.Said>().Text.ShouldContain("I do not know");
        (await Receive(site, Typed(site.Ana, "note !milk", "3"))).ShouldBe(new Reply.Said("Noted: !milk"));
        (await Notes(site)).ShouldBe(2);
    }

    [Fact]
    public void Refuses_plain_words_that_are_no_plain_words() =>
        Should
            .Throw<InvalidOperationException>(() =>
                new VerbTable([new Verb("test.note", typeof(TestVerbs.TakeNote), []) { PlainWords = typeof(TestVerbs.Fail) }])
            )
            .Message.ShouldContain("test.note");

    [Fact]
    public async Task Refuses_people_who_left_and_people_it_never_knew()
    {
        await using var site = await Site.Start();
        await site.Change(async data => (await data.People.FindAsync(site.Eve.Id))!.LastDay = new LocalDate(2026, 11, 23));

        (await Receive(site, Typed(site.Eve, "note left", "1"))).ShouldBeOfType<Reply.Said>().Text.ShouldContain("cannot find you");
        (await Receive(site, Typed(site.Ana, "note x", "2") with { PersonId = Guid.NewGuid() }))
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldContain("cannot find you");
        (await Notes(site)).ShouldBe(0);
    }

    [Fact]
    public async Task Says_that_a_button_of_an_older_version_is_gone()
    {
        await using var site = await Site.Start();
        var pressed = Typed(site.Max, "", "1") with { Text = null, Verb = "brief.dance" };
        (await Receive(site, pressed)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("Schaltfläche gibt es nicht mehr");
    }

    [Fact]
    public async Task Shows_managers_more_help_than_employees_and_never_a_button()
    {
        await using var site = await Site.Start();
        var verbs = new VerbTable([
            new Verb("test.note", typeof(TestVerbs.TakeNote), ["help"], Audience.Managers),
            new Verb("test.fail", typeof(TestVerbs.Fail), []),
            Help.Verb with
            {
                Aliases = ["hilfe"],
            },
        ]);
        (await Rows(site.Ana)).ShouldBe(["help"]);
        (await Rows(site.Max)).ShouldBe(["hilfe", "note"]);

        async Task<IEnumerable<string>> Rows(Person person)
        {
            await using var data = site.Database.Open();
            var reply = await new Help(data, verbs, new Pages(null), site.Clock).Handle(
                new Command
                {
                    Verb = "help",
                    By = person,
                    Reader = site.Services.GetRequiredService<ReaderFactory>().For(person),
                    Platform = PlatformName.Web,
                },
                CancellationToken.None
            );
            return reply.ShouldBeOfType<Reply.Showed>().Model["groups"]!
                .AsArray()
                .SelectMany(group => group!["rows"]!.AsArray())
                .Select(row => (string)row!["usage"]!)
                .Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task Has_help_in_both_languages_for_everything_that_can_be_typed()
    {
        await using var site = await Site.Start();
        var texts = site.Services.GetRequiredService<Texts>();
        foreach (var verb in Core.Verbs.All.Where(verb => verb.Aliases.Count > 0))
        {
            foreach (var language in texts.Languages)
            {
                texts.Has(language, verb.HelpKey).ShouldBeTrue($"{verb.HelpKey} in {language}");
                texts.Has(language, verb.UsageKey).ShouldBeTrue($"{verb.UsageKey} in {language}");
            }
        }
    }

    [Fact]
    public void Keeps_every_kind_of_reply_as_it_was()
    {
        Reply[] replies =
        [
            new Reply.Said("a \"quoted\" <b>"),
            Reply.Show("help", new HelpModel([]), replaces: true),
            Reply.Open("commitment_form", new { text = "ä" }),
            Reply.Ask("commitment_form", new { text = "" }, new Dictionary<string, string> { ["text"] = "needed" }),
            new Reply.Nothing(),
        ];
        foreach (var reply in replies)
        {
            ReplyJson.Write(ReplyJson.Read(ReplyJson.Write(reply))).ShouldBe(ReplyJson.Write(reply));
            ReplyJson.Read(ReplyJson.Write(reply)).GetType().ShouldBe(reply.GetType());
        }
    }

    private static Inbound Typed(Person person, string text, string eventId) =>
        new()
        {
            Platform = PlatformName.Slack,
            EventId = eventId,
            PersonId = person.Id,
            Text = text,
        };

    private static async Task<Reply> Receive(Site site, Inbound inbound)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(inbound, CancellationToken.None);
    }

    private static async Task<int> Notes(Site site)
    {
        await using var data = site.Database.Open();
        return await data.Set<MineNote>().CountAsync();
    }
}
