using NodaTime;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Calendar;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Hosting;

public sealed class CalendarCheckupTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    [Fact]
    public async Task Nothing_is_said_where_no_calendar_is_read_over_the_network() => (await Run()).ShouldBeEmpty();

    [Fact]
    public async Task A_source_that_works_is_told_with_its_last_reading()
    {
        Link("ana");
        Link("ben");
        var findings = await Run(Accepts(null));
        findings.Select(finding => finding.Grade).ShouldBe([Grade.Good, Grade.Good]);
        findings[1].What.ShouldBe("graph: 2 calendars are read, the last at 2026-11-24T09:00:00Z");
    }

    [Fact]
    public async Task A_dead_secret_is_bad_at_the_next_look()
    {
        var findings = await Run(Accepts(new CalendarSync.Failed(CalendarTrouble.Unauthorized, "invalid_client AADSTS7000222")));
        findings[0].Grade.ShouldBe(Grade.Bad);
        findings[0].What.ShouldContain("AADSTS7000222");
        findings[0].Mend!.ShouldContain("Calendars:Graph:ClientSecret");
        findings[1].What.ShouldContain("no calendar is read from it yet");
    }

    [Fact]
    public async Task A_source_that_cannot_be_reached_is_the_environments()
    {
        var findings = await Run(Accepts(new CalendarSync.Failed(CalendarTrouble.Transient, "ConnectionError")));
        findings[0].Grade.ShouldBe(Grade.Outside);
    }

    [Fact]
    public async Task A_source_that_nobody_was_read_from_for_ten_minutes_is_bad()
    {
        Link("ana", readAt: Now - Duration.FromMinutes(11));
        var finding = (await Run()).Single();
        (finding.Grade, finding.What).ShouldBe(
            (Grade.Bad, "graph: no calendar was read since 2026-11-24T08:49:00Z; new and moved 1:1s are not seen.")
        );
        finding.Mend!.ShouldContain("sync_calendars");
    }

    [Fact]
    public async Task Dead_mailboxes_are_counted_and_the_first_are_named()
    {
        Link("well");
        foreach (var name in new[] { "dora", "ana", "carl", "ben" })
        {
            Link(name, CalendarTrouble.Forbidden, "ErrorAccessDenied");
        }

        Link("eve", CalendarTrouble.NoCalendar, "MailboxNotEnabledForRESTAPI");
        var findings = await Run();
        findings[0].Grade.ShouldBe(Grade.Good);
        findings[1]
            .ShouldSatisfyAllConditions(
                finding => finding.Grade.ShouldBe(Grade.Note),
                finding =>
                    finding.What.ShouldBe(
                        "graph: 4 calendars are not read since 2026-11-24T08:00:00Z: they may not be read (ErrorAccessDenied): ana@example.com, ben@example.com, carl@example.com and 1 more."
                    ),
                finding => finding.Mend!.ShouldContain("access policy")
            );
        findings[2]
            .What.ShouldContain(
                "1 calendar is not read since 2026-11-24T08:00:00Z: there is no such calendar (MailboxNotEnabledForRESTAPI): eve@example.com."
            );
    }

    [Fact]
    public async Task When_every_mailbox_refuses_it_is_the_consent_or_the_policy()
    {
        Link("ana", CalendarTrouble.Forbidden, "ErrorAccessDenied");
        var findings = await Run();
        findings[1].Grade.ShouldBe(Grade.Bad);
        findings[1].Mend!.ShouldContain("Every mailbox refuses");
    }

    [Theory]
    [InlineData(CalendarTrouble.Throttled, 50, Grade.Note)]
    [InlineData(CalendarTrouble.Transient, 70, Grade.Bad)]
    [InlineData(CalendarTrouble.Unauthorized, 1, Grade.Bad)]
    [InlineData(CalendarTrouble.Invalid, 1, Grade.Bad)]
    public async Task What_passes_by_itself_is_bad_only_when_it_does_not(CalendarTrouble trouble, int minutes, Grade grade)
    {
        Link("well");
        Link("ana", trouble, "Word", since: Now - Duration.FromMinutes(minutes));
        (await Run())[1].Grade.ShouldBe(grade);
    }

    private static AccessCheck Accepts(CalendarSync.Failed? failed) => new("graph", _ => Task.FromResult(failed));

    private void Link(string name, CalendarTrouble? trouble = null, string? word = null, Instant? readAt = null, Instant? since = null)
    {
        var person = A.Person($"{name}@example.com");
        database.Add(person);
        database.Add(
            new CalendarLink
            {
                PersonId = person.Id,
                Source = "graph",
                NextAt = Now,
                ReadAt = trouble is null ? readAt ?? Now : null,
                Trouble = trouble,
                Word = word,
                TroubleSince = trouble is null ? null : since ?? (Now - Duration.FromHours(1)),
            }
        );
    }

    private async Task<IReadOnlyList<Finding>> Run(params AccessCheck[] checks)
    {
        await using var data = database.Open();
        return await new CalendarCheckup(data, checks, clock).Run(default);
    }

    public void Dispose() => database.Dispose();
}
