using Microsoft.AspNetCore.Http;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendars.Google;

public sealed class GoogleTroubleTests
{
    [Theory]
    [InlineData(429, "rateLimitExceeded", CalendarTrouble.Throttled)]
    [InlineData(403, "rateLimitExceeded", CalendarTrouble.Throttled)]
    [InlineData(403, "userRateLimitExceeded", CalendarTrouble.Throttled)]
    [InlineData(403, "quotaExceeded", CalendarTrouble.Throttled)]
    [InlineData(403, "dailyLimitExceeded", CalendarTrouble.Throttled)]
    [InlineData(403, "forbidden", CalendarTrouble.Forbidden)]
    [InlineData(403, "somethingNew", CalendarTrouble.Forbidden)]
    [InlineData(403, "accessNotConfigured", CalendarTrouble.Unauthorized)]
    [InlineData(403, "insufficientPermissions", CalendarTrouble.Unauthorized)]
    [InlineData(403, "notACalendarUser", CalendarTrouble.NoCalendar)]
    [InlineData(404, "notFound", CalendarTrouble.NoCalendar)]
    [InlineData(400, "badRequest", CalendarTrouble.Invalid)]
    [InlineData(302, "moved", CalendarTrouble.Invalid)]
    [InlineData(408, "timeout", CalendarTrouble.Transient)]
    [InlineData(500, "backendError", CalendarTrouble.Transient)]
    [InlineData(503, "backendError", CalendarTrouble.Transient)]
    public async Task Every_error_has_its_category(int status, string reason, CalendarTrouble trouble)
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.Instead.Enqueue(GoogleStandIn.Error(status, reason));

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(trouble, $"{status} {reason}"));

        desk.Google.Lists.Count.ShouldBe(1, "who schedules the readings decides when to try again");
    }

    [Fact]
    public async Task The_time_to_wait_is_passed_on()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.Instead.Enqueue(GoogleStandIn.Error(429, "rateLimitExceeded", "17"));
        desk.Google.Instead.Enqueue(GoogleStandIn.Error(403, "quotaExceeded", desk.Clock.GetUtcNow().AddMinutes(2).ToString("R")));
        desk.Google.Instead.Enqueue(GoogleStandIn.Error(503, "backendError", "99999999"));

        (await desk.Failed()).RetryAfter.ShouldBe(Duration.FromSeconds(17));
        (await desk.Failed()).RetryAfter.ShouldBe(Duration.FromMinutes(2));
        (await desk.Failed()).RetryAfter.ShouldBe(Duration.FromDays(1));
    }

    [Fact]
    public async Task What_is_no_error_of_Google_goes_by_its_status()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.Instead.Enqueue(http =>
        {
            http.Response.StatusCode = 502;
            return http.Response.WriteAsync("<html>maya@example.com</html>");
        });
        desk.Google.Instead.Enqueue(GoogleStandIn.Error(403, "a text with maya@example.com"));

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Transient, "502"));
        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Forbidden, "403"));
    }

    [Fact]
    public async Task Nobody_there_may_be_later()
    {
        var desk = await GoogleDesk.Open();
        await desk.DisposeAsync();

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Transient, "token: ConnectionError"));
    }

    [Fact]
    public async Task A_token_that_was_withdrawn_is_asked_for_anew_once()
    {
        await using var desk = await GoogleDesk.Open();
        await desk.Done();
        desk.Google.EndTokens();

        await desk.Done();

        desk.Google.TokensAskedFor.Count.ShouldBe(2);
        desk.Google.Before = GoogleStandIn.Error(401, "authError");
        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Unauthorized, "401 authError"));
        desk.Google.TokensAskedFor.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_delegation_that_was_revoked_holds_for_everybody()
    {
        await using var desk = await GoogleDesk.Open();
        await desk.Done();
        desk.Google.EndTokens();
        desk.Google.NoTokens = (401, "unauthorized_client", "Client is unauthorized to retrieve access tokens using this method.");

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Unauthorized, "token: unauthorized_client"));

        desk.Google.NoTokens = null;
        await desk.Done();
    }

    [Fact]
    public async Task Somebody_whom_Google_does_not_know_has_no_calendar()
    {
        await using var desk = await GoogleDesk.Open();
        var unknown = A.Person("nobody@example.com");
        var outside = A.Person("guest@elsewhere.example");

        (await desk.Failed(owner: outside)).Trouble.ShouldBe(CalendarTrouble.Transient, "it may be the address or the delegation");
        (await desk.Failed(owner: unknown)).ShouldBe(new CalendarSync.Failed(CalendarTrouble.NoCalendar, "token: invalid_grant"));
        await desk.Done();
        (await desk.Failed(owner: outside)).ShouldBe(new CalendarSync.Failed(CalendarTrouble.NoCalendar, "token: unauthorized_client"));
    }

    [Fact]
    public async Task A_delegation_that_is_missing_is_said_once_three_people_got_no_token()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.NoTokens = (401, "unauthorized_client", "");
        var people = Enumerable.Range(1, 3).Select(number => A.Person($"p{number}@example.com")).ToList();

        (await desk.Failed(owner: people[0])).Trouble.ShouldBe(CalendarTrouble.Transient);
        (await desk.Failed(owner: people[0])).Trouble.ShouldBe(CalendarTrouble.Transient, "one person is one, however often");
        (await desk.Failed(owner: people[1])).Trouble.ShouldBe(CalendarTrouble.Transient);
        (await desk.Failed(owner: people[2])).Trouble.ShouldBe(CalendarTrouble.Unauthorized);

        // Once anybody got one, it is the address that is wrong.
        desk.Google.NoTokens = null;
        await desk.Done();
        (await desk.Failed(owner: A.Person("guest@elsewhere.example"))).Trouble.ShouldBe(CalendarTrouble.NoCalendar);
    }

    [Theory]
    [InlineData(400, "invalid_grant", "Invalid JWT Signature.", CalendarTrouble.Unauthorized)]
    [InlineData(400, "invalid_grant", "Invalid grant: account not found", CalendarTrouble.Unauthorized)]
    [InlineData(400, "invalid_grant", "Invalid email or User ID", CalendarTrouble.NoCalendar)]
    [InlineData(400, "invalid_grant", "Account has been deleted", CalendarTrouble.NoCalendar)]
    [InlineData(400, "invalid_scope", "", CalendarTrouble.Unauthorized)]
    [InlineData(401, "invalid_client", "The OAuth client was not found.", CalendarTrouble.Unauthorized)]
    [InlineData(429, "rate_limit_exceeded", "", CalendarTrouble.Throttled)]
    [InlineData(500, "internal_failure", "", CalendarTrouble.Transient)]
    [InlineData(503, "backend_error", "", CalendarTrouble.Transient)]
    public async Task Every_refusal_of_a_token_has_its_category(int status, string error, string description, CalendarTrouble trouble)
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.NoTokens = (status, error, description);

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(trouble, $"token: {error}"));

        desk.Google.TokensAskedFor.Count.ShouldBe(1, "who schedules the readings decides when to try again");
    }

    [Fact]
    public async Task A_clock_that_is_off_gets_no_token()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.ClockOffset = TimeSpan.FromHours(2);

        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Unauthorized, "token: invalid_grant"));
    }
}
