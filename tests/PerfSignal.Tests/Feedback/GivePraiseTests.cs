using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Tests.Delivery;

namespace PerfSignal.Tests.Feedback;

public sealed class GivePraiseTests : IDisposable
{
    private const string Thanks = "for staying late on Monday to get the release out";
    private readonly FakePlatform slack = new(PlatformName.Slack);
    private readonly FakePlatform web = new(PlatformName.Web);
    private readonly FeedbackWorld world;

    public GivePraiseTests()
    {
        slack.Knows = _ => false;
        world = new FeedbackWorld(new Recognition("C1"), slack, web);
    }

    private Person Ana => world.Team.Ana;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Is_saved_from_words_and_told_to_the_person_but_not_posted()
    {
        (await world.Type(world.Team.Olga, "kudos ana: " + Thanks)).ShouldBeOfType<Reply.Said>();

        var note = world.Team.All<FeedbackNote>().ShouldHaveSingleItem();
        (note.Kind, note.Text, note.Posted).ShouldBe((FeedbackKind.Praise, Thanks, false));
        world.Rows("feedback_recognition").ShouldBeEmpty();
        world.Rows("feedback_received").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Asks_once_what_it_is_for()
    {
        (await world.Type(world.Team.Olga, "kudos ana: thanks")).ShouldBeOfType<Reply.Showed>().Model["question"]!
            .GetValue<string>()
            .ShouldContain("What is it for");
        world.Team.All<FeedbackNote>().ShouldBeEmpty();

        await world.Type(world.Team.Olga, "for the quick review");

        world.Team.All<FeedbackNote>().ShouldHaveSingleItem().Text.ShouldBe("thanks for the quick review");
    }

    [Fact]
    public async Task The_form_offers_the_channel_switched_off()
    {
        var form = (await world.Type(world.Team.Olga, "kudos ana")).ShouldBeOfType<Reply.Opened>().Model;

        (form["canPost"]!.GetValue<bool>(), form["post"]!.GetValue<string>()).ShouldBe((true, "false"));
        form["classes"]!.AsArray().ShouldBeEmpty();
        form["seen"]!.GetValue<string>().ShouldContain("with your name");
    }

    [Fact]
    public async Task Is_posted_in_the_channel_on_wish_once()
    {
        (await Praise(post: true)).ShouldContain("on its way to the channel");
        await world.Send();
        await world.Send();

        var (act, message) = slack.Asked.ShouldHaveSingleItem();
        (act, message.Channel, message.Card, message.Recipient.Id).ShouldBe((DeliveryAct.Send, "C1", "feedback_recognition", Ana.Id));
        message.Model["title"]!.GetValue<string>().ShouldBe("Olga Orlova thanks Ana Sousa");
        world.Team.All<FeedbackNote>().Single().Posted.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_not_posted_for_whoever_switched_that_off_and_says_so()
    {
        world.Change(Ana, ana => ana.Muted = Topics.Recognition);

        (await Praise(post: true)).ShouldContain("prefers not to stand in the channel");

        world.Rows("feedback_recognition").ShouldBeEmpty();
        world.Team.All<FeedbackNote>().Single().Posted.ShouldBeFalse();
    }

    [Fact]
    public async Task Says_when_there_is_no_channel()
    {
        using var without = new FeedbackWorld();
        var said = await without.Press(without.Team.Olga, "feedback.praise", without.Team.Ana.Id, ("text", Thanks), ("post", "true"));

        said.ShouldBeOfType<Reply.Said>().Text.ShouldContain("has chosen no channel");
        (await without.Type(without.Team.Olga, "kudos ana")).ShouldBeOfType<Reply.Opened>().Model["canPost"]!
            .GetValue<bool>()
            .ShouldBeFalse();
    }

    [Fact]
    public async Task Who_switched_it_off_or_contested_it_meanwhile_is_not_posted()
    {
        await Praise(post: true);
        world.Change(Ana, ana => ana.Muted = Topics.Recognition);
        await world.Send();
        Ended().ShouldBe((DeliveryState.Excluded, "recognition_off"));

        using var contested = new FeedbackWorld(new Recognition("C1"), slack);
        await contested.Press(contested.Team.Olga, "feedback.praise", contested.Team.Ana.Id, ("text", Thanks), ("post", "true"));
        using (var data = contested.Team.Open())
        {
            data.Set<FeedbackNote>().Single().Contested = true;
            data.SaveChanges();
        }

        await contested.Send();
        contested.Rows("feedback_recognition").Single().Reason.ShouldBe("recognition_contested");
        slack.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Neither_quiet_hours_nor_a_pause_of_the_person_hold_it_back()
    {
        world.Clock.Set(Instant.FromUtc(2026, 11, 24, 22, 30));
        world.Change(Ana, ana => ana.PausedUntil = world.Now + Duration.FromDays(3));
        await Praise(post: true);

        await world.Send();

        slack.Asked.ShouldHaveSingleItem();
        web.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_posted_about_somebody_who_left()
    {
        await Praise(post: true);
        world.Change(Ana, ana => ana.LastDay = new LocalDate(2026, 11, 23));

        await world.Send();

        slack.Asked.ShouldBeEmpty();
        Ended().ShouldBe((DeliveryState.Excluded, "not_employed"));
    }

    [Fact]
    public async Task A_channel_that_is_gone_makes_nobody_unreachable()
    {
        slack.Answers(new DeliveryResult.Failed(FailureCategory.RecipientGone, "channel_not_found"));
        await Praise(post: true);

        await world.Send();
        await world.Send();

        Ended().ShouldBe((DeliveryState.Failed, "no_channel"));
        world.Team.All<Unreachable>().ShouldBeEmpty();
        slack.Asked.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_channel_of_a_platform_that_is_switched_off_is_not_posted_elsewhere()
    {
        using var other = new FeedbackWorld(new Recognition(TeamsChannel: "19:a@thread.tacv2"), slack, web);
        await other.Press(other.Team.Olga, "feedback.praise", other.Team.Ana.Id, ("text", Thanks), ("post", "true"));

        await other.Send();

        other.Rows("feedback_recognition").Single().Reason.ShouldBe("no_channel");
        slack.Asked.ShouldBeEmpty();
    }

    private async Task<string> Praise(bool post) =>
        (await world.Press(world.Team.Olga, "feedback.praise", Ana.Id, ("text", Thanks), ("post", post ? "true" : "false")))
            .ShouldBeOfType<Reply.Said>()
            .Text;

    private (DeliveryState State, string? Reason) Ended()
    {
        var row = world.Rows("feedback_recognition").Single();
        return (row.State, row.Reason);
    }
}
