using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Feedback;

public sealed class GiveFeedbackTests : IDisposable
{
    private readonly SmallTeam team = new();

    public void Dispose() => team.Dispose();

    [Fact]
    public async Task Words_open_the_form_for_the_colleague_named()
    {
        var reply = await Do(team.Command(team.Olga, "feedback.give", "ana: the runbook saved us an hour"));

        var form = reply.ShouldBeOfType<Reply.Opened>().Model;
        form["about"]!.GetValue<string>().ShouldBe(team.Ana.Id.ToString("N"));
        form["text"]!.GetValue<string>().ShouldBe("the runbook saved us an hour");
        team.All<FeedbackNote>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nobody: x")]
    [InlineData("Olga: praising myself")]
    [InlineData("%: x")]
    [InlineData("_na: x")]
    public async Task Says_when_it_finds_nobody(string words) =>
        (await Do(team.Command(team.Olga, "feedback.give", words))).ShouldBeOfType<Reply.Said>().Text.ShouldContain("cannot find");

    [Fact]
    public async Task Saves_shared_feedback_that_the_form_brings()
    {
        await Do(
            team.Command(team.Olga, "feedback.praise", row: team.Ana.Id.ToString("N"), fields: [("text", "Thank you"), ("class", "shared")])
        );

        var note = team.All<FeedbackNote>().ShouldHaveSingleItem();
        note.SubjectId.ShouldBe(team.Ana.Id);
        note.AuthorId.ShouldBe(team.Olga.Id);
        note.Kind.ShouldBe(FeedbackKind.Praise);
        team.All<MineNote>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_a_private_note_apart_from_feedback()
    {
        var fields = new[] { ("text", "ask her about the conference"), ("class", "mine") };
        await Do(team.Command(team.Maya, "feedback.give", row: team.Ana.Id.ToString("N"), fields: fields));

        team.All<FeedbackNote>().ShouldBeEmpty();
        team.All<MineNote>().ShouldHaveSingleItem().AuthorId.ShouldBe(team.Maya.Id);
        team.All<Core.Governance.AuditEntry>().ShouldAllBe(entry => entry.SubjectAlias == null);
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_the_name_is_unknown()
    {
        var fields = new[] { ("who", "Nobody"), ("text", "good work"), ("class", "mine") };
        var invalid = (await Do(team.Command(team.Maya, "feedback.give", fields: fields))).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.Keys.ShouldBe(["who"]);
        invalid.Model["text"]!.GetValue<string>().ShouldBe("good work");
        invalid.Model["class"]!.GetValue<string>().ShouldBe("mine");
    }

    [Fact]
    public async Task Nobody_gives_feedback_to_themselves()
    {
        var fields = new[] { ("text", "I am great"), ("class", "shared") };
        var reply = await Do(team.Command(team.Maya, "feedback.give", row: team.Maya.Id.ToString("N"), fields: fields));

        reply.ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["who"]);
        team.All<FeedbackNote>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_gives_feedback_to_somebody_who_left_or_never_was()
    {
        using (var data = team.Open())
        {
            data.People.Single(person => person.Id == team.Ben.Id).LastDay = new NodaTime.LocalDate(2026, 11, 23);
            data.SaveChanges();
        }

        foreach (var row in new[] { team.Ben.Id, Guid.NewGuid() })
        {
            var fields = new[] { ("text", "well done"), ("class", "shared") };
            var reply = await Do(team.Command(team.Maya, "feedback.give", row: row.ToString("N"), fields: fields));
            reply.ShouldBeOfType<Reply.Invalid>().Model["text"]!.GetValue<string>().ShouldBe("well done");
        }

        team.All<FeedbackNote>().ShouldBeEmpty();
    }

    private Task<Reply> Do(Command command) =>
        team.Do(
            (data, access, audit) =>
                new GiveFeedback(data, new Core.People.Directory(data, new Core.Organization(), team.Clock), access, audit, team.Clock),
            command
        );
}
