using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Feedback;

public sealed class ListFeedbackTests : IDisposable
{
    private readonly FeedbackWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Shows_what_one_got_and_gave_and_nothing_else()
    {
        var (maya, ana, olga) = (world.Team.Maya, world.Team.Ana, world.Team.Olga);
        var shared = Note(olga, ana, "olga on ana");
        Note(ana, olga, "ana on olga");
        Note(maya, world.Team.Ben, "maya on ben");
        world.Team.Save(Record(maya, ana, "record on ana"), Mine(maya, ana, "secret on ana"), Mine(ana, maya, "ana's own"));

        var anas = await Show(ana);
        Texts(anas, "received").ShouldBe(["record on ana", "olga on ana"], ignoreOrder: true);
        Texts(anas, "given").ShouldBe(["ana on olga", "ana's own"], ignoreOrder: true);
        anas["received"]!.AsArray().ShouldContain(line => line!["row"]!.GetValue<string>() == shared.Id.ToString("N"));
        var mayas = await Show(maya);
        Texts(mayas, "received").ShouldBeEmpty();
        Texts(mayas, "given").ShouldBe(["maya on ben", "record on ana", "secret on ana"], ignoreOrder: true);
        // Of another team, and still her own words.
        Texts(await Show(olga), "given").ShouldBe(["olga on ana"]);
        Texts(await Show(world.Team.Ben), "received").ShouldBe(["maya on ben"]);
    }

    [Fact]
    public async Task Turns_pages()
    {
        foreach (var number in Enumerable.Range(0, 7))
        {
            world.Clock.Advance(Duration.FromMinutes(1));
            Note(world.Team.Maya, world.Team.Ana, $"note {number}");
        }

        var seen = new List<string>();
        var page = await Show(world.Team.Ana);
        page["newer"]!.GetValue<string>().ShouldBeEmpty();
        seen.AddRange(Texts(page, "received"));
        while (page["older"]!.GetValue<string>() is { Length: > 0 } older)
        {
            page = (await world.Press(world.Team.Ana, "feedback.list", older)).ShouldBeOfType<Reply.Showed>().Model;
            seen.AddRange(Texts(page, "received"));
        }

        seen.ShouldBe(Enumerable.Range(0, 7).Select(number => $"note {6 - number}"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999")]
    [InlineData("2147483647")]
    public async Task Takes_any_row(string row) =>
        (await world.Press(world.Team.Ana, "feedback.list", row)).ShouldBeOfType<Reply.Showed>().Card.ShouldBe("feedback_list");

    [Fact]
    public async Task Is_reached_by_the_words_of_the_slash_command() =>
        (await world.Type(world.Team.Ana, "/feedback list")).ShouldBeOfType<Reply.Showed>().Card.ShouldBe("feedback_list");

    private async Task<JsonObject> Show(Person by) => (await world.Type(by, "notes")).ShouldBeOfType<Reply.Showed>().Model;

    private static List<string> Texts(JsonObject model, string list) =>
        [.. model[list]!.AsArray().Select(line => line!["text"]!.GetValue<string>())];

    private FeedbackNote Note(Person by, Person about, string text)
    {
        var note = new FeedbackNote
        {
            Id = Guid.CreateVersion7(),
            AuthorId = by.Id,
            SubjectId = about.Id,
            Kind = FeedbackKind.Feedback,
            Text = text,
            At = world.Now,
        };
        world.Team.Save(note);
        return note;
    }

    private RecordNote Record(Person by, Person about, string text) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            AuthorId = by.Id,
            SubjectId = about.Id,
            Text = text,
            At = world.Now,
        };

    private MineNote Mine(Person by, Person about, string text) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            AuthorId = by.Id,
            SubjectId = about.Id,
            Text = text,
            At = world.Now,
        };
}
