using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Calendars.Google;
using PerfSignal.Core.Calendar;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendars.Google;

public sealed class GoogleAccessTests
{
    [Fact]
    public async Task Somebody_outside_the_domain_who_is_first_does_not_hide_that_others_are_read()
    {
        await using var desk = await GoogleDesk.Open();

        (await Try(desk, "anna@elsewhere.example", "mia@example.com")).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_missing_delegation_is_told(int people)
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.NoTokens = (401, "unauthorized_client", "");

        var failed = await Try(desk, [.. Enumerable.Range(1, people).Select(number => $"p{number}@example.com")]);

        failed.ShouldBe(new CalendarSync.Failed(CalendarTrouble.Unauthorized, "token: unauthorized_client"));
    }

    [Fact]
    public async Task A_wrong_key_is_told_at_once()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.NoTokens = (400, "invalid_grant", "Invalid JWT Signature.");

        (await Try(desk, "mia@example.com", "rui@example.com")).ShouldBe(
            new CalendarSync.Failed(CalendarTrouble.Unauthorized, "token: invalid_grant")
        );
        desk.Google.TokensAskedFor.Count.ShouldBe(1);
    }

    private static async Task<CalendarSync.Failed?> Try(GoogleDesk desk, params string[] emails)
    {
        using var database = new TestDatabase();
        await using (var data = database.Open())
        {
            data.AddRange(emails.Select(email => A.Person(email)));
            await data.SaveChangesAsync();
        }

        await using var services = new ServiceCollection().AddScoped(_ => database.Open()).BuildServiceProvider();
        return await new GoogleAccess(services.GetRequiredService<IServiceScopeFactory>(), desk.Tokens, desk.Clock).Try(default);
    }
}
