using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web;

public sealed class DraftPagesTests
{
    [Fact]
    public async Task Edits_sentence_by_sentence_and_shows_the_difference_before_approving()
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        (await max.Get("/drafts")).Html.ShouldContain($"href=\"{path}\"");
        var page = await max.Get(path);
        page.Html.ShouldContain("migrate billing");
        page.Html.ShouldContain("id=\"E1\"");
        page.Html.ShouldContain("ohne KI");
        page.Html.ShouldNotContain("value=\"again\"");

        var review = await max.Submit(page, "name=\"text-0\"", new() { ["text-0"] = "Mein <b>Satz</b> dazu.", ["do"] = "review" });
        review.Html.ShouldContain("<ins>Mein &lt;b&gt;Satz&lt;/b&gt; dazu.</ins>");
        review.Html.ShouldContain("<del>");
        (await All<Summary>(site)).ShouldBeEmpty();
        (await All<DeliveryRow>(site)).ShouldNotContain(row => row.RecipientId == site.Ana.Id);

        var done = await max.Submit(review, "name=\"version\"", new() { ["do"] = "approve" });
        done.Html.ShouldContain("Freigegeben");
        var summary = (await All<Summary>(site)).ShouldHaveSingleItem();
        summary.Text.ShouldStartWith("Mein <b>Satz</b> dazu.");
        summary.Difference!.ShouldContain("Removed");
        var approved = (await max.Get(path)).Html;
        approved.ShouldNotContain("<textarea");
        approved.ShouldNotContain("Nur du siehst");
        approved.ShouldContain("danach von einem Menschen gelesen und freigegeben");
        (await All<DeliveryRow>(site)).ShouldContain(row => row.RecipientId == site.Ana.Id && row.Card == "summary");
        var me = await (await site.SignedIn(site.Ana)).Get("/me");
        me.Html.ShouldContain("without AI");
    }

    [Fact]
    public async Task Keeps_the_difference_as_the_form_in_chat_does()
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        await max.Submit(await max.Get(path), "name=\"text-0\"", new() { ["text-0"] = "Ein eigener Satz.", ["do"] = "save" });
        var byPage = (await All<Draft>(site)).Single();
        var text = byPage.Edited!;
        await site.Change(async data => (await data.Set<Draft>().SingleAsync()).Edited = null);
        await Receive(site, site.Max, "draft.edit", path, new() { ["text"] = text });
        (await All<Draft>(site)).Single().Edited.ShouldBe(byPage.Edited);
    }

    [Fact]
    public async Task Shows_both_texts_to_the_second_of_two_windows()
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        var (first, second) = (await max.Get(path), await max.Get(path));
        await max.Submit(first, "name=\"text-0\"", new() { ["text-0"] = "Aus dem ersten Fenster.", ["do"] = "save" });
        var both = await max.Submit(second, "name=\"text-0\"", new() { ["text-0"] = "Aus dem zweiten Fenster.", ["do"] = "review" });
        both.Status.ShouldBe(HttpStatusCode.Conflict);
        both.Html.ShouldContain("Aus dem ersten Fenster.");
        both.Html.ShouldContain("Aus dem zweiten Fenster.");
        (await All<Draft>(site)).Single().Edited!.ShouldContain("ersten");
        // What was looked at in one window is not approved once another changed it.
        await max.Submit(both, "name=\"text-0\"", new() { ["do"] = "save" });
        (await All<Draft>(site)).Single().Edited!.ShouldContain("zweiten");
        var stale = first.Form("name=\"text-0\"").Fields;
        stale["do"] = "approve";
        (await max.Post(path, stale)).Html.ShouldContain("wurde geändert");
        (await All<Summary>(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Moves_removes_and_adds_without_a_script_and_saves_nothing_by_itself()
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        var page = await max.Get(path);
        var (one, two) = (page.Form("name=\"text-0\"").Fields["text-0"], page.Form("name=\"text-0\"").Fields["text-1"]);

        var moved = await max.Submit(page, "name=\"text-0\"", new() { ["do"] = "down-0" });
        moved.Form("name=\"text-0\"").Fields["text-0"].ShouldBe(two);
        moved.Form("name=\"text-0\"").Fields["text-1"].ShouldBe(one);
        var added = await max.Submit(moved, "name=\"text-0\"", new() { ["do"] = "add" });
        var fields = added.Form("name=\"text-0\"").Fields;
        var last = fields.Keys.Count(name => name.StartsWith("text-", StringComparison.Ordinal)) - 1;
        fields[$"text-{last}"].ShouldBe("");
        var removed = await max.Submit(added, "name=\"text-0\"", new() { ["do"] = "remove-0", [$"text-{last}"] = "Noch etwas." });
        removed.Html.ShouldContain("Noch nicht gespeichert");
        (await All<Draft>(site)).Single().Edited.ShouldBeNull();
        await max.Submit(removed, "name=\"text-0\"", new() { ["do"] = "save" });
        var edited = (await All<Draft>(site)).Single().Edited!;
        edited.ShouldStartWith(one);
        edited.ShouldEndWith("Noch etwas.");
        edited.ShouldNotContain(two);
    }

    [Theory]
    [InlineData("")]
    [InlineData("much")]
    public async Task Keeps_what_was_typed_where_it_cannot_be_saved(string text)
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        var page = await max.Get(path);
        var fields = page.Form("name=\"text-0\"").Fields;
        foreach (var name in fields.Keys.Where(name => name.StartsWith("text-", StringComparison.Ordinal)).ToList())
        {
            fields[name] = text.Length == 0 ? "" : string.Join('\n', Enumerable.Repeat("Viel", 30));
        }

        fields["do"] = "save";
        var answer = await max.Post(path, fields);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Html.ShouldContain("role=\"alert\"");
        answer
            .Count(">Viel</textarea>")
            .ShouldBe(text.Length == 0 ? 0 : 30 * (fields.Keys.Count(name => name.StartsWith("text-", StringComparison.Ordinal))));
        (await All<Draft>(site)).Single().Edited.ShouldBeNull();
    }

    [Fact]
    public async Task Offers_to_write_again_only_once_the_evidence_changed()
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        await site.Change(data =>
        {
            data.Add(Promise(site, "something new"));
            return Task.CompletedTask;
        });
        var page = await max.Get(path);
        page.Html.ShouldContain("value=\"again\"");
        var next = await max.Submit(page, "value=\"discard\"", new() { ["do"] = "again" });
        next.Html.ShouldContain("something new");
        (await All<Draft>(site)).Count(draft => draft.State == DraftState.Open).ShouldBe(1);
    }

    [Fact]
    public async Task Discards_for_good()
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        (await max.Submit(await max.Get(path), "value=\"discard\"", new() { ["do"] = "discard" })).Html.ShouldContain(
            "Nichts wurde geteilt"
        );
        (await All<Draft>(site)).Single().State.ShouldBe(DraftState.Discarded);
    }

    [Fact]
    public async Task Takes_no_post_without_the_token_of_our_form_and_no_endless_one()
    {
        await using var site = await Site.Start();
        var path = await Write(site);
        var max = await site.SignedIn(site.Max);
        var fields = (await max.Get(path)).Form("name=\"text-0\"").Fields;
        (await max.Post(path, new Dictionary<string, string>(fields) { ["text-0"] = new('x', 70_000), ["do"] = "save" })).Status.ShouldBe(
            HttpStatusCode.RequestEntityTooLarge
        );
        fields.Remove("__RequestVerificationToken");
        fields["do"] = "discard";
        (await max.Post(path, fields)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await All<Draft>(site)).Single().State.ShouldBe(DraftState.Open);
    }

    [Fact]
    public async Task Shows_hr_the_numbers_and_the_switch_and_the_council_the_numbers_alone()
    {
        await using var site = await Site.Start();
        await Write(site);
        (await (await site.SignedIn(site.Eve)).Get("/hr/drafts")).Status.ShouldBe(HttpStatusCode.NotFound);
        await Role(site, RoleKind.WorksCouncil);
        var eve = await site.SignedIn(site.Eve);
        var council = await eve.Get("/hr/drafts");
        council.Status.ShouldBe(HttpStatusCode.OK);
        council.Html.ShouldNotContain("name=\"scope\"");
        await Role(site, RoleKind.Hr);
        var page = await eve.Get("/hr/drafts");
        page.Html.ShouldNotContain("migrate billing");
        page.Html.ShouldNotContain("Ana Costa");
        page.Html.ShouldContain("HR has switched it off for nobody.");
        // One manager asked for one draft: that is theirs to know.
        page.Html.ShouldContain("fewer than 5 managers");

        await eve.Submit(page, "value=\"organisation\"", new() { ["off"] = "true" });
        await eve.Submit(page, "value=\"Platform\"", new() { ["off"] = "true" });
        await eve.Submit(page, "id=\"of\"", new() { ["of"] = "ana@example.com", ["off"] = "true" });
        (await All<DraftingSwitch>(site))
            .Select(row => row.Scope)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["department:Platform", "organisation", $"person:{site.Ana.Id}"]);
        (await eve.Submit(page, "id=\"of\"", new() { ["of"] = "nobody@example.com", ["off"] = "true" })).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await eve.Get("/governance")).Html.ShouldContain("Platform");
        var me = await (await site.SignedIn(site.Ana)).Get("/me/held/drafting_switches");
        me.Html.ShouldContain("Set by HR");
        await eve.Submit(await eve.Get("/hr/drafts"), "value=\"organisation\"", new() { ["off"] = "false" });
        (await All<DraftingSwitch>(site)).ShouldNotContain(row => row.Scope == "organisation");
    }

    [Fact]
    public async Task Lets_a_person_object_on_their_own_page()
    {
        await using var site = await Site.Start();
        var ana = await site.SignedIn(site.Ana);
        await ana.Submit(await ana.Get("/me"), "name=\"wish\"", new() { ["verb"] = SwitchDrafting.Name });
        (await All<DraftingSwitch>(site)).Single().Scope.ShouldBe($"about:{site.Ana.Id}");
        (await ana.Get("/me")).Html.ShouldContain("No model writes drafts about you");
        var form = await Receive(site, site.Ana, "settings.change", null, []);
        form.ShouldBeOfType<Reply.Opened>().Model["modelAbout"]!.ToString().ShouldBe("false");
    }

    internal static async Task<string> Write(Site site)
    {
        await site.Change(data =>
        {
            data.Add(Promise(site, "migrate billing"));
            data.Add(Promise(site, "write the runbook"));
            return Task.CompletedTask;
        });
        await Receive(site, site.Max, "draft.write", null, [], site.Ana.Id.ToString());
        return DraftCards.PageOf((await All<Draft>(site)).Single());
    }

    internal static async Task<Reply> Receive(
        Site site,
        Person person,
        string verb,
        string? path,
        Dictionary<string, string> fields,
        string? row = null
    )
    {
        await using var scope = site.Services.CreateAsyncScope();
        var parts = path?.Split('/');
        return await scope
            .ServiceProvider.GetRequiredService<Conversation>()
            .Receive(
                new Inbound
                {
                    Platform = PlatformName.Teams,
                    EventId = Guid.NewGuid().ToString(),
                    PersonId = person.Id,
                    Verb = verb,
                    Row = row ?? (parts is null ? null : $"{parts[2]}.{parts[3]}"),
                    Fields = fields,
                },
                CancellationToken.None
            );
    }

    private static Task Role(Site site, RoleKind kind) =>
        site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Eve.Id,
                    Kind = kind,
                }
            );
            return Task.CompletedTask;
        });

    internal static async Task<List<T>> All<T>(Site site)
        where T : class
    {
        await using var data = site.Database.Open();
        return await data.Set<T>().AsNoTracking().ToListAsync();
    }

    private static Commitment Promise(Site site, string text) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ManagerId = site.Max.Id,
            ReportId = site.Ana.Id,
            OwnerId = site.Ana.Id,
            AuthorId = site.Max.Id,
            Text = text,
            DueOn = new LocalDate(2026, 11, 20),
            CreatedAt = Instant.FromUtc(2026, 11, 10, 9, 0),
        };
}
