using Microsoft.Extensions.Configuration;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Hosting;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars;

public sealed class CalendarSettingsTests
{
    [Theory]
    [InlineData("https://calendar.example/a.ics")]
    [InlineData("webcal://calendar.example/a.ics")]
    [InlineData("WEBCALS://calendar.example/a.ics")]
    public void A_feed_is_read_over_https(string address)
    {
        var (settings, problems) = Check(("Calendars:Ics:Feeds:0", $"Mia@Example.com {address}"));

        problems.ShouldBeEmpty();
        settings.Feeds.Feeds.ShouldHaveSingleItem().ShouldBe(new IcsFeed("mia@example.com", new Uri("https://calendar.example/a.ics")));
    }

    [Fact]
    public void A_loopback_address_may_be_without_encryption() =>
        Check(("Calendars:Ics:Feeds:0", "mia@example.com http://127.0.0.1:8080/a.ics")).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("mia@example.com http://calendar.example/secret.ics", "EMAIL ADDRESS")]
    [InlineData("mia@example.com http://10.0.0.1/secret.ics", "EMAIL ADDRESS")]
    [InlineData("mia@example.com file:///secret.ics", "EMAIL ADDRESS")]
    [InlineData("mia@example.com secret.ics", "EMAIL ADDRESS")]
    [InlineData("mia@example.com https://mia:secret@calendar.example/a.ics", "name or password")]
    public void A_wrong_feed_is_refused_without_showing_its_address(string feed, string says)
    {
        var problem = Check(("Calendars:Ics:Feeds:0", feed)).Problems.ShouldHaveSingleItem();

        problem.Key.ShouldBe("Calendars:Ics:Feeds:0");
        problem.What.ShouldContain(says);
        problem.ToString().ShouldNotContain("secret.ics");
        problem.ToString().ShouldNotContain("mia:secret");
    }

    [Fact]
    public void A_person_has_one_feed()
    {
        var (settings, problems) = Check(
            ("Calendars:Ics:Feeds:0", "mia@example.com https://calendar.example/a.ics"),
            ("Calendars:Ics:Feeds:1", "MIA@example.com https://calendar.example/b.ics")
        );

        problems.ShouldHaveSingleItem().What.ShouldContain("second address for mia@example.com");
        settings.Feeds.Feeds.Count.ShouldBe(1);
    }

    [Fact]
    public void A_service_accounts_key_is_looked_into_at_the_start()
    {
        using var key = new GoogleKeyFile("https://oauth2.googleapis.com/token");
        Check(("Calendars:Google:Enabled", "true"), ("Calendars:Google:ServiceAccountFile", key.Path)).Problems.ShouldBeEmpty();

        File.WriteAllText(key.Path, "{\"type\":\"service_account\",\"private_key\":\"not for your eyes\"}");
        var problem = Check(("Calendars:Google:ServiceAccountFile", key.Path)).Problems.ShouldHaveSingleItem();

        problem.Key.ShouldBe("Calendars:Google:ServiceAccountFile");
        problem.What.ShouldContain("no RSA key");
        problem.ToString().ShouldNotContain("eyes");
    }

    private static (Settings Settings, IReadOnlyList<SettingsProblem> Problems) Check(params (string Key, string Value)[] values) =>
        Settings.Check(
            new ConfigurationBuilder().AddInMemoryCollection(values.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build()
        );
}
