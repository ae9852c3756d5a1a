using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Tests.Web;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Governance;

/// <summary>An open draft about Ana, looked for by everybody: on every page, in what is held about them, in the log and in what is sent.</summary>
public sealed class UnapprovedDraftTests
{
    private const string Secret = "wolverine";
    private static readonly Person[] Others = [Ana, Sven, Otto, Nina, Bob, Hana, Hugo, Wim, Eva, Adam, Rita, Zoe];

    [Fact]
    public async Task Is_found_by_its_manager_and_by_who_stands_in_and_by_nobody_else()
    {
        await using var site = await Site.Start();
        site.Database.Add(All);
        site.Database.Add(
            new Commitment
            {
                Id = Guid.CreateVersion7(),
                ManagerId = Mia.Id,
                ReportId = Ana.Id,
                OwnerId = Ana.Id,
                AuthorId = Mia.Id,
                Text = "an agreement",
                CreatedAt = Noon(new(2026, 11, 23)),
            }
        );
        await DraftPagesTests.Receive(site, Mia, "draft.write", null, [], Ana.Id.ToString());
        var draft = (await DraftPagesTests.All<Core.Drafting.Draft>(site)).Single();
        var path = DraftCards.PageOf(draft);
        await DraftPagesTests.Receive(site, Mia, "draft.edit", path, new() { ["text"] = $"A {Secret} sentence." });

        string[] pages =
        [
            "/",
            "/me",
            .. HeldKinds.All.Select(kind => "/me/held/" + kind.Name),
            "/team",
            "/org",
            "/hr",
            "/hr/drafts",
            "/governance",
            "/drafts",
            $"/goals/{Ana.Id:N}",
        ];
        foreach (var person in Others)
        {
            var browser = await SignIn(site, person);
            foreach (var page in pages)
            {
                var seen = await browser.Get(page);
                ((int)seen.Status).ShouldBeLessThan(500, $"{person.Name} {page}");
                seen.Html.ShouldNotContain(Secret, Case.Insensitive, $"{person.Name} {page}");
                seen.Html.ShouldNotContain(draft.Id.ToString("N"), Case.Insensitive, $"{person.Name} {page}");
            }

            var denied = await browser.Get(path);
            denied.Status.ShouldBe(HttpStatusCode.NotFound, person.Name);
            denied.Html.ShouldBe((await browser.Get($"/drafts/{Guid.NewGuid():N}/{Guid.NewGuid():N}")).Html, person.Name);
            // With a token of their own from another form, a made-up post changes nothing.
            var fields = (await browser.Get("/")).Form("name=\"text\"").Fields;
            foreach (var act in new[] { "save", "review", "approve", "discard", "again", "up-0" })
            {
                fields["do"] = act;
                fields["text-0"] = "theirs";
                fields["version"] = draft.Version.ToString("N");
                (await browser.Post(path, fields)).Status.ShouldBe(HttpStatusCode.NotFound, $"{person.Name} {act}");
            }

            await using var scope = site.Services.CreateAsyncScope();
            var log = await scope.ServiceProvider.GetRequiredService<AuditTrail>().Read(new Viewer(person.Id), Ana.Id, default);
            (await log.ToListAsync()).ShouldNotContain(entry =>
                entry.What.Contains(Secret, StringComparison.OrdinalIgnoreCase)
                || (entry.Purpose ?? "").Contains(Secret, StringComparison.OrdinalIgnoreCase)
            );
        }

        (await DraftPagesTests.All<DeliveryRow>(site)).ShouldAllBe(row =>
            row.RecipientId == Mia.Id || !row.Model.Contains(Secret, StringComparison.OrdinalIgnoreCase)
        );
        var now = (await DraftPagesTests.All<Core.Drafting.Draft>(site)).Single();
        (now.State, now.Edited).ShouldBe((DraftState.Open, $"A {Secret} sentence."));
        foreach (var person in new[] { Mia, Dan })
        {
            var browser = await SignIn(site, person);
            (await browser.Get(path)).Html.ShouldContain(Secret, Case.Insensitive, person.Name);
            (await browser.Get("/drafts")).Html.ShouldContain(path, Case.Insensitive, person.Name);
        }
    }

    private static async Task<Browser> SignIn(Site site, Person person)
    {
        var browser = site.Browser();
        var page = await browser.Get("/sign-in");
        await browser.Submit(page, "name=\"person\"", new() { ["person"] = person.Id.ToString() });
        return browser;
    }
}
