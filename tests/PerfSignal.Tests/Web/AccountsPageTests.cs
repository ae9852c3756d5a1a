using System.Net;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web;

public sealed class AccountsPageTests
{
    [Theory]
    [InlineData(RoleKind.Admin)]
    [InlineData(RoleKind.Executive)]
    [InlineData(RoleKind.WorksCouncil)]
    [InlineData(null)]
    public async Task Is_there_for_hr_only(RoleKind? role)
    {
        await using var site = await Site.Start();
        var account = Account(site, "Anna Costa", "a.costa@gmail.com");
        await site.Change(data =>
        {
            data.Add(account);
            if (role is { } kind)
            {
                data.Add(Role(site.Eve, kind));
            }

            return Task.CompletedTask;
        });

        var eve = await site.SignedIn(site.Eve);

        (await eve.Get("/hr/accounts")).Status.ShouldBe(HttpStatusCode.NotFound);
        var posted = await eve.Submit(
            await eve.Get("/"),
            "event",
            new() { ["account"] = account.Id.ToString("N"), ["email"] = "ana@example.com" }
        );
        posted.Html.ShouldNotContain("Anna");
        (await Stored(site, account)).PersonId.ShouldBeNull();
    }

    [Theory]
    [InlineData("Somebody Else", "ana@contoso.com", null)]
    [InlineData("Somebody Else", null, "ana@contoso.onmicrosoft.com")]
    [InlineData("ana costa", null, null)]
    public async Task Suggests_who_it_is_and_links_them_with_one_click(string name, string? email, string? principal)
    {
        await using var site = await Site.Start();
        var account = Account(site, name, email, principal);
        await Hr(site, null, account);
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Get("/hr/accounts");
        page.Html.ShouldContain("probably Ana Costa");
        (await eve.Get("/hr")).Html.ShouldContain("match nobody, in the whole organisation: 1");
        var after = await eve.Submit(page, account.Id.ToString("N"), []);

        after.Status.ShouldBe(HttpStatusCode.OK);
        after.Html.ShouldContain("Every account stands for somebody.");
        var stored = await Stored(site, account);
        (stored.PersonId, stored.State, stored.MatchedByHand).ShouldBe((site.Ana.Id, AccountState.Matched, true));
        (await (await site.SignedIn(site.Ana)).Get("/me")).Html.ShouldContain("account in a chat platform linked");
    }

    [Fact]
    public async Task Says_who_has_the_person_already_and_hands_them_over()
    {
        await using var site = await Site.Start();
        var old = Account(site, "Old Ana", "ana@example.com");
        (old.PersonId, old.State) = (site.Ana.Id, AccountState.Matched);
        var account = Account(site, "New Ana", "ana@example.com");
        account.State = AccountState.AlreadyTaken;
        await Hr(site, null, old, account);
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Get("/hr/accounts");
        page.Html.ShouldContain("would be Ana Costa, who has the account “Old Ana” there already");
        await eve.Submit(page, account.Id.ToString("N"), []);

        (await Stored(site, account)).PersonId.ShouldBe(site.Ana.Id);
        (await Stored(site, old)).State.ShouldBe(AccountState.AlreadyTaken);
    }

    [Fact]
    public async Task Keeps_what_was_typed_where_nobody_has_the_address()
    {
        await using var site = await Site.Start();
        var account = Account(site, "Anna", "anna@gmail.com");
        await Hr(site, null, account);
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Submit(await eve.Get("/hr/accounts"), account.Id.ToString("N"), new() { ["email"] = "nobody@example.com" });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("Nobody who works here has this address.");
        page.Html.ShouldContain("value=\"nobody@example.com\"");
        (await Stored(site, account)).PersonId.ShouldBeNull();
    }

