using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Development;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Tests.Governance;

namespace PerfSignal.Tests.Development;

public sealed class RemindReviewsTests : IDisposable
{
    private readonly DevelopmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Writes_once_on_the_morning_of_the_day_in_the_persons_own_zone()
    {
        world.Change(data => Ana(data).ChosenTimeZone = "America/New_York");
        await Two();
        world.Clock.Advance(Duration.FromHours(24 + 1) + Duration.FromMinutes(59));
        (await world.Remind()).ShouldBe(0, "7:59 in New York");

        world.Clock.Advance(Duration.FromMinutes(1));
        (await world.Remind()).ShouldBe(1);
        (await world.Remind()).ShouldBe(0);
        world.Clock.Advance(Duration.FromHours(23));
        (await world.Remind()).ShouldBe(0);
        world.Clock.Advance(Duration.FromHours(2));
        (await world.Remind()).ShouldBe(0, "9:00 on the day after");
        var row = world.All<DeliveryRow>().ShouldHaveSingleItem();
        (row.RecipientId, row.Card, row.Lane).ShouldBe((Company.Ana.Id, "plan_news", Lane.Normal));
        CardJson.Read<PlanNewsCard>(row.Model).Lines.Select(line => line.Text).ShouldBe(["one", "two"], ignoreOrder: true);
    }

    [Fact]
    public async Task Says_at_the_send_only_what_is_still_open()
    {
        var row = await Reminded();
        await world.Said(Company.Mia, "plan.done", row: world.RowOfItem("one"));

        (await world.WhyNot(row)).ShouldBeNull();
        CardJson.Read<PlanNewsCard>(row.Model).Lines.Select(line => line.Text).ShouldBe(["two"]);
        await world.Said(Company.Ana, "plan.move", row: world.RowOfItem("two"), fields: [("due", ""), ("review", "2026-12-24")]);
        (await world.WhyNot(row)).ShouldBe("plan_closed");
    }

    [Fact]
    public async Task Is_silent_for_whoever_switched_the_topic_off_also_in_the_last_moment()
    {
        var row = await Reminded();
        world.Change(data => Ana(data).Muted = Topics.Development);

        (await world.WhyNot(row)).ShouldBe("muted");
        world.Clock.Advance(Duration.FromDays(1));
        await world.Plan(Company.Ana, Company.Ana, "three", review: "2026-11-26");
        (await world.Remind()).ShouldBe(0);
    }

    [Fact]
    public async Task Leaves_closed_actions_and_departed_people_alone()
    {
        await Two();
        await world.Said(Company.Ana, "plan.drop", row: world.RowOfItem("one"));
        world.Change(data => Ana(data).LastDay = new(2026, 11, 24));
        world.Clock.Advance(Duration.FromDays(1));

        (await world.Remind()).ShouldBe(0);
    }

    private static Person Ana(Core.Data.PerfSignalData data) => data.People.Single(person => person.Id == Company.Ana.Id);

    private async Task Two()
    {
        await world.Plan(Company.Ana, Company.Ana, "one", review: "2026-11-25");
        await world.Plan(Company.Ana, Company.Ana, "two", review: "2026-11-25");
    }

    private async Task<DeliveryRow> Reminded()
    {
        await Two();
        world.Clock.Advance(Duration.FromDays(1));
        (await world.Remind()).ShouldBe(1);
        return world.All<DeliveryRow>().ShouldHaveSingleItem();
    }
}
