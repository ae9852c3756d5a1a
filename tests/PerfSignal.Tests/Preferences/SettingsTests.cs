using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Preferences;

public sealed class SettingsTests
{
    private int events;

    [Theory]
    [InlineData("pause until Friday", "before Fri 27 Nov")]
    [InlineData("pause 2026-12-24", "before Thu 24 Dec")]
    [InlineData("pause off", "No pause")]
    [InlineData("pause 3 days", "before Fri 27 Nov")]
    [InlineData("pause 3days", "before Fri 27 Nov")]
    [InlineData("pause for 2 weeks", "before Tue 8 Dec")]
    [InlineData("pause for the next two weeks.", "before Tue 8 Dec")]
    [InlineData("pause a week", "before Tue 1 Dec")]
    [InlineData("pause 1 month", "before Thu 24 Dec")]
    [InlineData("pause 3 Tage", "before Fri 27 Nov")]
    [InlineData("pause für zwei Wochen", "before Tue 8 Dec")]
    [InlineData("pause einen Monat lang", "before Thu 24 Dec")]
    [InlineData("pause 366 days", "before Thu 25 Nov 2027")]
    [InlineData("pause 1 year", "before Wed 24 Nov 2027")]
    [InlineData("pause 367 days", "whole days, from one up to 366")]
    [InlineData("pause 0 days", "whole days, from one up to 366")]
    [InlineData("pause -3 days", "whole days, from one up to 366")]
    [InlineData("pause 1.5 weeks", "whole days, from one up to 366")]
    [InlineData("pause 9999 months", "whole days, from one up to 366")]
    [InlineData("pause 9999 years", "whole days, from one up to 366")]
    [InlineData("pause 99999999999999999999 days", "whole days, from one up to 366")]
    [InlineData("pause 3 hours", "whole days, from one up to 366")]
    [InlineData("pause some days", "do not know which day")]
    [InlineData("pause until in 3 days", "before Fri 27 Nov")]
    [InlineData("pause until yesterday's news", "do not know which day")]
    [InlineData("pause until 2026-11-24", "not a later day")]
    [InlineData("pause until next Friday", "may mean Fri 27 Nov or Fri 4 Dec. Which one?")]
    [InlineData("pause until Tuesday", "may mean Tue 24 Nov or Tue 1 Dec. Which one?")]
    [InlineData("zone Europe/Lisbon", "Europe/Lisbon")]
    [InlineData("zone europe/lisbon", "time zone is Europe/Lisbon")]
    [InlineData("zone Europe/Lisbn", "Did you mean Europe/Lisbon?")]
    [InlineData("zone <script>", "no time zone I know")]
    [InlineData("language de", "Ich schreibe dir ab jetzt in Deutsch.")]
    [InlineData("language klingon", "Write en or de")]
    [InlineData("quiet 22:00 – 6:00", "22:00-06:00")]
    [InlineData("quiet off", "00:00-00:00")]
    [InlineData("quiet late", "no span of quiet hours")]
    [InlineData("lead 45", "45 minutes before")]
    [InlineData("lead 1441", "from 0 to 1440")]
    [InlineData("lead -1", "from 0 to 1440")]
    [InlineData("digest 8:00", "together at 08:00")]
    [InlineData("digest noonish", "no time of day")]
    [InlineData("einstellungen", "settings_form")]
    public async Task Say_what_holds_now_or_what_to_write_instead(string typed, string expected)
    {
        await using var site = await Site.Start();
        var reply = await Say(site, site.Ana, typed);
        (reply is Reply.Said said ? said.Text : ReplyJson.Write(reply)).ShouldContain(expected);
    }

    /// <summary>At 23:30 in Lisbon it is the next day in Berlin already.</summary>
    [Theory]
    [InlineData("Europe/Lisbon", "2026-11-27T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-11-27T23:00:00Z")]
    public async Task Count_a_pause_in_the_writers_own_days(string zone, string until)
    {
        await using var site = await Site.Start();
        await Say(site, site.Ana, "zone " + zone);
        site.Clock.Set(InstantPattern.General.Parse("2026-11-24T23:30:00Z").Value);
        await Say(site, site.Ana, "pause 3 days");
        InstantPattern.General.Format((await Stored(site)).PausedUntil!.Value).ShouldBe(until);
    }

