using System.Net;
using NodaTime;
using PerfSignal.Core.People;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Web;

/// <summary>The pages of the pilot: HR's, and what everyone sees of it.</summary>
public sealed class PilotPageTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(RoleKind.Hr, "Platform")]
    [InlineData(RoleKind.Admin, null)]
    [InlineData(RoleKind.WorksCouncil, null)]
    public async Task Is_there_for_hr_of_everyone_only(RoleKind? role, string? department)
    {
        await using var site = await Site.Start();
        if (role is { } kind)
        {
            await Give(site, site.Eve, kind, department);
        }

        var eve = await site.SignedIn(site.Eve);

        (await eve.Get("/hr/pilot")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await eve.Submit(await eve.Get("/"), "event", new() { ["name"] = "Mine", ["from"] = "2026-12-01" })).Html.ShouldNotContain("Mine");
    }

    [Fact]
    public async Task Shows_whom_a_wave_takes_in_before_it_is_saved_and_ends_it()
    {
        await using var site = await Site.Start();
        await Give(site, site.Eve, RoleKind.Hr);
        var eve = await site.SignedIn(site.Eve);
        (await eve.Get("/hr")).Html.ShouldContain("href=\"/hr/pilot\"");

        var form = await eve.Get("/hr/pilot");
        form.Html.ShouldContain("There is no wave, so everyone is in.");
        Dictionary<string, string> fields = new()
        {
            ["name"] = "<b>First</b>",
            ["families"] = site.Ana.RoleFamily,
            ["from"] = "2026-12-01",
            ["until"] = "",
        };
        var preview = await eve.Submit(form, "name=\"until\"", fields);
        preview.Html.ShouldContain("This takes in");
        preview.Html.ShouldContain("value=\"&lt;b&gt;First&lt;/b&gt;\"");
        (await Stored(site)).ShouldBeEmpty();

        var saved = await eve.Submit(preview, "name=\"until\"", new(fields) { ["seen"] = Mark(preview) });
        saved.Html.ShouldContain("Waves (1)");
        var wave = (await Stored(site)).ShouldHaveSingleItem();
        (wave.Name, wave.From).ShouldBe(("<b>First</b>", new LocalDate(2026, 12, 1)));

        var me = await (await site.SignedIn(site.Ana)).Get("/governance");
        me.Html.ShouldContain("&lt;b&gt;First&lt;/b&gt;");
        me.Html.ShouldContain("You will be in from Tue 1 Dec");

        await eve.Submit(saved, "handler=End", []);
        (await Stored(site)).ShouldHaveSingleItem().IsEver.ShouldBeFalse();
    }

    [Fact]
    public async Task Says_what_is_wrong_at_its_field_and_keeps_what_was_typed()
    {
        await using var site = await Site.Start();
        await Give(site, site.Eve, RoleKind.Hr);
        var eve = await site.SignedIn(site.Eve);

        var refused = await eve.Submit(
            await eve.Get("/hr/pilot"),
            "name=\"until\"",
            new()
            {
                ["name"] = "Kept",
                ["from"] = "2026-01-01",
                ["until"] = "2025-01-01",
                ["seen"] = "0000000000000000",
            }
        );

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain("The first day lies in the past");
        refused.Html.ShouldContain("value=\"Kept\"");
        (await Stored(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_the_second_of_two_windows_what_the_first_saved_and_keeps_what_was_typed()
    {
        await using var site = await Site.Start();
        await Give(site, site.Eve, RoleKind.Hr);
        await site.Change(data =>
        {
            data.Add(Waves.Of(site.Eve.Id, departments: site.Ana.Department, name: "First"));
            return Task.CompletedTask;
        });
        var eve = await site.SignedIn(site.Eve);
        var path = $"/hr/pilot?wave={(await Stored(site)).Single().Id:N}";
        var (first, second) = (await eve.Get(path), await eve.Get(path));
        var preview = await eve.Submit(first, "name=\"until\"", new() { ["name"] = "Renamed" });
        await eve.Submit(preview, "name=\"until\"", new() { ["seen"] = Mark(preview) });

        var stale = await eve.Submit(second, "name=\"until\"", new() { ["until"] = "2026-12-31" });

        stale.Status.ShouldBe(HttpStatusCode.BadRequest);
        stale.Html.ShouldContain("changed this wave meanwhile");
        stale.Html.ShouldContain("value=\"2026-12-31\"");
        stale.Html.ShouldNotContain("name=\"seen\"");
        (await Stored(site)).ShouldHaveSingleItem().Name.ShouldBe("Renamed");
        var again = await eve.Submit(stale, "name=\"until\"", []);
        await eve.Submit(again, "name=\"until\"", new() { ["seen"] = Mark(again) });
        (await Stored(site)).ShouldHaveSingleItem().Until.ShouldBe(new LocalDate(2027, 1, 1));
    }

    [Fact]
    public async Task Refuses_a_post_without_its_token()
    {
        await using var site = await Site.Start();
        await Give(site, site.Eve, RoleKind.Hr);
        var eve = await site.SignedIn(site.Eve);

        var posted = await eve.Post("/hr/pilot", new Dictionary<string, string> { ["name"] = "Mine", ["from"] = "2026-12-01" });

        posted.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Stored(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_pages_about_oneself_open_to_whoever_is_outside()
    {
        await using var site = await Site.Start();
        await site.Change(data =>
        {
            data.Add(Waves.Of(site.Eve.Id, departments: "Nowhere"));
            return Task.CompletedTask;
        });
        var ana = await site.SignedIn(site.Ana);

        (await ana.Get("/me")).Status.ShouldBe(HttpStatusCode.OK);
        (await ana.Get("/governance")).Html.ShouldContain("You are not in.");
    }

    private static string Mark(Seen preview) =>
        System.Text.RegularExpressions.Regex.Match(preview.Html, "name=\"seen\" value=\"([0-9a-f]+)\"").Groups[1].Value;

    private static Task Give(Site site, Person person, RoleKind kind, string? department = null) =>
        site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = person.Id,
                    Kind = kind,
                    Department = department,
                }
            );
            return Task.CompletedTask;
        });

    private static async Task<List<PilotWave>> Stored(Site site)
    {
        List<PilotWave> waves = [];
        await site.Change(data =>
        {
            waves = [.. data.Set<PilotWave>()];
            return Task.CompletedTask;
        });
        return waves;
    }
}
