using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Commitments;

public sealed class ListCommitmentsTests : IDisposable
{
    private readonly CommitmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Shows_what_is_open_between_the_two_and_nothing_of_another_pair()
    {
        await world.Log(world.Maya, world.Ana, "for Ana", "2026-11-27");
        await world.Log(world.Maya, world.Ben, "for Ben");
        var done = await world.Log(world.Maya, world.Ben, "done");
        await world.Press(world.Ben, "commitment.done", done.Id.ToString("N"));

        (await Lines(world.Ana)).ShouldBe(["for Ana"]);
        (await Lines(world.Ben)).ShouldBe(["for Ben"]);
        (await Lines(world.Maya)).ShouldBe(["for Ana", "for Ben"]);
        (await Lines(world.Olga)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Overdue_comes_first_and_what_has_no_date_last()
    {
        await world.Log(world.Maya, world.Ana, "no date");
        await world.Log(world.Maya, world.Ben, "later", "2026-12-10");
        await world.Log(world.Maya, world.Ana, "overdue", "2026-11-24");
        world.Clock.Advance(Duration.FromDays(1));

        (await Lines(world.Maya)).ShouldBe(["overdue", "later", "no date"]);
        var shown = await Show(world.Maya);
        shown.Model["lines"]![0]!["due"]!.GetValue<string>().ShouldBe("overdue since Tue 24 Nov");
    }

    [Fact]
    public async Task Every_commitment_is_on_one_of_its_pages()
    {
        foreach (var number in Enumerable.Range(0, 23))
        {
            await world.Log(world.Maya, world.Ana, $"c{number:00}");
        }

        var seen = new List<string>();
        for (var page = ""; ; )
        {
            var reply = page.Length == 0 ? await Show(world.Maya) : (Reply.Showed)await world.Press(world.Maya, "commitment.list", page);
            reply.Replaces.ShouldBe(page.Length > 0);
            seen.AddRange(reply.Model["lines"]!.AsArray().Select(line => line!["text"]!.GetValue<string>()));
            page = reply.Model["next"]!.GetValue<string>();
            if (page.Length == 0)
            {
                reply.Model["more"]!.GetValue<string>().ShouldBe("Page 3 of 3");
                break;
            }
        }

        seen.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 23).Select(number => $"c{number:00}"));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    public async Task A_page_that_is_not_there_is_the_nearest_one(string page)
    {
        await world.Log(world.Maya, world.Ana, "one");

        ((Reply.Showed)await world.Press(world.Maya, "commitment.list", page)).Model["lines"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Says_since_which_one_on_one_it_is_carried_over()
    {
        var first = world.Meet(world.Ana, At(12, 9));
        world.Clock.Set(At(12, 9) + Duration.FromMinutes(40));
        await world.Log(world.Maya, world.Ana, "made in a 1:1");
        world.Clock.Set(At(13, 20));
        await world.Log(world.Maya, world.Ana, "made between");
        await world.Log(world.Maya, world.Ben, "another pair");
        world.Clock.Set(At(19, 8));
        (await Marks()).ShouldBe(["", "", ""]);

        world.Meet(world.Ana, At(18, 9), OccurrenceState.Dropped);
        (await Marks()).ShouldBe(["", "", ""]);
        world.Meet(world.Ana, At(19, 9));
        (await Marks()).ShouldBe(["", "", ""]);
        world.Clock.Set(At(24, 9));
        (await Marks()).ShouldBe(["carried over since the 1:1 of Thu 12 Nov", "carried over since the 1:1 of Thu 19 Nov", ""]);
        world.Commitments.Single(row => row.Text == "made in a 1:1").OccurrenceId.ShouldBe(first.Id);
    }

    private async Task<List<string>> Marks() =>
        [.. (await Show(world.Maya)).Model["lines"]!.AsArray().Select(line => line!["due"]!.GetValue<string>())];

    private static Instant At(int day, int hour) => Instant.FromUtc(2026, 11, day, hour, 0);

    private async Task<List<string>> Lines(Person reader) =>
        [.. (await Show(reader)).Model["lines"]!.AsArray().Select(line => line!["text"]!.GetValue<string>())];

    private async Task<Reply.Showed> Show(Person reader) => (await world.Type(reader, "commitments")).ShouldBeOfType<Reply.Showed>();
}
