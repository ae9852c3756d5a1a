using System.Net;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;

namespace PerfSignal.Tests.Web;

public sealed class ChatTests
{
    [Fact]
    public async Task Answers_typed_words_without_any_script()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "note call the vendor" });

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.ShouldContain("note call the vendor");
        page.Html.ShouldContain("Noted: call the vendor");
        page.Html.IndexOf("note call the vendor", StringComparison.Ordinal)
            .ShouldBeLessThan(page.Html.IndexOf("Noted:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_a_form_that_is_sent_twice_once_and_changed_words_as_new()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var start = await browser.Get("/");
        await browser.Submit(start, "name=\"text\"", new() { ["text"] = "note once" });
        var page = await browser.Submit(start, "name=\"text\"", new() { ["text"] = "note once" });
        page.Count("Noted: once").ShouldBe(1);

        page = await browser.Submit(start, "name=\"text\"", new() { ["text"] = "note another" });
        page.Html.ShouldContain("Noted: another");
    }

    [Fact]
    public async Task Answers_a_post_by_a_redirect_so_that_a_reload_sends_nothing()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var answer = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "note x" }, follow: false);
        answer.Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Opens_a_form_inline_and_keeps_what_was_typed_beside_the_error()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "commit" });
        page.Html.ShouldContain("id=\"form\"");

        var due = new Dictionary<string, string>
        {
            ["owner"] = "me",
            ["text"] = "Tell the vendor <now>",
            ["due"] = "someday",
            ["verb"] = Verb(page),
        };
        page = await browser.Submit(page, "name=\"card\"", due);
        page.Html.ShouldContain("This is not a date");
        page.Html.ShouldContain("Tell the vendor &lt;now&gt;");

        page = await browser.Submit(
            page,
            "name=\"card\"",
            new()
            {
                ["owner"] = "me",
                ["due"] = "2026-12-18",
                ["verb"] = Verb(page),
            }
        );
        page.Html.ShouldContain("Logged:");
        page.Html.ShouldNotContain("id=\"form\"");
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_the_answer_fails_and_names_a_reference_that_is_in_the_log()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "fail with care" });

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Form("name=\"text\"").Fields["text"].ShouldBe("fail with care");
        var reference = System.Text.RegularExpressions.Regex.Match(page.Html, "reference ([A-Z0-9]{8})").Groups[1].Value;
        site.Log.All.ShouldContain(reference);
        site.Log.All.ShouldNotContain("fail with care");
        (await Texts(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_the_inputs_of_a_form_when_its_answer_fails()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "commit" });
        page = await browser.Submit(page, "name=\"card\"", new() { ["text"] = "do not lose me", ["verb"] = "test.fail" });

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Form("name=\"card\"").Fields["text"].ShouldBe("do not lose me");
    }

    [Fact]
    public async Task Keeps_text_that_is_too_long_in_the_input_and_says_by_how_much()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var text = "note " + new string('x', 4100);
        var page = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = text });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("4,000");
        page.Form("name=\"text\"").Fields["text"].ShouldBe(text);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("</textarea></ol><form action=//evil>")]
    public async Task Shows_markup_in_text_as_text(string attack)
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "note " + attack });

        page.Html.ShouldContain("Noted: ");
        page.Html.ShouldNotContain("<script>");
        page.Html.ShouldNotContain("<img src=x");
        page.Html.ShouldNotContain("href=\"javascript");
        page.Html.ShouldNotContain("//evil>");
        page.Count("<script").ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_form_without_its_token()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var answer = await browser.Post(
            "/",
            new Dictionary<string, string> { ["event"] = Guid.NewGuid().ToString("N"), ["text"] = "note forged" }
        );

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Texts(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_the_token_of_another_persons_page()
    {
        await using var site = await Site.Start();
        var eve = await site.SignedIn(site.Eve);
        var stolen = (await eve.Get("/")).Form("name=\"text\"").Fields;
        stolen["text"] = "note forged";
        var ana = await site.SignedIn(site.Ana);

        (await ana.Post("/", stolen)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Shows_nobody_the_conversation_of_another()
    {
        await using var site = await Site.Start();
        var ana = await site.SignedIn(site.Ana);
        await ana.Submit(await ana.Get("/"), "name=\"text\"", new() { ["text"] = "note very private" });
        await using var data = site.Database.Open();
        var message = await data.Set<WebMessage>().OrderBy(row => row.At).LastAsync();
        var inbound = await data.Set<InboundRow>().SingleAsync();

        var eve = await site.SignedIn(site.Eve);
        (await eve.Get("/")).Html.ShouldNotContain("very private");
        (await eve.Get("/?handler=Newer&since=1")).Html.ShouldNotContain("very private");
        (await eve.Get($"/?form={inbound.EventId}")).Html.ShouldNotContain("very private");
        var foreign = await eve.Get($"/?before={message.Id:N}");
        var unknown = await eve.Get($"/?before={Guid.NewGuid():N}");
        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        foreign.Html.ShouldBe(unknown.Html);
    }

    [Fact]
    public async Task Leads_to_older_messages_by_a_link()
    {
        await using var site = await Site.Start();
        await site.Change(data =>
        {
            for (var i = 0; i < 70; i++)
            {
                site.Clock.Advance(NodaTime.Duration.FromSeconds(1));
                data.Add(
                    new WebMessage
                    {
                        Id = Guid.CreateVersion7(),
                        PersonId = site.Ana.Id,
                        At = NodaTime.Instant.FromDateTimeOffset(site.Clock.GetUtcNow()),
                        FromPerson = false,
                        Text = $"number {i}.",
                    }
                );
            }

            return Task.CompletedTask;
        });
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Get("/");
        var seen = new List<string>();
        for (var pages = 0; pages < 4; pages++)
        {
            var numbers = System.Text.RegularExpressions.Regex.Matches(page.Html, "number \\d+\\.").Select(match => match.Value).ToList();
            numbers.ShouldBe(numbers.OrderBy(text => int.Parse(text[7..^1])));
            seen.AddRange(numbers);
            if (System.Text.RegularExpressions.Regex.Match(page.Html, "href=\"(/\\?before=[^\"]+)\"") is not { Success: true } older)
            {
                break;
            }

            page = await browser.Get(older.Groups[1].Value);
        }

        seen.Distinct().Count().ShouldBe(70);
        seen.Count.ShouldBe(70);
    }

    [Fact]
    public async Task Answers_a_poll_with_what_came_since()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "note early" });
        site.Clock.Advance(NodaTime.Duration.FromMinutes(5));
        var since = NodaTime.Instant.FromDateTimeOffset(site.Clock.GetUtcNow()).ToUnixTimeMilliseconds();
        await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "note late" });

        var poll = await browser.Get($"/?handler=Newer&since={since}");
        poll.Html.ShouldContain("Noted: late");
        poll.Html.ShouldNotContain("Noted: early");
        poll.Html.ShouldNotContain("<html");
    }

    [Fact]
    public async Task Speaks_the_readers_language()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Max);
        var page = await browser.Submit(await browser.Get("/"), "name=\"text\"", new() { ["text"] = "hilfe" });
        page.Html.ShouldContain("<html lang=\"de\">");
        page.Html.ShouldContain("Zeigt nach Themen, was du mich fragen kannst");
    }

    private static string Verb(Seen page) =>
        WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"verb\" value=\"([^\"]+)\"").Groups[1].Value);

    private static async Task<List<string>> Texts(Site site)
    {
        await using var data = site.Database.Open();
        return
        [
            .. await data.Set<MineNote>().Select(row => row.Text).ToListAsync(),
            .. await data.Set<WebMessage>().Select(row => row.Text!).ToListAsync(),
        ];
    }
}
