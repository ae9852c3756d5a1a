using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.People;

public sealed class AccountsTests : IDisposable
{
    private const string Object = "6f1c0a52-0a3e-4c1d-9d0e-6a0f3f1b2c3d";
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();
    private readonly Person ana = A.Person("ana@example.com");
    private readonly Person ben = A.Person("ben@example.com");

    public AccountsTests() => database.Add(ana, ben);

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData(PlatformName.Teams)]
    [InlineData(PlatformName.Slack)]
    public async Task The_id_in_the_people_file_wins_over_the_address(PlatformName platform)
    {
        await Set(ben, platform, "u1");

        (await Heard("u1", "ana@example.com", platform: platform)).PersonId.ShouldBe(ben.Id);
    }

    [Theory]
    [InlineData(PlatformName.Teams)]
    [InlineData(PlatformName.Slack)]
    public async Task An_address_of_somebody_whom_the_directory_gives_another_id_matches_nobody(PlatformName platform)
    {
        await Set(ana, platform, "other");

        State(await Heard("u1", "ana@example.com", platform: platform)).ShouldBe((null, AccountState.NotInDirectory));
    }

    [Fact]
    public async Task Slack_knows_nothing_of_a_teams_id()
    {
        await Set(ana, PlatformName.Teams, "u1");

        (await Heard("u1", "nobody@example.com", platform: PlatformName.Slack)).PersonId.ShouldBeNull();
        (await Heard("u2", "ana@example.com", platform: PlatformName.Slack)).PersonId.ShouldBe(ana.Id);
    }

    [Theory]
    [InlineData("ana@example.com", null)]
    [InlineData(" Ana@Example.COM ", null)]
    [InlineData(null, "ANA@example.com")]
    [InlineData("a.sousa@contoso.onmicrosoft.com", "ana@example.com")]
    public async Task Finds_a_person_by_address_or_name_to_sign_in_with_in_any_case(string? email, string? principal)
    {
        var account = await Heard("u1", email, principal);

        State(account).ShouldBe((ana.Id, AccountState.Matched));
    }

    [Fact]
    public async Task Entra_ids_match_in_any_case_and_are_one_account()
    {
        await Set(ana, PlatformName.Teams, Object);

        var first = await Heard(Object.ToUpperInvariant(), email: null);
        var again = await Heard(Object, email: null);

        first.PersonId.ShouldBe(ana.Id);
        again.Id.ShouldBe(first.Id);
        await using var data = database.Open();
        (await new Accounts(data, clock).Find(PlatformName.Teams, "w", Object.ToUpperInvariant(), default))!.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task What_people_say_of_an_account_is_kept_when_the_platform_says_less_the_next_time()
    {
        await Heard("u1", "ana@example.com", name: "Ana");
        clock.Advance(Duration.FromHours(1));

        var account = await Heard("u1", email: null);

        (account.Email, account.Name, account.FirstSeen, account.LastSeen).ShouldBe(
            ("ana@example.com", "Ana", clock.Now() - Duration.FromHours(1), clock.Now())
        );
    }

    [Fact]
    public async Task A_second_account_of_the_same_person_is_not_matched_until_the_first_is_gone()
    {
        await Heard("u1", "ana@example.com");
        State(await Heard("u2", email: null, principal: "ana@example.com")).ShouldBe((null, AccountState.AlreadyTaken));

        await Do(async (accounts, data) => accounts.Removed((await accounts.Find(PlatformName.Teams, "w", "u1", default))!));

        State(await Heard("u2", email: null)).ShouldBe((ana.Id, AccountState.Matched));
        State(await Heard("u1", email: null)).ShouldBe((null, AccountState.AlreadyTaken));
    }

    [Fact]
    public async Task One_account_in_each_workspace_and_platform_is_no_conflict()
    {
        foreach (var (platform, workspace) in new[] { (PlatformName.Slack, "a"), (PlatformName.Slack, "b"), (PlatformName.Teams, "a") })
        {
            State(await Heard("u1", "ana@example.com", platform: platform, workspace: workspace)).ShouldBe((ana.Id, AccountState.Matched));
        }
    }

    [Fact]
    public async Task The_account_that_the_directory_names_takes_the_person_from_one_with_the_address_only()
    {
        await Heard("by-address", "ana@example.com");
        await Set(ana, PlatformName.Teams, "by-id");

        State(await Heard("by-id", "else@example.com")).ShouldBe((ana.Id, AccountState.Matched));
        State(await Stored("by-address")).ShouldBe((null, AccountState.NotInDirectory));
    }

    [Fact]
    public async Task An_id_that_is_corrected_in_the_directory_takes_the_wrong_account_back_at_once()
    {
        await Heard("wrong", "ana@example.com");
        await Set(ana, PlatformName.Teams, "right");

        (await MatchOpen()).ShouldBe(0);

        State(await Stored("wrong")).ShouldBe((null, AccountState.NotInDirectory));
    }

    [Fact]
    public async Task Who_was_known_stays_known_when_only_the_address_changes()
    {
        await Heard("u1", "ana@example.com");

        State(await Heard("u1", "ana.new@example.com")).ShouldBe((ana.Id, AccountState.Matched));
    }

    [Fact]
    public async Task Who_gets_the_address_of_a_colleague_does_not_become_the_colleague()
    {
        await Heard("u1", "ana@example.com");

        State(await Heard("u1", "ben@example.com")).ShouldBe((ana.Id, AccountState.Matched));
        State(await Heard("u1", email: null, principal: "ben@example.com")).ShouldBe((ana.Id, AccountState.Matched));
        await MatchOpen();
        State(await Stored("u1")).ShouldBe((ana.Id, AccountState.Matched));
    }

    [Fact]
    public async Task Shows_hr_an_account_that_the_platform_gives_the_address_of_a_colleague()
    {
        await Heard("u1", "ana@example.com");
        await Do(async (_, data) => (await OpenAccounts.In(data).AnyAsync()).ShouldBeFalse());

        await Heard("u1", "ben@example.com");

        await Do(async (_, data) => (await OpenAccounts.In(data).SingleAsync()).UserId.ShouldBe("u1"));
        await Do(async (accounts, _) => Accounts.Link((await accounts.Find(PlatformName.Teams, "w", "u1", default))!, ben));
        await Do(async (_, data) => (await OpenAccounts.In(data).AnyAsync()).ShouldBeFalse());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_goes_to_somebody_else_by_address_once_its_person_has_left(bool before)
    {
        async Task Leave() => await Change(data => data.People.Single(person => person.Id == ana.Id).LastDay = new LocalDate(2026, 1, 31));
        await Heard("u1", "ana@example.com");
        if (before)
        {
            await Leave();
        }

        await Heard("u1", "ben@example.com");
        if (!before)
        {
            await Leave();
            await MatchOpen();
        }

        State(await Stored("u1")).ShouldBe((ben.Id, AccountState.Matched));
    }

    [Fact]
    public async Task The_directory_may_give_an_account_to_somebody_else_by_its_id()
    {
        await Heard("u1", "ana@example.com");
        await Set(ben, PlatformName.Teams, "u1");

        State(await Heard("u1", "ana2@example.com")).ShouldBe((ben.Id, AccountState.Matched));
    }

    [Fact]
    public async Task Of_an_account_that_is_known_and_greeted_only_the_day_is_kept()
    {
        var first = await Heard("u1", "ana@example.com");
        await Do(async (accounts, _) => (await accounts.Find(PlatformName.Teams, "w", "u1", default))!.GreetedAt = clock.Now());
        clock.Advance(Duration.FromHours(25));

        (await Heard("u1", email: null)).LastSeen.ShouldBe(clock.Now().InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());
        first.LastSeen.ShouldBe(clock.Now() - Duration.FromHours(25), "who waits for the greeting is told apart from who wrote just now");
    }

    [Fact]
    public async Task A_link_by_hand_stays_whatever_the_directory_and_the_platform_say()
    {
        await Heard("u1", "someone@gmail.com");
        await Do(async (accounts, _) => Accounts.Link((await accounts.Find(PlatformName.Teams, "w", "u1", default))!, ana));

        State(await Heard("u1", "ben@example.com")).ShouldBe((ana.Id, AccountState.Matched));
        await Set(ana, PlatformName.Teams, "u2");
        State(await Heard("u2", "ana@example.com")).ShouldBe((null, AccountState.AlreadyTaken));
        await MatchOpen();
        State(await Stored("u1")).ShouldBe((ana.Id, AccountState.Matched));
    }

    [Fact]
    public async Task A_link_by_hand_that_is_taken_back_leaves_the_match_to_the_directory()
    {
        await Heard("u1", "ben@example.com");
        await Do(async (accounts, _) => Accounts.Link((await accounts.Find(PlatformName.Teams, "w", "u1", default))!, ana));

        await Do(async (accounts, _) => await accounts.Unlink((await accounts.Find(PlatformName.Teams, "w", "u1", default))!, default));

        State(await Stored("u1")).ShouldBe((ben.Id, AccountState.Matched));
    }

    [Fact]
    public async Task A_later_import_mends_what_was_open_each_person_once()
    {
        var late = A.Person("late@example.com");
        await Heard("u1", "late@example.com");
        await Heard("u2", email: null, principal: "late@example.com");
        database.Add(late);

        (await MatchOpen()).ShouldBe(1);
        new[] { State(await Stored("u1")), State(await Stored("u2")) }.ShouldBe([
            (late.Id, AccountState.Matched),
            (null, AccountState.AlreadyTaken),
        ]);
        (await MatchOpen()).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_who_left_is_still_known_so_that_they_are_refused_as_such_and_not_listed()
    {
        await Change(data => data.People.Single(person => person.Id == ana.Id).LastDay = new LocalDate(2026, 1, 31));

        State(await Heard("u1", "ana@example.com")).ShouldBe((ana.Id, AccountState.Matched));
    }

    [Fact]
    public async Task Two_requests_that_bring_a_new_account_at_the_same_moment_make_one_of_it()
    {
        await using var first = database.Open();
        await using var second = database.Open();
        var one = await new Accounts(first, clock).Heard(Identity("u1", "ana@example.com"), default);
        var racing = new Race(second, () => first.SaveChanges());

        var other = await new Accounts(racing.Data, clock).Keep(Identity("u1", "ana@example.com"), default);

        other.Id.ShouldBe(one.Id);
        State(other).ShouldBe((ana.Id, AccountState.Matched));
        await using var data = database.Open();
        (await data.Set<ChatAccount>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_no_database_could_hold_is_cut_or_left_out()
    {
        var account = await Heard("u1", new string('a', 300) + "@example.com", name: new string('n', 500) + "\0");

        (account.Email, account.Name!.Length).ShouldBe((null, 200));
    }

    [Fact]
    public async Task Is_reached_by_the_account_heard_from_last_that_is_still_there()
    {
        await Heard("u1", "ana@example.com", workspace: "a");
        clock.Advance(Duration.FromMinutes(1));
        await Heard("u2", "ana@example.com", workspace: "b");

        await Do(async (accounts, _) => (await accounts.Of(ana.Id, PlatformName.Teams, default))!.UserId.ShouldBe("u2"));
        await Do(async (accounts, _) => accounts.Removed((await accounts.Find(PlatformName.Teams, "b", "u2", default))!));
        await Do(async (accounts, _) => (await accounts.Of(ana.Id, PlatformName.Teams, default))!.UserId.ShouldBe("u1"));
    }

    private static (Guid?, AccountState) State(ChatAccount account) => (account.PersonId, account.State);

    private static ChatIdentity Identity(
        string user,
        string? email,
        string? principal = null,
        PlatformName platform = PlatformName.Teams,
        string workspace = "w",
        string? name = null
    ) =>
        new(platform, workspace, user)
        {
            Email = email,
            PrincipalName = principal,
            Name = name,
        };

    private async Task<ChatAccount> Heard(
        string user,
        string? email,
        string? principal = null,
        PlatformName platform = PlatformName.Teams,
        string workspace = "w",
        string? name = null
    )
    {
        await using var data = database.Open();
        return await new Accounts(data, clock).Keep(Identity(user, email, principal, platform, workspace, name), default);
    }

    private async Task<int> MatchOpen()
    {
        var count = 0;
        await Do(async (accounts, _) => count = (await accounts.MatchOpen(default)).Count);
        return count;
    }

    private async Task<ChatAccount> Stored(string user)
    {
        await using var data = database.Open();
        return await data.Set<ChatAccount>().SingleAsync(row => row.UserId == user);
    }

    private Task Set(Person person, PlatformName platform, string id) =>
        Change(data =>
        {
            var row = data.People.Single(other => other.Id == person.Id);
            (row.TeamsUserId, row.SlackUserId) = platform == PlatformName.Teams ? (id, row.SlackUserId) : (row.TeamsUserId, id);
        });

    private async Task Change(Action<Core.Data.PerfSignalData> change)
    {
        await using var data = database.Open();
        change(data);
        await data.SaveChangesAsync();
    }

    private async Task Do(Func<Accounts, Core.Data.PerfSignalData, Task> act)
    {
        await using var data = database.Open();
        await act(new Accounts(data, clock), data);
        await data.SaveChangesAsync();
    }

    /// <summary>Lets something happen right before the first save of a context, as another request would.</summary>
    private sealed class Race
    {
        public Race(Core.Data.PerfSignalData data, Action before)
        {
            Data = data;
            var done = false;
            data.SavingChanges += (_, _) =>
            {
                if (!done)
                {
                    done = true;
                    before();
                }
            };
        }

        public Core.Data.PerfSignalData Data { get; }
    }
}
