using System.Net;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Web;

public sealed class DeliveryPageTests
{
    [Theory]
    [InlineData(RoleKind.Admin, true)]
    [InlineData(RoleKind.Hr, true)]
    [InlineData(RoleKind.Executive, false)]
    [InlineData(RoleKind.WorksCouncil, false)]
    [InlineData(null, false)]
    public async Task Is_there_for_hr_and_admins_only(RoleKind? role, bool there)
    {
        await using var site = await Site.Start();
        if (role is { } kind)
        {
            await Give(site, site.Eve, kind);
        }

        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Get("/delivery");
        page.Status.ShouldBe(there ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (!there)
        {
            page.Html.ShouldBe((await eve.Get("/no-such-page")).Html);
        }

        (await eve.Get("/me")).Html.Contains("href=\"/delivery\"", StringComparison.Ordinal).ShouldBe(there);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Shows_what_waits_what_failed_and_why_and_never_whose(string language)
    {
        await using var site = await Site.Start();
        await Give(site, site.Eve, RoleKind.Admin);
        await site.Change(async data =>
        {
            (await data.People.FindAsync(site.Eve.Id))!.Language = language;
            var now = site.Clock.Now();
            var secret = "The words of the message";
            data.AddRange(
                Row(site.Ana, now - Duration.FromMinutes(5), secret),
                Row(
                    site.Ana,
                    now,
                    secret,
                    row =>
                        (row.State, row.EndedAt, row.Category, row.Word, row.Reason) = (
                            DeliveryState.Failed,
                            now,
                            FailureCategory.Invalid,
                            "invalid_blocks",
                            "refused"
                        )
                ),
                new PlatformHold
                {
                    Platform = PlatformName.Slack,
                    Until = now + Duration.FromMinutes(2),
                    Because = FailureCategory.Throttled,
                },
                new PaceRow
                {
                    Platform = PlatformName.Slack,
                    Workspace = "T1 chat.postMessage",
                    NextAt = now,
                    PerSecond = 3.8m,
                    RaisedAt = now,
                    DrawnAt = now,
                }
            );
        });

        var html = (await (await site.SignedIn(site.Eve)).Get("/delivery")).Html;

        html.ShouldContain("invalid_blocks");
        html.ShouldContain("T1 chat.postMessage");
        html.ShouldContain(language == "en" ? "up to 3.8 calls" : "bis zu 3,8 Aufrufe");
        html.ShouldContain(language == "en" ? "5 min · too long" : "5 min · zu lange");
        html.ShouldContain(language == "en" ? "asked to wait" : "um eine Pause gebeten");
        html.ShouldNotContain("words of the message");
        html.ShouldNotContain(site.Ana.Name);
        html.ShouldNotContain(site.Ana.Email);
    }

    private static DeliveryRow Row(Person to, Instant due, string text, Action<DeliveryRow>? change = null)
    {
        var row = new DeliveryRow
        {
            Id = Guid.CreateVersion7(),
            RecipientId = to.Id,
            Act = DeliveryAct.Send,
            Platform = PlatformName.Slack,
            Card = "note",
            Model = $$"""{"text":"{{text}}"}""",
            Language = "en",
            DedupeKey = Guid.NewGuid().ToString(),
            Lane = Lane.Urgent,
            NotBefore = due,
            ExpiresAt = due + Duration.FromDays(1),
            CreatedAt = due,
        };
        change?.Invoke(row);
        return row;
    }

    private static Task Give(Site site, Person person, RoleKind kind) =>
        site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = person.Id,
                    Kind = kind,
                }
            );
            return Task.CompletedTask;
        });
}
