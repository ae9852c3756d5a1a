using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;

namespace PerfSignal.Tests.Conversing;

/// <summary>What begins with a command while a question that takes any words is open.</summary>
public sealed class CommandWhileAskedTests
{
    [Theory]
    [InlineData("draft Ana")]
    [InlineData("draft ana sousa")]
    [InlineData("Draft Ana.")]
    [InlineData("draft @Ana")]
    [InlineData("draft Be")]
    [InlineData("draft ana@example.com")]
    [InlineData("draft Ana 2026-07-01 2026-09-30")]
    [InlineData("brief Ana")]
    [InlineData("brief Ana Sousa")]
    [InlineData("goals Ana")]
    [InlineData("ziele Olga")]
    [InlineData("summary ana")]
    [InlineData("career Ben")]
    [InlineData("competencies Ben")]
    [InlineData("plan Ben")]
    [InlineData("feedback Ana")]
    [InlineData("kudos Ana")]
    [InlineData("help")]
    [InlineData("Help!")]
    [InlineData("help goals")]
    [InlineData("hilfe pause")]
    [InlineData("open team")]
    [InlineData("pause off")]
    [InlineData("pause until 2026-12-24")]
    [InlineData("pause 3 days")]
    [InlineData("language en")]
    [InlineData("zone Europe/Berlin")]
    [InlineData("quiet 20:00-07:00")]
    [InlineData("lead 45")]
    [InlineData("digest 08:00")]
    [InlineData("ai off drafts")]
    [InlineData("progress")]
    public async Task A_command_that_is_clear_is_carried_out_and_the_question_stays(string words)
    {
        using var talk = new Talk();
        await talk.Says("kudos Ben: great job", talk.Team.Maya);
        var asked = talk.Open.ShouldHaveSingleItem();

        await talk.Says(words, talk.Team.Maya);

        talk.Team.All<FeedbackNote>().ShouldBeEmpty();
        var open = talk.Open.ShouldHaveSingleItem();
        (open.Verb, open.Fields, open.Question).ShouldBe((asked.Verb, asked.Fields, asked.Question));
        await talk.Says("He rebuilt the ledger on Tuesday so that customers could pay again", talk.Team.Maya);
        talk.Team.All<FeedbackNote>()
            .ShouldHaveSingleItem()
            .Text.ShouldBe("great job He rebuilt the ledger on Tuesday so that customers could pay again");
    }

    [Theory]
    [InlineData("help from the whole team was great")]
    [InlineData("help me")]
    [InlineData("draft of the plan was ready on Tuesday")]
    [InlineData("brief and to the point")]
    [InlineData("goals met")]
    [InlineData("plan b")]
    [InlineData("plan Beta")]
    [InlineData("feedback Ana gave him helped on Tuesday")]
    [InlineData("pause between the talks")]
    [InlineData("lead 45 people through the outage")]
    [InlineData("language was clear")]
    [InlineData("open minded")]
    [InlineData("stop the bleeding, that is what he did")]
    public async Task An_answer_may_begin_with_the_word_of_a_command(string words)
    {
        using var talk = new Talk();
        await talk.Says("jot", talk.Team.Maya);
        Talked(await talk.Says(words, talk.Team.Maya)).ShouldBe($"About whom is “{words}”?");
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("Stop.")]
    [InlineData("stopp")]
    [InlineData("cancel")]
    [InlineData("abbrechen")]
    public async Task A_word_that_ends_it_ends_it(string words)
    {
        using var talk = new Talk();
        await talk.Says("kudos Ben: great job", talk.Team.Maya);
        (await talk.Says(words, talk.Team.Maya)).ShouldBe(new Reply.Said("Cancelled. Nothing was saved."));
        talk.Open.ShouldBeEmpty();
        talk.Team.All<FeedbackNote>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_asks_something_itself_shows_the_words_of_the_question_before()
    {
        using var talk = new Talk();
        await talk.Says("kudos Ben: great job", talk.Team.Maya);
        var card = ((Reply.Showed)await talk.Says("language", talk.Team.Maya)).Model;
        ((string)card["dropped"]!["typed"]![0]!["words"]!).ShouldBe("great job");
    }

    private static string Talked(Reply reply) => (string)reply.ShouldBeOfType<Reply.Showed>().Model["question"]!;
}