    [Fact]
    public async Task Hr_of_a_department_sees_its_own_and_what_is_nobodys_and_links_to_its_own_only()
    {
        await using var site = await Site.Start();
        await site.Change(async data => (await data.People.FindAsync(site.Max.Id))!.Department = "Sales");
        var (platform, sales, nobodys) = (
            Account(site, "x", "ana@gmail.com"),
            Account(site, "y", "max@gmail.com"),
            Account(site, "Zoe", "zoe@gmail.com")
        );
        await Hr(site, "Platform", platform, sales, nobodys);
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Get("/hr/accounts");
        page.Html.ShouldContain("ana@gmail.com");
        page.Html.ShouldContain("Zoe");
        page.Html.ShouldNotContain("max@gmail.com");
        var form = nobodys.Id.ToString("N");
        (await eve.Submit(page, form, new() { ["email"] = "max@example.com" })).Html.ShouldContain("You cannot link to this person");
        (await eve.Submit(page, form, new() { ["email"] = "eve@example.com" })).Html.ShouldContain("You cannot link to this person");
        var other = new Dictionary<string, string> { ["account"] = sales.Id.ToString("N"), ["email"] = "ana@example.com" };
        (await eve.Submit(page, form, other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Stored(site, nobodys)).PersonId.ShouldBeNull();
        (await Stored(site, sales)).PersonId.ShouldBeNull();
    }

    [Fact]
    public async Task Takes_a_link_back_that_was_made_by_hand()
    {
        await using var site = await Site.Start();
        var account = Account(site, "Anna", "anna@gmail.com");
        Accounts.Link(account, site.Ana);
        var matched = Account(site, "Max", "max@example.com");
        (matched.PersonId, matched.State) = (site.Max.Id, AccountState.Matched);
        await Hr(site, null, account, matched);
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Get("/hr/accounts");
        page.Html.ShouldNotContain("max@example.com", customMessage: "what the directory matched is not HR's to undo here");
        await eve.Submit(page, account.Id.ToString("N"), []);

        var stored = await Stored(site, account);
        (stored.PersonId, stored.State, stored.MatchedByHand).ShouldBe((null, AccountState.NotInDirectory, false));
        var wrong = new Dictionary<string, string> { ["account"] = matched.Id.ToString("N") };
        (await eve.Submit(page, account.Id.ToString("N"), wrong)).Status.ShouldBe(HttpStatusCode.NotFound);
        await using var data = site.Database.Open();
        data.Set<AuditEntry>().Count(entry => entry.What == "account.unlink").ShouldBe(1);
    }

    [Fact]
    public async Task Shows_everyone_their_own_accounts_and_counts_them_in_mydata()
    {
        await using var site = await Site.Start();
        var account = Account(site, "Ana in Teams", "ana@contoso.com");
        Accounts.Link(account, site.Ana);
        await Hr(site, null, account);
        var ana = await site.SignedIn(site.Ana);

        var me = await ana.Get("/me");
        me.Html.ShouldContain("Teams: Ana in Teams");
        me.Html.ShouldContain("ana@contoso.com");
        me.Html.ShouldContain("linked by HR");
        (await (await site.SignedIn(site.Max)).Get("/me")).Html.ShouldNotContain("ana@contoso.com");
        (await ana.Submit(await ana.Get("/"), "event", new() { ["text"] = "mydata" })).Html.ShouldContain("Accounts in Teams and Slack");
        (await ana.Get("/governance")).Html.ShouldContain("to know you when you write and to reach you");
    }

    private static Task Hr(Site site, string? department, params ChatAccount[] accounts) =>
        site.Change(data =>
        {
            data.AddRange(accounts);
            data.Add(Role(site.Eve, RoleKind.Hr, department));
            return Task.CompletedTask;
        });

    private static PersonRole Role(Person person, RoleKind kind, string? department = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = person.Id,
            Kind = kind,
            Department = department,
        };

    private static async Task<ChatAccount> Stored(Site site, ChatAccount account)
    {
        await using var data = site.Database.Open();
        return (await data.Set<ChatAccount>().FindAsync(account.Id))!;
    }

    private static ChatAccount Account(Site site, string name, string? email, string? principal = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Platform = PlatformName.Teams,
            Workspace = "tenant",
            UserId = Guid.NewGuid().ToString(),
            State = AccountState.NotInDirectory,
            Name = name,
            Email = email,
            PrincipalName = principal,
            FirstSeen = Instant.FromDateTimeOffset(site.Clock.GetUtcNow()),
            LastSeen = Instant.FromDateTimeOffset(site.Clock.GetUtcNow()),
        };
}
