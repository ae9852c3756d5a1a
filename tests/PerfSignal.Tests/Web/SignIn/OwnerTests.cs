using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web.SignIn;

public sealed class OwnerTests
{
    private const string Tenant = "0f1e2d3c-aaaa-bbbb-cccc-0123456789ab";
    private const string User = "99999999-1111-2222-3333-444444444444";

    [Fact]
    public async Task Tells_whom_to_ask_when_nobody_has_the_address()
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.Claims = claims => claims["email"] = "nobody@example.com";
        var browser = world.Site.Browser();
        var answer = await world.SignIn(browser);
        await world.Refuses(browser, answer, HttpStatusCode.Forbidden, "Ask HR of Our organisation");
        answer.Html.ShouldNotContain("nobody@example.com");
        (await world.Audited()).ShouldBe(["sign_in_refused oidc:unknown_person"]);
    }

    [Fact]
    public async Task Refuses_who_has_left_in_the_same_words_and_says_in_the_log_who_it_was()
    {
        await using var world = await ProviderSite.Start();
        await world.Site.Change(async data => (await data.People.FindAsync(world.Site.Ana.Id))!.LastDay = new LocalDate(2026, 11, 23));
        var browser = world.Site.Browser();
        await world.Refuses(browser, await world.SignIn(browser), HttpStatusCode.Forbidden, "Ask HR of Our organisation");
        await using var data = world.Site.Database.Open();
        (await data.Set<AuditEntry>().SingleAsync()).SubjectAlias.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("false")]
    [InlineData("\"false\"")]
    [InlineData("\"False\"")]
    public async Task Refuses_an_address_that_is_not_verified(string verified)
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.Claims = claims => claims["email_verified"] = JsonNode.Parse(verified);
        var browser = world.Site.Browser();
        await world.Refuses(browser, await world.SignIn(browser), HttpStatusCode.Forbidden, "does not vouch for the e-mail address");
    }

    [Fact]
    public async Task Does_not_take_a_name_that_anybody_may_choose_for_an_address()
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.Claims = claims =>
        {
            claims.Remove("email");
            claims["preferred_username"] = "ana@example.com";
            claims["upn"] = "ana@example.com";
        };
        var browser = world.Site.Browser();
        await world.Refuses(browser, await world.SignIn(browser), HttpStatusCode.Forbidden, "does not vouch for the e-mail address");
    }

    [Fact]
    public async Task Knows_people_by_their_account_whatever_the_address_says()
    {
        await using var world = await ProviderSite.Start();
        await world.Site.Change(async data => (await data.People.FindAsync(world.Site.Eve.Id))!.TeamsUserId = User);
        Entra(world, "max@example.com");
        var browser = world.Site.Browser();
        await world.SignIn(browser);
        (await browser.Get("/me")).Html.ShouldContain("Eve Ng");
    }

    [Fact]
    public async Task Knows_people_by_the_account_that_was_matched_in_Teams()
    {
        await using var world = await ProviderSite.Start();
        await world.Site.Change(data =>
        {
            data.Add(
                new ChatAccount
                {
                    Id = Guid.NewGuid(),
                    Platform = PlatformName.Teams,
                    Workspace = Tenant,
                    UserId = User,
                    PersonId = world.Site.Eve.Id,
                    State = AccountState.Matched,
                    FirstSeen = world.Issuer.Now,
                    LastSeen = world.Issuer.Now,
                }
            );
            return Task.CompletedTask;
        });
        Entra(world, "max@example.com");
        var browser = world.Site.Browser();
        await world.SignIn(browser);
        (await browser.Get("/me")).Html.ShouldContain("Eve Ng");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Takes_Entras_names_only_within_the_one_tenant_of_the_issuer(bool own, bool taken)
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.MetadataIssuer = $"https://login.microsoftonline.com/{(own ? Tenant : "11111111-0000-0000-0000-000000000000")}/v2.0";
        Entra(world, "ana@example.com");
        var browser = world.Site.Browser();
        var answer = await world.SignIn(browser);
        answer.Status.ShouldBe(taken ? HttpStatusCode.Found : HttpStatusCode.Forbidden, world.Site.Log.All);
    }

    [Fact]
    public async Task Does_not_give_somebody_with_a_recycled_address_the_account_of_another()
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.MetadataIssuer = $"https://login.microsoftonline.com/{Tenant}/v2.0";
        await world.Site.Change(async data => (await data.People.FindAsync(world.Site.Ana.Id))!.TeamsUserId = "another account");
        Entra(world, "ana@example.com");
        var browser = world.Site.Browser();
        await world.Refuses(browser, await world.SignIn(browser), HttpStatusCode.Forbidden, "Ask HR of Our organisation");
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Forbidden)]
    [InlineData(true, HttpStatusCode.Found)]
    public async Task Does_not_give_an_address_to_another_account_than_the_one_that_has_the_person_in_Teams(
        bool removed,
        HttpStatusCode status
    )
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.MetadataIssuer = $"https://login.microsoftonline.com/{Tenant}/v2.0";
        await world.Site.Change(data =>
        {
            data.Add(
                new ChatAccount
                {
                    Id = Guid.NewGuid(),
                    Platform = PlatformName.Teams,
                    Workspace = Tenant.ToUpperInvariant(),
                    UserId = "11111111-1111-2222-3333-444444444444",
                    PersonId = world.Site.Ana.Id,
                    State = AccountState.Matched,
                    FirstSeen = world.Issuer.Now,
                    LastSeen = world.Issuer.Now,
                    RemovedAt = removed ? world.Issuer.Now : null,
                }
            );
            return Task.CompletedTask;
        });
        Entra(world, "ana@example.com");
        (await world.SignIn(world.Site.Browser())).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("acct", "1")]
    [InlineData("idp", "https://sts.windows.net/other/")]
    [InlineData("preferred_username", "ana_example.com#EXT#@home.onmicrosoft.com")]
    public async Task Refuses_guests(string claim, string value)
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.MetadataIssuer = $"https://login.microsoftonline.com/{Tenant}/v2.0";
        Entra(world, "ana@example.com");
        var claims = world.Issuer.Claims;
        world.Issuer.Claims = all =>
        {
            claims(all);
            all[claim] = value;
        };
        var browser = world.Site.Browser();
        await world.Refuses(browser, await world.SignIn(browser), HttpStatusCode.Forbidden, "is a guest there");
    }

    private static void Entra(ProviderSite world, string name) =>
        world.Issuer.Claims = claims =>
        {
            claims["iss"] = world.Issuer.MetadataIssuer ?? world.Issuer.Address;
            claims["tid"] = Tenant;
            claims["oid"] = User;
            claims["preferred_username"] = name;
            claims.Remove("email");
            claims.Remove("email_verified");
        };
}
