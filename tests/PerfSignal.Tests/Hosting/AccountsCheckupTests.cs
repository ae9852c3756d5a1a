using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Hosting;

public sealed class AccountsCheckupTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Tells_how_many_accounts_of_each_platform_match_nobody_and_how_to_mend_it()
    {
        var gone = Account(PlatformName.Slack, AccountState.NotInDirectory);
        gone.RemovedAt = clock.Now();
        database.Add(
            Account(PlatformName.Teams, AccountState.NotInDirectory),
            Account(PlatformName.Teams, AccountState.AlreadyTaken),
            Account(PlatformName.Slack, AccountState.NotInDirectory),
            Account(PlatformName.Teams, AccountState.Matched),
            gone
        );
        await using var data = database.Open();

        var findings = await new AccountsCheckup(data).Run(default);

        findings
            .Select(finding => finding.What)
            .ShouldBe([
                "1 account of Slack matches nobody in the directory and gets nothing.",
                "2 accounts of Teams match nobody in the directory and get nothing.",
            ]);
        findings.ShouldAllBe(finding => finding.Grade == Grade.Note && finding.Mend!.Contains("/hr/accounts", StringComparison.Ordinal));
        findings[0].Mend!.ShouldContain("slack_user_id");
    }

    [Fact]
    public async Task Has_nothing_to_say_where_every_account_is_known()
    {
        database.Add(Account(PlatformName.Teams, AccountState.Matched));
        await using var data = database.Open();

        (await new AccountsCheckup(data).Run(default)).ShouldBeEmpty();
    }

    private ChatAccount Account(PlatformName platform, AccountState state) =>
        new()
        {
            Id = clock.NewId(),
            Platform = platform,
            Workspace = "workspace",
            UserId = Guid.NewGuid().ToString(),
            State = state,
            FirstSeen = clock.Now(),
            LastSeen = clock.Now(),
        };
}
