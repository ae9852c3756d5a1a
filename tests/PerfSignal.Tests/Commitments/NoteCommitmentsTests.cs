using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Commitments;

public sealed class NoteCommitmentsTests : IDisposable
{
    private readonly CommitmentWorld world = new();
    private readonly string meeting;

    public NoteCommitmentsTests() => meeting = world.Meet(world.Ana, Instant.FromUtc(2026, 11, 24, 8, 0)).Id.ToString("N");

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Three_lines_after_a_one_on_one_are_shown_then_saved_with_it()
    {
        var check = await Note("Ana: migrate billing by Friday\n\n me: ask Finance tomorrow\r\nI'll draw the plan ");
        world.Commitments.ShouldBeEmpty();
        check.ShouldBeOfType<Reply.Showed>().Replaces.ShouldBeTrue();
        var saved = (await world.PressSave(world.Maya, check)).ShouldBeOfType<Reply.Showed>();

        saved.Replaces.ShouldBeTrue();
        saved.Model["open"]!.GetValue<bool>().ShouldBeFalse();
        world
            .Commitments.Select(row => (row.OwnerId, row.Text, row.DueOn))
            .ShouldBe(
                [
                    (world.Ana.Id, "migrate billing", (LocalDate?)new LocalDate(2026, 11, 27)),
                    (world.Maya.Id, "ask Finance", new LocalDate(2026, 11, 25)),
                    (world.Maya.Id, "draw the plan", null),
                ],
                ignoreOrder: true
            );
        world.Commitments.ShouldAllBe(row => row.OccurrenceId == Guid.Parse(meeting) && row.ReportId == world.Ana.Id);
        world.All<CommitmentChange>().Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_button_pressed_again_and_on_two_devices_at_once_saves_once()
    {
        var check = await Note("Ana: migrate billing by Friday\nme: ask Finance");
        await world.PressSave(world.Maya, check);
        await world.PressSave(world.Maya, check);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.PressSave(world.Maya, check))));

        world.Commitments.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("migrate billing by Friday", "Whose is it?")]
    [InlineData("Ben: migrate billing", "Whose is it?")]
    [InlineData("Ana: migrate billing by 12/3", "Thu 3 Dec or Fri 12 Mar 2027")]
    [InlineData("Ana: migrate billing by Frday", "I do not understand “by Frday”")]
    [InlineData("Ana: migrate billing by 23 Nov", "Mon 23 Nov has passed")]
    [InlineData("Ana:", "Say in a few words")]
    public async Task What_is_not_clear_is_said_at_its_line_and_saves_nothing(string line, string problem)
    {
        var check = await Note("me: ask Finance\n" + line);

        var lines = check.ShouldBeOfType<Reply.Showed>().Model["lines"]!.AsArray();
        lines[0]!["problem"]!.GetValue<string>().ShouldBe("");
        lines[1]!["problem"]!.GetValue<string>().ShouldContain(problem);
        check.ShouldBeOfType<Reply.Showed>().Model["typed"]!.GetValue<string>().ShouldBe("me: ask Finance\n" + line);
        await world.PressSave(world.Maya, check);
        world.Commitments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "Say in a few words")]
    [InlineData("me: a1\nme: b2\nme: c3\nme: d4", "At most 3 lines")]
    public async Task Too_few_and_too_many_lines_are_refused_with_what_was_typed_kept(string lines, string problem)
    {
        var check = await Note(lines);

        check.ShouldBeOfType<Reply.Showed>().Model["problem"]!.GetValue<string>().ShouldContain(problem);
        await world.PressSave(world.Maya, check);
        world.Commitments.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_changed_after_it_was_shown_is_shown_again()
    {
        var check = await Note("Ana: migrate billing by Friday");
        var again = await world.PressSave(world.Maya, check, "Ana: migrate billing by Monday");

        again.ShouldBeOfType<Reply.Showed>().Model["open"]!.GetValue<bool>().ShouldBeTrue();
        world.Commitments.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_date_that_means_another_day_by_now_is_shown_again()
    {
        var check = await Note("Ana: migrate billing tomorrow");
        world.Clock.Advance(Duration.FromDays(1));
        var again = await world.PressSave(world.Maya, check);

        again.ShouldBeOfType<Reply.Showed>().Model["lines"]![0]!["due"]!.GetValue<string>().ShouldBe("due Thu 26 Nov");
        world.Commitments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_elses_one_on_one_is_nobodys()
    {
        foreach (var by in new[] { world.Ben, world.Olga })
        {
            (await world.Press(by, NoteCommitments.Name, meeting, ("lines", "me: x1"))).ShouldBeOfType<Reply.Said>();
        }

        (await world.Press(world.Maya, NoteCommitments.Name, "nonsense", ("lines", "me: x1"))).ShouldBeOfType<Reply.Said>();
        world.Commitments.ShouldBeEmpty();
    }

    private Task<Reply> Note(string lines) => world.Press(world.Maya, NoteCommitments.Name, meeting, ("lines", lines));
}
