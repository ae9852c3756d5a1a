using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Commitments;

public sealed class CommitmentVerbsTests : IDisposable
{
    private readonly SmallTeam team = new();

    public void Dispose() => team.Dispose();

    [Fact]
    public async Task Words_open_the_form_filled_in_and_save_nothing()
    {
        var reply = await Log(team.Command(team.Maya, "commitment.log", "Ana: migrate billing by Friday"));

        var form = reply.ShouldBeOfType<Reply.Opened>().Model;
        form["text"]!.GetValue<string>().ShouldBe("migrate billing");
        form["due"]!.GetValue<string>().ShouldBe("2026-11-27");
        form["owner"]!.GetValue<string>().ShouldBe("other");
        form["with"]!.GetValue<string>().ShouldBe(team.Ana.Id.ToString("N"));
        team.All<Commitment>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_with_whom_where_the_words_do_not_say()
    {
        var reply = await Log(team.Command(team.Maya, "commitment.log", "migrate billing"));

        reply.ShouldBeOfType<Reply.Said>().Text.ShouldContain("Ana Sousa, Ben Adler");
    }

    [Fact]
    public async Task The_form_saves_one_commitment_of_the_pair()
    {
        var reply = await Log(Filled(team.Maya, team.Ana.Id, "migrate billing", "2026-11-27", "other"));

        reply.ShouldBeOfType<Reply.Said>().Text.ShouldContain("Fri 27 Nov");
        var saved = team.All<Commitment>().ShouldHaveSingleItem();
        saved.ManagerId.ShouldBe(team.Maya.Id);
        saved.ReportId.ShouldBe(team.Ana.Id);
        saved.OwnerId.ShouldBe(team.Ana.Id);
        saved.AuthorId.ShouldBe(team.Maya.Id);
        saved.DueOn.ShouldBe(new LocalDate(2026, 11, 27));
    }

    [Fact]
    public async Task A_report_can_log_what_the_manager_promised()
    {
        await Log(Filled(team.Ana, team.Maya.Id, "ask Finance", "", "other"));

        var saved = team.All<Commitment>().ShouldHaveSingleItem();
        saved.OwnerId.ShouldBe(team.Maya.Id);
        saved.ReportId.ShouldBe(team.Ana.Id);
        saved.DueOn.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "", "text")]
    [InlineData("migrate", "31.12.2026", "due")]
    [InlineData("migrate", "2026-02-30", "due")]
    public async Task Keeps_what_was_typed_and_says_what_is_wrong(string text, string due, string field)
    {
        var invalid = (await Log(Filled(team.Maya, team.Ana.Id, text, due, "me"))).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.Keys.ShouldBe([field]);
        invalid.Model["text"]!.GetValue<string>().ShouldBe(text);
        invalid.Model["due"]!.GetValue<string>().ShouldBe(due);
        invalid.Model["owner"]!.GetValue<string>().ShouldBe("me");
        team.All<Commitment>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_somebody_who_is_neither_manager_nor_report()
    {
        foreach (var with in new[] { team.Olga.Id, team.Maya.Id, Guid.NewGuid() })
        {
            (await Log(Filled(team.Maya, with, "x", "", "me"))).ShouldBeOfType<Reply.Said>();
        }

        (await Log(Filled(team.Olga, team.Ana.Id, "x", "", "me"))).ShouldBeOfType<Reply.Said>();
        team.All<Commitment>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_what_is_open_between_the_two_and_nothing_of_another_pair()
    {
        await Log(Filled(team.Maya, team.Ana.Id, "for Ana", "2026-11-20", "other"));
        await Log(Filled(team.Maya, team.Ben.Id, "for Ben", "", "other"));

        (await Lines(team.Ana)).ShouldBe(["for Ana"]);
        (await Lines(team.Ben)).ShouldBe(["for Ben"]);
        (await Lines(team.Maya)).ShouldBe(["for Ana", "for Ben"]);
        (await Lines(team.Olga)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_owner_closes_it_once_and_a_stranger_never()
    {
        await Log(Filled(team.Maya, team.Ana.Id, "for Ana", "", "other"));
        var row = team.All<Commitment>().Single().Id.ToString("N");

        (await Close(team.Ben, row)).Text.ShouldBe("I cannot find that commitment among yours.");
        (await Close(team.Olga, row)).Text.ShouldBe("I cannot find that commitment among yours.");
        (await Close(team.Ana, "nonsense")).Text.ShouldBe("I cannot find that commitment among yours.");
        (await Close(team.Ana, row)).Text.ShouldBe("Done: “for Ana”.");
        (await Close(team.Maya, row)).Text.ShouldBe("“for Ana” was closed already.");
        team.All<Commitment>().Single().State.ShouldBe(CommitmentState.Done);
        (await Lines(team.Ana)).ShouldBeEmpty();
    }

    private Task<Reply> Log(Command command) =>
        team.Do((data, access, audit) => new LogCommitment(data, access, audit, team.Clock), command);

    private async Task<Reply.Said> Close(Core.People.Person by, string row) =>
        (
            await team.Do(
                (data, access, audit) => new CloseCommitment(data, access, audit, team.Clock),
                team.Command(by, "commitment.done", row: row)
            )
        ).ShouldBeOfType<Reply.Said>();

    private async Task<List<string>> Lines(Core.People.Person reader)
    {
        var reply = await team.Do(
            (data, access, audit) => new ListCommitments(data, access, new LogCommitment(data, access, audit, team.Clock)),
            team.Command(reader, "commitment.list")
        );
        return [.. reply.ShouldBeOfType<Reply.Showed>().Model["lines"]!.AsArray().Select(line => line!["text"]!.GetValue<string>())];
    }

    private Command Filled(Core.People.Person by, Guid with, string text, string due, string owner) =>
        team.Command(by, "commitment.log", row: with.ToString("N"), fields: [("text", text), ("due", due), ("owner", owner)]);
}
