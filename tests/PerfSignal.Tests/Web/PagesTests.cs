using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Web;

public sealed class PagesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/me")]
    [InlineData("/governance")]
    [InlineData("/sign-in")]
    [InlineData("/nothing-here")]
    public async Task Carry_a_strict_policy_and_nothing_inline(string path)
    {
        await using var site = await Site.Start();
        var browser = path == "/sign-in" ? site.Browser() : await site.SignedIn(site.Ana);
        var page = await browser.Get(path);

        page.Header("Content-Security-Policy").ShouldStartWith("default-src 'none'");
        page.Header("Content-Security-Policy").ShouldNotContain("unsafe");
        page.Header("X-Content-Type-Options").ShouldBe("nosniff");
        page.Header("Referrer-Policy").ShouldBe("no-referrer");
        page.Header("Cache-Control").ShouldContain("no-store");
        page.Html.ShouldNotContain(" style=");
        page.Html.ShouldNotContain("<style");
        page.Html.ShouldNotContain(" onclick");
        page.Html.ShouldNotContain("http://www.");
    }

    [Fact]
    public async Task Serve_their_own_files_to_be_kept_under_an_address_that_changes_with_them()
    {
        await using var site = await Site.Start();
        var browser = site.Browser();
        var css = System.Text.RegularExpressions.Regex.Match((await browser.Get("/sign-in")).Html, "/site.css\\?v=[0-9a-f]+").Value;
        var file = await browser.Get(css);
        file.Status.ShouldBe(HttpStatusCode.OK);
        file.Header("Cache-Control").ShouldContain("immutable");
    }

    [Fact]
    public async Task Show_the_brief_to_the_two_of_it_and_to_nobody_else()
    {
        await using var site = await Site.Start();
        var id = await AddBrief(site);
        foreach (var person in new[] { site.Max, site.Ana })
        {
            var page = await (await site.SignedIn(person)).Get($"/brief/{id:N}");
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Html.ShouldContain("role=\"img\"");
            page.Html.ShouldContain("&lt;b&gt;calm&lt;/b&gt;");
        }

        var eve = await site.SignedIn(site.Eve);
        var foreign = await eve.Get($"/brief/{id:N}");
        var unknown = await eve.Get($"/brief/{Guid.NewGuid():N}");
        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        foreign.Html.ShouldBe(unknown.Html);
        foreign.Html.ShouldBe((await eve.Get("/brief/not-an-id")).Html);
    }

    [Fact]
    public async Task Mark_a_figure_in_the_frozen_brief_that_is_contested_since()
    {
        await using var site = await Site.Start();
        var id = await AddBrief(site);
        var metric = Charts.TrendChartTests.Sample([3m]).MetricKey;
        (await (await site.SignedIn(site.Max)).Get($"/brief/{id:N}")).Html.ShouldNotContain("bestritten");
        await site.Change(data =>
        {
            data.AddRange(
                new Contest
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Ana.Id,
                    MetricKey = metric,
                    Reason = "two weeks are missing",
                    OpenedAt = Instant.FromUtc(2026, 11, 24, 8, 10),
                },
                new ContextNote
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Ana.Id,
                    MetricKey = metric,
                    Text = "I was on leave.",
                    At = Instant.FromUtc(2026, 11, 24, 8, 10),
                }
            );
            return Task.CompletedTask;
        });
        foreach (var (person, word) in new[] { (site.Max, "bestritten"), (site.Ana, "contested") })
        {
            var page = await (await site.SignedIn(person)).Get($"/brief/{id:N}");
            page.Html.ShouldContain(word);
            page.Html.ShouldContain("I was on leave.");
            page.Html.ShouldNotContain("two weeks are missing");
        }
    }

    [Fact]
    public async Task Show_a_person_why_hr_broke_the_glass_and_what_the_directory_says_of_them()
    {
        await using var site = await Site.Start();
        await site.Change(data =>
        {
            data.Add(
                new Core.Governance.GlassBreak
                {
                    Id = Guid.CreateVersion7(),
                    ReaderId = site.Eve.Id,
                    SubjectId = site.Ana.Id,
                    What = Core.Governance.DataClass.Brief,
                    Reason = "a <complaint>",
                    At = Instant.FromUtc(2026, 11, 20, 9, 0),
                }
            );
            return Task.CompletedTask;
        });
        var page = await (await site.SignedIn(site.Ana)).Get("/me");
        page.Html.ShouldContain("a &lt;complaint&gt;");
        page.Html.ShouldContain("Eve Ng");
        page.Html.ShouldContain("ana@example.com");
        page.Html.ShouldContain("Europe/Berlin");
        page.Html.ShouldContain("Max Weber");
        (await (await site.SignedIn(site.Max)).Get("/me")).Html.ShouldNotContain("complaint");
    }

    [Fact]
    public async Task Open_the_form_for_contesting_beside_each_of_ones_own_figures()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Get("/me");
        page.Count("value=\"figure.contest\"").ShouldBe(page.Count("<article"));
        page.Count("<article").ShouldBeGreaterThan(3);
        var form = await browser.Submit(page, "engineering.cycle_time", new() { ["verb"] = "figure.contest" });
        form.Html.ShouldContain("id=\"form\"");
        form.Html.ShouldContain("<option value=\"engineering.cycle_time\" selected");
        form = await browser.Submit(page, "engineering.cycle_time", new() { ["verb"] = "context.add" });
        form.Html.ShouldContain("name=\"text\"");
        form.Html.ShouldContain("<option value=\"engineering.cycle_time\" selected");
    }

    [Fact]
    public async Task Show_hr_the_lines_that_somebody_doubts()
    {
        await using var site = await Site.Start();
        await site.Change(async data =>
        {
            var line = await data.ReportingLines.FirstAsync();
            data.AddRange(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Eve.Id,
                    Kind = RoleKind.Hr,
                },
                new OrgDataDoubt
                {
                    Id = Guid.CreateVersion7(),
                    LineId = line.Id,
                    ManagerId = line.ManagerId,
                    ReportId = line.ReportId,
                    RaisedBy = line.ManagerId,
                    At = Instant.FromUtc(2026, 11, 20, 9, 0),
                }
            );
        });
        (await (await site.SignedIn(site.Eve)).Get("/hr")).Html.ShouldContain("Ana Costa reports to Max Weber");
    }

    [Fact]
    public async Task Show_a_person_what_is_held_and_who_looked()
    {
        await using var site = await Site.Start();
        var id = await AddBrief(site);
        await site.Change(data =>
        {
            data.Add(
                new FeedbackNote
                {
                    Id = Guid.CreateVersion7(),
                    AuthorId = site.Max.Id,
                    SubjectId = site.Ana.Id,
                    Kind = FeedbackKind.Praise,
                    Text = "Clear <i>notes</i>",
                    At = Instant.FromUtc(2026, 11, 20, 9, 0),
                }
            );
            data.Add(
                new MineNote
                {
                    Id = Guid.CreateVersion7(),
                    AuthorId = site.Max.Id,
                    SubjectId = site.Ana.Id,
                    Text = "only for Max",
                    At = Instant.FromUtc(2026, 11, 20, 9, 0),
                }
            );
            return Task.CompletedTask;
        });
        await (await site.SignedIn(site.Max)).Get($"/brief/{id:N}");

        var page = await (await site.SignedIn(site.Ana)).Get("/me");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.ShouldContain("Clear &lt;i&gt;notes&lt;/i&gt;");
        page.Html.ShouldContain($"/brief/{id:N}");
        page.Html.ShouldContain("read: brief");
        page.Html.ShouldNotContain("only for Max");
    }

    [Fact]
    public async Task Show_a_manager_the_team_and_nobody_else_that_there_is_such_a_page()
    {
        await using var site = await Site.Start();
        var id = await AddBrief(site);
        var page = await (await site.SignedIn(site.Max)).Get("/team");
        page.Html.ShouldContain("Ana Costa");
        page.Html.ShouldContain($"/brief/{id:N}");
        (await (await site.SignedIn(site.Ana)).Get("/team")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/org")]
    [InlineData("/hr")]
    [InlineData("/delivery")]
    public async Task Exist_for_hr_and_look_absent_to_others(string path)
    {
        await using var site = await Site.Start();
        await site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Eve.Id,
                    Kind = RoleKind.Hr,
                }
            );
            return Task.CompletedTask;
        });
        (await (await site.SignedIn(site.Eve)).Get(path)).Status.ShouldBe(HttpStatusCode.OK);
        var ana = await site.SignedIn(site.Ana);
        var denied = await ana.Get(path);
        denied.Status.ShouldBe(HttpStatusCode.NotFound);
        denied.Html.ShouldBe((await ana.Get("/no-such-page")).Html);
    }

    [Fact]
    public async Task Let_hr_see_and_dismiss_a_doubted_reporting_line()
    {
        await using var site = await Site.Start();
        var doubt = Guid.CreateVersion7();
        await site.Change(async data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Eve.Id,
                    Kind = RoleKind.Hr,
                    Department = "Platform",
                }
            );
            data.Add(
                new OrgDataDoubt
                {
                    Id = doubt,
                    ManagerId = site.Max.Id,
                    ReportId = site.Ana.Id,
                    LineId = (await data.ReportingLines.SingleAsync()).Id,
                    RaisedBy = site.Max.Id,
                    At = Instant.FromDateTimeOffset(site.Clock.GetUtcNow()),
                }
            );
        });
        var hr = await site.SignedIn(site.Eve);
        var page = await hr.Get("/hr");
        page.Html.ShouldContain("Ana Costa reports to Max Weber");

        var ana = await site.SignedIn(site.Ana);
        var forged = (await ana.Get("/")).Form("name=\"text\"").Fields;
        forged["doubt"] = doubt.ToString();
        (await ana.Post("/hr", forged)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await hr.Post("/hr", new Dictionary<string, string> { ["doubt"] = doubt.ToString() })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await hr.Get("/hr")).Html.ShouldContain("Ana Costa reports to Max Weber");

        (await hr.Submit(page, doubt.ToString("N"), [])).Html.ShouldNotContain("Ana Costa reports to");
    }

    [Fact]
    public async Task Never_name_a_department_smaller_than_the_minimum_group()
    {
        await using var site = await Site.Start();
        await site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Eve.Id,
                    Kind = RoleKind.Executive,
                }
            );
            return Task.CompletedTask;
        });
        var page = await (await site.SignedIn(site.Eve)).Get("/org");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.ShouldNotContain("<th scope=\"row\"");
    }

    [Fact]
    public async Task Show_everyone_the_live_register()
    {
        await using var site = await Site.Start();
        var page = await (await site.SignedIn(site.Max)).Get("/governance");
        page.Html.ShouldContain("engineering.cycle_time");
        page.Html.ShouldContain("Nie erhoben");
        page.Html.ShouldContain("Rechtsgrundlage");
        page.Html.ShouldNotContain("und sonst nichts");
        foreach (
            var name in new[]
            {
                "Zusagen",
                "Feedback",
                "private Notizen",
                "Verzeichnis der Menschen",
                "Kalender",
                "Unterhaltung mit PerfSignal",
            }
        )
        {
            page.Html.ShouldContain($"<th scope=\"row\">{name}</th>");
        }
    }

    [Fact]
    public async Task Refuse_a_form_that_is_larger_than_any_of_ours()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var answer = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = new string('x', 70_000) });
        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Html.ShouldContain("64 KB");
    }

    private static async Task<Guid> AddBrief(Site site)
    {
        var id = Guid.CreateVersion7();
        var start = Instant.FromUtc(2026, 11, 24, 8, 30);
        var evidence = new Evidence
        {
            Manager = new EvidencePerson(site.Max.Id, site.Max.Name, "engineering", site.Max.TimeZone, site.Max.HireDate),
            Report = new EvidencePerson(site.Ana.Id, site.Ana.Name, "engineering", site.Ana.TimeZone, site.Ana.HireDate),
            MeetingStart = start,
            FrozenAt = start - Duration.FromMinutes(30),
            Figures = [Charts.TrendChartTests.Sample([3m, null, 5m, 4m, 4.5m, 6m])],
            Feedback =
            [
                new EvidenceFeedback(
                    Guid.CreateVersion7(),
                    site.Max.Name,
                    ByManager: true,
                    Praise: true,
                    "<b>calm</b>",
                    start,
                    Contested: false
                ),
            ],
        };
        await site.Change(async data =>
        {
            data.Add(
                new Occurrence
                {
                    Id = id,
                    ManagerId = site.Max.Id,
                    ReportId = site.Ana.Id,
                    Key = "one",
                    Start = start,
                    End = start + Duration.FromMinutes(30),
                    BriefAt = start,
                }
            );
            await data.SaveChangesAsync();
            data.Add(
                new Brief
                {
                    Id = Guid.CreateVersion7(),
                    OccurrenceId = id,
                    Revision = 1,
                    ManagerId = site.Max.Id,
                    ReportId = site.Ana.Id,
                    FrozenAt = evidence.FrozenAt,
                    Evidence = CardJson.Write(evidence),
                    Questions = "",
                }
            );
        });
        return id;
    }
}
