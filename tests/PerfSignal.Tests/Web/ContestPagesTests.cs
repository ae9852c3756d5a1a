using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Tests.Drafting;

namespace PerfSignal.Tests.Web;

/// <summary>Contests and what is held, on the pages.</summary>
public sealed class ContestPagesTests
{
    [Fact]
    public async Task Show_the_mark_the_decider_and_every_row_and_hide_private_notes_of_others()
    {
        await using var site = await Site.Start();
        await site.Change(data =>
        {
            var at = Instant.FromDateTimeOffset(site.Clock.GetUtcNow());
            foreach (var number in Enumerable.Range(0, 60))
            {
                data.Add(
                    new FeedbackNote
                    {
                        Id = Guid.CreateVersion7(),
                        AuthorId = site.Max.Id,
                        SubjectId = site.Ana.Id,
                        Kind = FeedbackKind.Feedback,
                        Text = $"<b>note</b> {number}.",
                        At = at - Duration.FromHours(number),
                        Contested = number == 0,
                    }
                );
            }

            data.Add(
                new MineNote
                {
                    Id = Guid.CreateVersion7(),
                    AuthorId = site.Max.Id,
                    SubjectId = site.Ana.Id,
                    Text = "a private thought",
                    At = at,
                }
            );
            data.Add(
                new Contest
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Ana.Id,
                    MetricKey = "engineering.story_points",
                    Reason = "<i>wrong</i>",
                    OpenedAt = at,
                    DeciderId = site.Max.Id,
                    DecideBy = new LocalDate(2026, 12, 8),
                }
            );
            return Task.CompletedTask;
        });
        var ana = await site.SignedIn(site.Ana);
        var me = await ana.Get("/me");
        Words(me).ShouldContain("Max Weber decides by Tue 8 Dec.");
        Words(me).ShouldNotContain("a private thought");
        me.Html.ShouldNotContain("<b>note</b>");
        me.Html.ShouldContain("feedback.contest#");

        Words(await ana.Get("/me/held/feedback")).ShouldContain("<b>note</b> 0.");
        var second = await ana.Get("/me/held/feedback?page=2");
        Words(second).ShouldContain("<b>note</b> 59.");
        Words(second).ShouldNotContain("<b>note</b> 0.");
        Words(await ana.Get("/me/held/mine")).ShouldContain("There is nothing of this kind.");
        ((int)(await ana.Get("/me/held/passwords")).Status).ShouldBe(404);
        Words(await ana.Get("/me/held/feedback?page=-7")).ShouldContain("<b>note</b> 0.");
        Words(await (await site.SignedIn(site.Eve)).Get("/me/held/feedback")).ShouldContain("There is nothing of this kind.");
    }

    [Fact]
    public async Task Offer_to_contest_what_others_assessed_and_summed_up_until_it_is_contested()
    {
        await using var site = await Site.Start();
        var (open, marked, own, refused) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        Guid summary = default;
        await site.Change(data =>
        {
            var at = Instant.FromDateTimeOffset(site.Clock.GetUtcNow());
            data.AddRange(Given(open, site.Max.Id), Given(marked, site.Max.Id), Given(refused, site.Max.Id));
            data.Add(Given(own, site.Ana.Id, AssessmentKind.Self));
            var rejected = Contested(refused);
            rejected.Decide(site.Eve.Id, false, "It was as written.", at);
            data.AddRange(Contested(marked), rejected);
            var approved = DraftRows.Approved(site.Max, site.Ana, at);
            summary = approved.OfType<Summary>().Single().Id;
            data.AddRange(approved);
            return Task.CompletedTask;

            Assessment Given(Guid id, Guid author, AssessmentKind kind = AssessmentKind.Manager) =>
                new()
                {
                    Id = id,
                    SubjectId = site.Ana.Id,
                    AuthorId = author,
                    Kind = kind,
                    CompetencyKey = "communication",
                    Level = 3,
                    At = at,
                };

            Contest Contested(Guid item) =>
                new()
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Ana.Id,
                    Of = ContestOf.Assessment,
                    ItemId = item,
                    Reason = "Not so.",
                    OpenedAt = at,
                };
        });
        var ana = await site.SignedIn(site.Ana);
        foreach (var (assessments, summaries) in new[] { ("/me", "/me"), ("/me/held/assessments", "/me/held/summaries") })
        {
            var page = await ana.Get(assessments);
            page.Html.ShouldContain($"assessment.contest#{open:N}");
            Words(page).ShouldContain("contested");
            foreach (var without in new[] { marked, own, refused })
            {
                page.Html.ShouldNotContain($"assessment.contest#{without:N}");
            }

            (await ana.Get(summaries)).Html.ShouldContain($"summary.contest#{summary:N}");
        }

        var asked = await ana.Submit(
            await ana.Get("/me"),
            $"summary.contest#{summary:N}",
            new() { ["verb"] = $"summary.contest#{summary:N}" }
        );
        Words(asked).ShouldContain("What is wrong or missing");
    }

    [Fact]
    public async Task Say_once_what_is_held_and_why_and_keep_that_it_was_shown()
    {
        await using var site = await Site.Start();
        var ana = await site.SignedIn(site.Ana);
        await ana.Get("/me");
        var second = await ana.Get("/me");
        await using var data = site.Database.Open();
        var shown = await data.Set<WelcomeShown>().SingleAsync();
        (shown.PersonId, shown.Platform).ShouldBe((site.Ana.Id, PlatformName.Web));
        Words(second).ShouldNotContain("Welcome to PerfSignal");
        Words(await ana.Get("/me/held/welcomes")).ShouldContain("Web");
        Words(await ana.Get("/governance")).ShouldContain("shown what is held about them and why: 1");
        var eve = site.Browser();
        var page = await eve.Get("/sign-in");
        Words(await eve.Submit(page, site.Eve.Id.ToString(), new() { ["person"] = site.Eve.Id.ToString() }))
            .ShouldContain("What is held about me?");
    }

    private static string Words(Seen page) => System.Net.WebUtility.HtmlDecode(page.Html);
}
