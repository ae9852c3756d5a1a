using System.Net;
using NodaTime;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web;

public sealed class GoalsPageTests
{
    [Fact]
    public async Task Shows_the_tree_from_the_manager_down_with_numbers_beside_the_bars()
    {
        await using var site = await Site.Start();
        await Fill(site);

        var page = await (await site.SignedIn(site.Ana)).Get("/goals");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.ShouldContain("Company &lt;b&gt;goal&lt;/b&gt;");
        page.Html.ShouldContain("<details open>");
        page.Html.ShouldContain("40 % by the goals below");
        page.Html.ShouldContain("<progress max=\"100\" value=\"40\"");
        page.Html.ShouldContain("at risk");
        page.Html.ShouldContain("aria-current=\"page\">Goals</a>");
        page.Html.ShouldNotContain("Closed to Ana");
        page.Html.ShouldNotContain("style=");
        page.Html.IndexOf("Company", StringComparison.Ordinal).ShouldBeLessThan(page.Html.IndexOf("Goal of Ana", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_a_manager_the_goals_of_a_report_and_a_stranger_no_such_page()
    {
        await using var site = await Site.Start();
        await Fill(site);

        var team = await (await site.SignedIn(site.Max)).Get($"/goals/{site.Ana.Id:N}");
        team.Html.ShouldContain("Goal of Ana");
        team.Html.ShouldContain("dient einem Ziel darüber");
        var eve = await site.SignedIn(site.Eve);
        var denied = await eve.Get($"/goals/{site.Ana.Id:N}");
        denied.Status.ShouldBe(HttpStatusCode.NotFound);
        denied.Html.ShouldBe((await eve.Get($"/goals/{Guid.NewGuid():N}")).Html);
        (await eve.Get("/goals")).Html.ShouldContain("There are no goals here yet.");
    }

    private static Task Fill(Site site) =>
        site.Change(async data =>
        {
            var (top, closed) = (Goal(site.Max, "o1", "Company <b>goal</b>"), Goal(site.Max, "o2", "Closed to Ana"));
            (top.VisibleToPeers, top.Progress) = (true, 10);
            data.AddRange(top, closed);
            await data.SaveChangesAsync();
            var mine = Goal(site.Ana, "o3", "Goal of Ana");
            (mine.ParentId, mine.Progress, mine.Status) = (top.Id, 40, GoalStatus.AtRisk);
            data.Add(mine);
        });

    private static Goal Goal(Person owner, string key, string title) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OwnerId = owner.Id,
            Key = key,
            Title = title,
            CreatedAt = Instant.FromUtc(2026, 11, 2, 9, 0),
            UpdatedAt = Instant.FromUtc(2026, 11, 2, 9, 0),
        };
}