    [Fact]
    public async Task Take_the_answer_to_which_of_two_days_a_pause_ends_on()
    {
        await using var site = await Site.Start();
        await Say(site, site.Ana, "pause until next Friday");
        (await Stored(site)).PausedUntil.ShouldBeNull();
        (await Say(site, site.Ana, "4 Dec")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("before Fri 4 Dec");
    }

    [Fact]
    public async Task Ask_back_in_words_where_none_were_given()
    {
        await using var site = await Site.Start();
        (await Say(site, site.Ana, "zone")).ShouldBeOfType<Reply.Showed>().Card.ShouldBe(Dialogues.Card);
        (await Say(site, site.Ana, "Europe/Lisbon")).ShouldBeOfType<Reply.Said>();
        (await Stored(site)).ChosenTimeZone.ShouldBe("Europe/Lisbon");
    }

    [Fact]
    public async Task Keep_everything_typed_beside_the_error_at_its_field_and_save_nothing()
    {
        await using var site = await Site.Start();
        var again = (
            await Submit(site, site.Ana, ("zone", "Europe/Lisbn"), ("quiet", "late"), ("timing", "digest"), ("topics", "reminders"))
        ).ShouldBeOfType<Reply.Invalid>();
        again.Errors.Keys.Order(StringComparer.Ordinal).ShouldBe(["digest", "quiet", "zone"]);
        (again.Model["zone"]!.ToString(), again.Model["quiet"]!.ToString(), again.Model["topics"]!.ToString()).ShouldBe(
            ("Europe/Lisbn", "late", "reminders")
        );
        var person = await Stored(site);
        (person.ChosenTimeZone, person.QuietHours, person.Muted).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task Are_saved_from_the_form_and_plan_the_coming_briefs_anew()
    {
        await using var site = await Site.Start();
        var start = Instant.FromDateTimeOffset(site.Clock.GetUtcNow()) + Duration.FromDays(2);
        await site.Change(data =>
        {
            data.Add(
                new Cadence
                {
                    Id = Guid.CreateVersion7(),
                    ManagerId = site.Max.Id,
                    ReportId = site.Ana.Id,
                    Weekday = start.InUtc().DayOfWeek,
                    Time = new LocalTime(14, 0),
                    TimeZone = "Europe/Berlin",
                    EveryWeeks = 1,
                    Starts = new LocalDate(2026, 1, 1),
                }
            );
            return Task.CompletedTask;
        });
        await using (var scope = site.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PlanOccurrences>().Run(CancellationToken.None);
        }

        var before = await First(site);
        before.BriefAt.ShouldBe(before.Start - Duration.FromMinutes(30));
        (
            await Submit(
                site,
                site.Max,
                ("zone", "Europe/Berlin"),
                ("language", "en"),
                ("timing", "before"),
                ("lead", "60"),
                ("topics", "reminders,development")
            )
        )
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldContain("60 minutes before");

        var after = await First(site);
        after.BriefAt.ShouldBe(after.Start - Duration.FromMinutes(60));
        await using var data = site.Database.Open();
        var max = await data.People.SingleAsync(person => person.Id == site.Max.Id);
        Topics.Wants(max, Topics.Reminders).ShouldBeTrue();
        Topics.Wants(max, Topics.Recognition).ShouldBeFalse();
        max.ChosenTimeZone.ShouldBeNull("the zone of the people file is no choice");
    }

    [Fact]
    public async Task Choose_the_zone_that_briefs_are_planned_by()
    {
        var person = Briefs.BriefWorld.Person("ana@example.com", "Ana");
        person.ChosenTimeZone = "Asia/Tokyo";
        Core.Schedules.BriefSettings.Of(person, new Core.Organization()).Zone.Id.ShouldBe("Asia/Tokyo");
        await Task.CompletedTask;
    }

    private Task<Reply> Say(Site site, Person by, string text) => Receive(site, by, text, null, []);

    private Task<Reply> Submit(Site site, Person by, params (string Id, string Value)[] fields) =>
        Receive(site, by, null, ChangeSettings.Name, fields.ToDictionary(field => field.Id, field => field.Value));

    private async Task<Reply> Receive(Site site, Person by, string? text, string? verb, Dictionary<string, string> fields)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Conversation>()
            .Receive(
                new Inbound
                {
                    Platform = PlatformName.Web,
                    EventId = $"{++events}",
                    PersonId = by.Id,
                    Text = text,
                    Verb = verb,
                    Fields = fields,
                },
                CancellationToken.None
            );
    }

    private static async Task<Person> Stored(Site site)
    {
        await using var data = site.Database.Open();
        return await data.People.AsNoTracking().SingleAsync(person => person.Id == site.Ana.Id);
    }

    private static async Task<Occurrence> First(Site site)
    {
        await using var data = site.Database.Open();
        return await data.Occurrences.AsNoTracking().OrderBy(one => one.Start).FirstAsync();
    }
}
