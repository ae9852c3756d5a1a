using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web;

/// <summary>The pages of nudges, walked by a browser without scripts.</summary>
public sealed class NudgePagesTests
{
    [Fact]
    public async Task Are_there_for_hr_only()
    {
        await using var site = await Site.Start();
        var id = Guid.CreateVersion7();
        await Hr(site, site.Max);
        await site.Change(data =>
        {
            data.Add(Nudge(id, site.Max, BroadcastState.Done, Now(site)));
            return Task.CompletedTask;
        });
        var ana = await site.SignedIn(site.Ana);
        foreach (var path in new[] { "", "/new", $"/{id:N}", $"/{id:N}/edit", $"/{id:N}/report.csv", $"/{id:N}/report.xlsx" })
        {
            (await ana.Get("/hr/nudges" + path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await Say(site, site.Ana, "nudge")).ShouldBeOfType<Reply.Said>().Text.ShouldBe("Nudges to many are sent by HR. Ask Max Weber.");
    }

    [Fact]
    public async Task Compose_check_preview_send_and_report_without_a_script()
    {
        await using var site = await Site.Start();
        await Hr(site, site.Eve);
        var eve = await site.SignedIn(site.Eve);

        var form = await eve.Get("/hr/nudges/new");
        var typed = new Dictionary<string, string>
        {
            ["title"] = "Look <b>here</b>",
            ["text_en"] = "Please *look* at <i>this</i>.",
            ["managers"] = "true",
            ["emails"] = "Max Weber <max@example.com>; ana@example.com\nnobody@example.com\nsomebody",
            ["timing"] = "RecipientTime",
            ["date"] = "2026-12-08",
            ["time"] = "09:00",
            ["do"] = "check",
        };
        var checkedPage = await eve.Submit(form, "text_en", typed);
        checkedPage.Html.ShouldContain("Who gets it: 1 of 1 people");
        checkedPage.Html.ShouldContain("Line 2: nobody@example.com");
        checkedPage.Html.ShouldContain("Line 3: “somebody” is no e-mail address");
        checkedPage.Html.ShouldContain("Look &lt;b&gt;here&lt;/b&gt;");
        checkedPage.Html.ShouldContain("Max Weber &lt;max@example.com&gt;; ana@example.com");
        checkedPage.Html.ShouldContain("Tue 8 Dec, 09:00 (Europe/Berlin)");

        typed["do"] = "save";
        var page = await eve.Submit(checkedPage, "text_en", typed);
        page.Html.ShouldContain("<h1 dir=\"auto\">Look &lt;b&gt;here&lt;/b&gt;</h1>");
        page.Html.ShouldContain("Preview, sent to nobody: so it looks for Max Weber (in German, Web).");
        page.Html.ShouldContain("nobody@example.com, somebody");
        page.Html.ShouldContain("slack-message");
        page.Html.ShouldNotContain("<i>this</i>");
        var path = $"/hr/nudges/{(await One(site)).Id:N}";
        (await eve.Get($"{path}?q=weber")).Html.ShouldContain("max@example.com");
        (await eve.Get($"{path}?q=nobody")).Html.ShouldContain("Nobody of the audience is called that.");

        // The button alone sends nothing: it asks first, and so does a post that nobody confirmed.
        var asked = await eve.Submit(await eve.Get($"{path}?ask=send"), "name=\"sure\"", new() { ["sure"] = "no" });
        asked.Html.ShouldContain("Schedule it for 1 person?");
        (await One(site)).State.ShouldBe(BroadcastState.Draft);
        (await eve.Submit(asked, "name=\"sure\"", new() { ["count"] = "0" })).Html.ShouldContain("Schedule it for 1 person?");
        (await One(site)).State.ShouldBe(BroadcastState.Draft, "more get it than the question named");
        var scheduled = await eve.Submit(asked, "name=\"sure\"", []);
        scheduled.Html.ShouldContain("It is scheduled.");
        (await One(site)).State.ShouldBe(BroadcastState.Scheduled);
        (await eve.Submit(scheduled, "value=\"pause\"", [])).Html.ShouldContain("Paused.");
        (await eve.Submit(await eve.Get($"{path}?ask=cancel"), "name=\"sure\"", [])).Html.ShouldContain("Cancelled.");
        (await eve.Get("/hr/nudges")).Html.ShouldContain(">Cancelled</span>");
    }

    [Fact]
    public async Task Preview_it_for_somebody_who_gets_it()
    {
        await using var site = await Site.Start();
        await Hr(site, site.Eve);
        var id = Guid.CreateVersion7();
        await site.Change(async data =>
        {
            data.Add(Nudge(id, site.Eve, BroadcastState.Draft, null));
            (await data.People.FindAsync(site.Ana.Id))!.RoleFamily = "alchemy";
            data.Add(PerfSignal.Tests.People.Waves.Of(site.Eve.Id, families: site.Max.RoleFamily));
        });
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Get($"/hr/nudges/{id:N}");

        page.Html.ShouldContain("Left out</span> Not in the pilot");
        page.Html.ShouldNotContain("so it looks for Ana Costa");
        page.Html.ShouldContain("so it looks for Eve");
        (await eve.Get($"/hr/nudges/{id:N}?who=ana")).Html.ShouldContain("so it looks for Ana Costa");
    }

    [Fact]
    public async Task Keep_what_was_typed_where_it_cannot_be_taken()
    {
        await using var site = await Site.Start();
        await Hr(site, site.Eve);
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Submit(
            await eve.Get("/hr/nudges/new"),
            "text_en",
            new()
            {
                ["text_en"] = "Only a text",
                ["link"] = "javascript:alert(1)",
                ["emails"] = "x@example.com",
                ["do"] = "save",
            }
        );

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("Write a title of 1 to 100 characters.");
        page.Html.ShouldContain("Only a text");
        page.Html.ShouldContain("x@example.com");
        page.Html.ShouldNotContain("href=\"javascript:");
        (await Count(site)).ShouldBe(0);
    }

    [Fact]
    public async Task Let_a_second_person_look_at_the_same_and_decide()
    {
        await using var site = await Site.Start();
        var id = Guid.CreateVersion7();
        await Hr(site, site.Eve);
        await Hr(site, site.Max);
        await site.Change(data =>
        {
            data.Add(Nudge(id, site.Max, BroadcastState.AwaitingApproval, null));
            return Task.CompletedTask;
        });
        var (eve, max) = (await site.SignedIn(site.Eve), await site.SignedIn(site.Max));
        var path = $"/hr/nudges/{id:N}";

        (await max.Get(path)).Html.ShouldNotContain("ask=approve");
        var page = await eve.Get(path);
        page.Html.ShouldContain("Who gets it: 3 of 3 people");
        page.Html.ShouldContain("ask=approve");
        var asked = await eve.Get($"{path}?ask=approve");
        await site.Change(data =>
        {
            var nudge = data.Set<Broadcast>().Single();
            (nudge.TextEn, nudge.Version) = ("Other words.", Guid.NewGuid());
            return Task.CompletedTask;
        });
        var stale = await eve.Submit(asked, "name=\"sure\"", []);
        stale.Html.ShouldContain("It was changed since you looked.");
        stale.Html.ShouldContain("Other words.");
        (await One(site)).State.ShouldBe(BroadcastState.AwaitingApproval);
        (await eve.Submit(await eve.Get($"{path}?ask=refuse"), "reason", new() { ["reason"] = "Wrong day" })).Status.ShouldBe(
            HttpStatusCode.OK
        );
        (await One(site)).State.ShouldBe(BroadcastState.Draft);
        (await max.Get(path)).Html.ShouldContain("Wrong day");
        (await eve.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound, "a draft is its author's alone");
    }

    [Fact]
    public async Task Give_the_same_numbers_on_the_page_on_the_card_and_in_both_reports()
    {
        await using var site = await Site.Start();
        var id = Guid.CreateVersion7();
        await Hr(site, site.Eve);
        await site.Change(data =>
        {
            (data.People.Find(site.Ana.Id)!.Name, data.People.Find(site.Max.Id)!.Department) = ("=HYPERLINK(\"http://evil\")", "a, \"b\"");
            data.Add(new BulkSend { Id = id, StartedAt = Now(site) });
            data.Add(Nudge(id, site.Eve, BroadcastState.Done, Now(site)));
            data.AddRange(
                Row(site, id, site.Ana, DeliveryState.Sent, null),
                Row(site, id, site.Max, DeliveryState.Excluded, "paused"),
                Row(site, id, site.Eve, DeliveryState.Failed, "gave_up")
            );
            return Task.CompletedTask;
        });
        var eve = await site.SignedIn(site.Eve);
        var path = $"/hr/nudges/{id:N}";

        var page = await eve.Get(path);
        foreach (
            var (name, count) in new[]
            {
                ("Sent", 1),
                ("Failed", 1),
                ("Left out", 1),
                ("Cancelled", 0),
                ("Expired", 0),
                ("Still to go", 0),
                ("Audience", 3),
            }
        )
        {
            page.Html.ShouldContain($"<dt>{name}</dt><dd>{count}</dd>");
            (await Press(site, site.Eve, "broadcast.show", id)).ShouldContain($"{{\"name\":\"{name}\",\"value\":\"{count}\"}}");
        }

        var csv = await eve.Get(path + "/report.csv");
        csv.Header("Content-Type").ShouldBe("text/csv; charset=utf-8");
        csv.Header("Content-Disposition").ShouldContain("attachment");
        var lines = csv.Html.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines[1].ShouldStartWith("\"'=HYPERLINK(\"\"http://evil\"\")\",ana@example.com,Platform,Sent,");
        lines[3].ShouldStartWith("Max Weber,max@example.com,\"a, \"\"b\"\"\",Left out,Has paused messages,");
        var xlsx = await eve.Raw(path + "/report.xlsx");
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        var sheets = zip.Entries.Where(entry => entry.FullName.Contains("worksheets", StringComparison.Ordinal)).Select(Read).ToList();
        sheets.Sum(sheet => sheet.Split("<row r=").Length - 1).ShouldBe(4 + 8);
        sheets.ShouldContain(sheet =>
            sheet.Contains("=HYPERLINK(", StringComparison.Ordinal) && !sheet.Contains("<f>", StringComparison.Ordinal)
        );
        (await eve.Get(path + "?handler=Live")).Header("X-Running").ShouldBe("false");
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static Instant Now(Site site) => Instant.FromDateTimeOffset(site.Clock.GetUtcNow());

    private static Task Hr(Site site, Person person) =>
        site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = person.Id,
                    Kind = RoleKind.Hr,
                }
            );
            return Task.CompletedTask;
        });

    private static async Task<Broadcast> One(Site site)
    {
        await using var data = site.Database.Open();
        return data.Set<Broadcast>().Single();
    }

    private static async Task<int> Count(Site site)
    {
        await using var data = site.Database.Open();
        return data.Set<Broadcast>().Count();
    }

    private static Broadcast Nudge(Guid id, Person author, BroadcastState state, Instant? started) =>
        new()
        {
            Id = id,
            AuthorId = author.Id,
            Title = "Look over your goals",
            Template = BroadcastTemplates.Free,
            TextEn = "Please look.",
            Audience = new AudienceRule().ToJson(),
            State = state,
            CreatedAt = started ?? Instant.FromUtc(2026, 11, 2, 9, 0),
            StartedAt = started,
            EndedAt = started,
            Version = Guid.NewGuid(),
        };

    private static DeliveryRow Row(Site site, Guid id, Person to, DeliveryState state, string? reason) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            RecipientId = to.Id,
            Act = DeliveryAct.Send,
            Card = BroadcastCards.Card,
            Model = "{}",
            Language = "en",
            DedupeKey = $"broadcast:{id:N}:{to.Id:N}",
            SendId = id,
            Lane = Lane.Bulk,
            NotBefore = Now(site),
            ExpiresAt = Now(site) + Duration.FromDays(2),
            State = state,
            Reason = reason,
            CreatedAt = Now(site),
            EndedAt = Now(site),
        };

    private static Task<Reply> Say(Site site, Person by, string words) =>
        Receive(
            site,
            new Inbound
            {
                Platform = PlatformName.Web,
                EventId = Guid.NewGuid().ToString(),
                PersonId = by.Id,
                Text = words,
            }
        );

    private static async Task<string> Press(Site site, Person by, string verb, Guid row) =>
        ReplyJson.Write(
            await Receive(
                site,
                new Inbound
                {
                    Platform = PlatformName.Web,
                    EventId = Guid.NewGuid().ToString(),
                    PersonId = by.Id,
                    Verb = verb,
                    Row = row.ToString("N"),
                }
            )
        );

    private static async Task<Reply> Receive(Site site, Inbound inbound)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(inbound, CancellationToken.None);
    }
}
