using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Cli;

public sealed class ImportMendsAccountsTests
{
    private const string Head = "email,name,manager_email,role_family,level,department,location,time_zone,hire_date,teams_user_id\n";

    [Fact]
    public async Task An_import_of_people_matches_what_was_open_and_takes_back_what_is_wrong_now()
    {
        using var terminal = new Terminal();
        await using (var data = terminal.Open())
        {
            data.AddRange(Account("first", "ana@example.com"), Account("second", "a.sousa@example.org"));
            await data.SaveChangesAsync();
        }

        const string line = "ana@example.com,Ana Sousa,,engineering,individual,Platform,Lisbon,Europe/Lisbon,2024-01-01,";
        terminal.Run("import", "people", terminal.Write("people.csv", Head + line)).Exit.ShouldBe(0);
        State(terminal).ShouldBe([AccountState.Matched, AccountState.NotInDirectory]);

        // The id is the same in capitals.
        terminal.Run("import", "people", terminal.Write("people.csv", Head + line + "SECOND")).Exit.ShouldBe(0);
        State(terminal).ShouldBe([AccountState.NotInDirectory, AccountState.Matched]);

        ChatAccount Account(string id, string email) =>
            new()
            {
                Id = terminal.Clock.NewId(),
                Platform = PlatformName.Teams,
                Workspace = "tenant",
                UserId = id,
                Email = email,
                State = AccountState.NotInDirectory,
                FirstSeen = terminal.Clock.Now(),
                LastSeen = terminal.Clock.Now(),
            };
    }

    private static IEnumerable<AccountState> State(Terminal terminal)
    {
        using var data = terminal.Open();
        return [.. data.Set<ChatAccount>().OrderBy(row => row.UserId).Select(row => row.State)];
    }
}
