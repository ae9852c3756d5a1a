using System.Net;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Tests.Web;

/// <summary>Eve is HR; Max manages Ana.</summary>
public sealed class ReviewPagesTests
{
    [Fact]
    public async Task Hr_sets_up_and_opens_a_cycle_and_people_complete_their_steps_without_javascript()
    {
        await using var site = await Site.Start();
        await Hr(site, null);
        var eve = await site.SignedIn(site.Eve);
        var page = await eve.Get("/hr/cycles/new");
        var wrong = await eve.Submit(page, "name=\"version\"", Fields(""));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("Give it a name");
        var saved = await eve.Submit(wrong, "name=\"version\"", Fields("Autumn <i>review</i>"));
        saved.Html.ShouldContain("Autumn &lt;i&gt;review&lt;/i&gt;");
        saved.Html.ShouldContain("draft, nobody is asked for anything yet");
        var opened = await eve.Submit(saved, "handler=Open", []);
        opened.Html.ShouldContain("open, 0 of 3 steps completed");
        opened.Html.ShouldContain("/hr/nudges/new?cycle=");
        opened.Html.ShouldContain("Ana Costa");

        var ana = await site.SignedIn(site.Ana);
        var mine = await ana.Get("/reviews");
        mine.Html.ShouldContain("Open for you: 1");
        var after = await ana.Submit(mine, "handler=Done", []);
        after.Html.ShouldContain("Completed by you: 1");
        (await ana.Submit(mine, "handler=Done", [])).Status.ShouldBe(HttpStatusCode.Conflict);
        (await eve.Get("/hr/cycles")).Html.ShouldContain("open, 1 of 3 steps completed");
        (await ana.Submit(after, "handler=Reopen", [])).Html.ShouldContain("Open for you: 1");
    }

    [Fact]
    public async Task A_nudge_begun_at_a_step_is_to_those_whose_step_is_open_and_to_nobody_else()
    {
        await using var site = await Site.Start();
        await Hr(site, null);
        var eve = await site.SignedIn(site.Eve);
        var saved = await eve.Submit(await eve.Get("/hr/cycles/new"), "name=\"version\"", Fields("Autumn"));
        var opened = await eve.Submit(saved, "handler=Open", []);
        var ana = await site.SignedIn(site.Ana);
        await ana.Submit(await ana.Get("/reviews"), "handler=Done", []);

        var path = System.Text.RegularExpressions.Regex.Match(opened.Html, "href=\"(/hr/nudges/new[^\"]+)\"").Groups[1].Value;
        var form = await eve.Get(WebUtility.HtmlDecode(path));

        form.Html.ShouldContain("selected=\"selected\">Autumn: Self-assessment<");
        form.Html.ShouldContain("A step of the review is still open with you");
        var counted = await eve.Submit(form, "text_en", new() { ["do"] = "check", ["cycle"] = Chosen(form) });
        counted.Html.ShouldContain("Who gets it: 2 of 2 people");
        await eve.Submit(counted, "text_en", new() { ["do"] = "save", ["cycle"] = Chosen(counted) });
        await site.Change(data =>
        {
            var rule = AudienceRule.FromJson(data.Set<Broadcast>().Single().Audience);
            rule.StepId.ShouldBe(data.Set<CycleStep>().Single().Id);
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData("cycle=00000000000000000000000000000001&step=00000000000000000000000000000002")]
    [InlineData("cycle=00000000000000000000000000000001")]
    public async Task A_nudge_begun_at_a_step_that_is_gone_is_not_one_to_everybody(string query)
    {
        await using var site = await Site.Start();
        await Hr(site, null);
        var eve = await site.SignedIn(site.Eve);

        var form = await eve.Get("/hr/nudges/new?" + query);

        var counted = await eve.Submit(form, "text_en", new() { ["do"] = "check", ["cycle"] = Chosen(form) });
        counted.Html.ShouldContain("Who gets it: 0 of 0 people");
    }

    /// <summary>What stands chosen in the menu of cycles.</summary>
    private static string Chosen(Seen form)
    {
        var menu = System.Text.RegularExpressions.Regex.Match(
            form.Html,
            "<select id=\"cycle\".*?</select>",
            System.Text.RegularExpressions.RegexOptions.Singleline
        );
        return System.Text.RegularExpressions.Regex.Match(menu.Value, "value=\"([^\"]+)\" selected").Groups[1].Value;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Sales")]
    public async Task Is_not_there_for_others_and_hr_of_another_department(string? department)
    {
        await using var site = await Site.Start();
        var cycle = new ReviewCycle
        {
            Id = Guid.CreateVersion7(),
            Name = "Autumn",
            From = new LocalDate(2026, 1, 1),
            To = new LocalDate(2026, 12, 31),
            Departments = $"[\"{site.Ana.Department}\"]",
            RoleFamilies = "[]",
            NudgeDaysBefore = "",
            CreatedBy = site.Max.Id,
            CreatedAt = Instant.FromUtc(2026, 11, 1, 0, 0),
        };
        await site.Change(data =>
        {
            data.Add(cycle);
            return Task.CompletedTask;
        });
        if (department is not null)
        {
            await Hr(site, department);
        }

        var eve = await site.SignedIn(site.Eve);
        (await eve.Get($"/hr/cycles/{cycle.Id:N}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await eve.Get("/hr/cycles")).Status.ShouldBe(department is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        (await eve.Get("/hr/cycles/new")).Status.ShouldBe(department is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        (await eve.Get("/reviews")).Html.ShouldContain("Nothing is open for you");
    }

    private static Task Hr(Site site, string? department) =>
        site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Eve.Id,
                    Kind = RoleKind.Hr,
                    Department = department,
                }
            );
            return Task.CompletedTask;
        });

    private static Dictionary<string, string> Fields(string name) =>
        new()
        {
            ["name"] = name,
            ["from"] = "2026-01-01",
            ["to"] = "2026-12-31",
            ["step"] = "Self-assessment",
            ["doer"] = "self",
            ["due"] = "2026-12-20",
        };
}
