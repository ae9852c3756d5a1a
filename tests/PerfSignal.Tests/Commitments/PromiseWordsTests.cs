using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Commitments;

public sealed class PromiseWordsTests : IDisposable
{
    private readonly CommitmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("Ana: migrate billing by Friday", "Ana Sousa", "migrate billing", "due Fri 27 Nov")]
    [InlineData("ana sousa: migrate billing", "Ana Sousa", "migrate billing", "no due date")]
    [InlineData("@Ana: migrate billing bis morgen", "Ana Sousa", "migrate billing", "due Wed 25 Nov")]
    [InlineData("<at>Ana Sousa</at>: migrate billing", "Ana Sousa", "migrate billing", "no due date")]
    [InlineData(
        "Ana: Note: call *Bob* <!channel> & [x](http://y)",
        "Ana Sousa",
        "Note: call *Bob* <!channel> & [x](http://y)",
        "no due date"
    )]
    public async Task A_line_that_begins_with_a_name_is_offered_and_nothing_is_saved_without_the_button(
        string typed,
        string owner,
        string text,
        string due
    )
    {
        var reply = await world.Type(world.Maya, typed);

        var shown = reply.ShouldBeOfType<Reply.Showed>();
        (shown.Card, shown.Replaces).ShouldBe((NoteCommitments.Card, false));
        var line = shown.Model["lines"]!.AsArray().ShouldHaveSingleItem()!;
        (line["owner"]!.GetValue<string>(), line["text"]!.GetValue<string>(), line["due"]!.GetValue<string>()).ShouldBe((owner, text, due));
        world.Commitments.ShouldBeEmpty();
        await world.PressSave(world.Maya, reply);
        (world.Only.OwnerId, world.Only.AuthorId, world.Only.Text).ShouldBe((world.Ana.Id, world.Maya.Id, text));
    }

    [Theory]
    [InlineData("I'll send the report tomorrow", "send the report")]
    [InlineData("I’ll send the report by Friday", "send the report")]
    [InlineData("I will send the report by 12 Dec", "send the report")]
    [InlineData("Tomorrow I'll send the report", "send the report")]
    [InlineData("ich werde den Bericht bis Freitag schicken", "den Bericht schicken")]
    [InlineData("Ich schicke den Bericht bis Freitag", "Ich schicke den Bericht")]
    [InlineData("Morgen schicke ich den Bericht", "schicke ich den Bericht")]
    public async Task A_promise_in_the_first_person_with_a_date_is_the_writers(string typed, string text)
    {
        await world.PressSave(world.Ana, await world.Type(world.Ana, typed));

        (world.Only.OwnerId, world.Only.ReportId, world.Only.Text).ShouldBe((world.Ana.Id, world.Ana.Id, text));
        world.Only.DueOn.ShouldNotBeNull();
    }

    [Fact]
    public async Task Several_people_at_once_have_a_line_each()
    {
        await world.PressSave(world.Maya, await world.Type(world.Maya, "Ana: migrate billing by Friday\nBen: write the runbook"));

        world
            .Commitments.Select(row => (row.OwnerId, row.Text))
            .ShouldBe([(world.Ana.Id, "migrate billing"), (world.Ben.Id, "write the runbook")], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_not_clear_is_asked_back()
    {
        (await world.Type(world.Maya, "I'll send the report tomorrow")).ShouldBeOfType<Reply.Showed>().Model["question"]!
            .GetValue<string>()
            .ShouldContain("With whom?");
        (await world.Type(world.Maya, "cancel")).ShouldBeOfType<Reply.Said>();
        (await world.Type(world.Maya, "Ana: call Finance by 31.2.")).ShouldBeOfType<Reply.Showed>().Model["question"]!
            .GetValue<string>()
            .ShouldContain("by 31.2.");
        world.Commitments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hello there")]
    [InlineData("Olga: migrate billing by Friday")]
    [InlineData("http://example.com/ana: x")]
    [InlineData("A: migrate billing")]
    [InlineData("Ana:")]
    [InlineData("Ana: x")]
    [InlineData("Ana: can you do it by Friday?")]
    [InlineData("I'll be late tomorrow")]
    [InlineData("I'll never do that by Friday")]
    [InlineData("I'll see")]
    [InlineData("ich weiß nicht")]
    [InlineData("ich werde nicht vor Freitag fertig")]
    [InlineData("thanks, see you tomorrow")]
    [InlineData("what is due on Friday?")]
    [InlineData("Ana: a\nBen: b\nAna: c\nBen: d")]
    [InlineData("Ana: migrate billing\nhello")]
    public async Task Other_words_are_none_of_its_business(string typed)
    {
        (await world.Type(world.Maya, typed)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("I do not know");
        world.Commitments.ShouldBeEmpty();
        world.All<Dialogue>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_very_long_text_is_not_taken_for_a_promise() =>
        (await world.Type(world.Maya, "Ana: " + new string('x', 5000) + " by Friday")).ShouldBeOfType<Reply.Said>();
}
