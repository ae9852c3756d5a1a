using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Bot.Demo;

/// <summary>A year of facts for the sample company, from a seed and relative to now: the same now gives the same file.</summary>
public sealed class SampleFacts(Instant now, int seed = 7)
{
    private const string Header = "source,kind,external_id,person_email,at,amount,duration_hours,outcome,url,currency";
    private const int Days = 380;
    private readonly Random random = new(seed);
    private int number = 1000;

    /// <summary>facts.csv.</summary>
    public void Write(TextWriter file)
    {
        file.WriteLine(Header);
        foreach (var person in SampleCompany.People.Where(person => person.Level != "manager" && person.Roles.Length == 0))
        {
            foreach (var row in Rows(person))
            {
                file.WriteLine(row);
            }
        }
    }

    /// <summary>quality.csv, what SonarQube measured: a source of its own, read at another time.</summary>
    public void WriteQuality(TextWriter file)
    {
        file.WriteLine(Header);
        foreach (var row in CodeQuality())
        {
            file.WriteLine(row);
        }
    }

    private IEnumerable<string> Rows(SamplePerson person) =>
        person.RoleFamily switch
        {
            "engineering" => Engineering(person),
            "sales" => Sales(person),
            "support" => Support(person),
            _ => Delivery(person),
        };

    private IEnumerable<string> Engineering(SamplePerson person)
    {
        var (pace, hours) = person.Name == "Ana Sousa" ? (3.1, 150.0) : (3.4, 96.0);
        foreach (var at in Moments(pace))
        {
            var slow = person.Name == "Ana Sousa" && at > now - Duration.FromDays(45) ? 1.4 : 1.0;
            var id = $"LUM-{number++}";
            var points = Pick(1, 2, 3, 3, 5, 5, 8);
            yield return Row(
                "jira",
                "issue",
                $"{id}@sprint",
                person.Email,
                at - Duration.FromDays(9),
                points,
                null,
                "committed",
                $"https://lumen.example/browse/{id}"
            );
            yield return Row(
                "jira",
                "issue",
                id,
                person.Email,
                at,
                points,
                (hours * slow * (0.5 + random.NextDouble())),
                "done",
                $"https://lumen.example/browse/{id}"
            );
        }

        foreach (var at in Moments(2.0))
        {
            var id = number++;
            yield return Row("github", "review", $"r{id}", person.Email, at, null, null, "submitted", $"https://lumen.example/pull/{id}");
        }

        foreach (var at in Moments(60))
        {
            yield return Row("pagerduty", "incident", $"P{number++}", person.Email, at, null, null, "owned", null);
        }
    }

    private IEnumerable<string> Sales(SamplePerson person)
    {
        var currency = person.TimeZone.StartsWith("America", StringComparison.Ordinal) ? "USD" : "EUR";
        foreach (var at in Moments(4.5))
        {
            var id = $"O{number++}";
            var amount = Math.Round((decimal)(12_000 + (random.NextDouble() * 68_000)), 0);
            yield return Row(
                "salesforce",
                "opportunity",
                id,
                person.Email,
                at - Duration.FromDays(30),
                amount,
                null,
                "created",
                null,
                currency
            );
            if (random.NextDouble() < 0.75)
            {
                yield return Row(
                    "salesforce",
                    "opportunity",
                    id,
                    person.Email,
                    at,
                    amount,
                    null,
                    random.NextDouble() < 0.34 ? "won" : "lost",
                    null,
                    currency
                );
            }
        }

        foreach (var at in Moments(9))
        {
            yield return Row(
                "salesforce",
                "account",
                $"A{number++}",
                person.Email,
                at,
                null,
                null,
                random.NextDouble() < 0.92 ? "retained" : "churned",
                null
            );
        }

        for (var quarter = 0; quarter < 4; quarter++)
        {
            yield return Row(
                "salesforce",
                "quota",
                $"Q{quarter}-{person.Email}",
                person.Email,
                now - Duration.FromDays((quarter * 90) + 40),
                480_000,
                null,
                "set",
                null,
                currency
            );
        }
    }

    private IEnumerable<string> Support(SamplePerson person)
    {
        foreach (var at in Moments(0.32))
        {
            var id = $"Z{number++}";
            var link = $"https://lumen.example/tickets/{id}";
            yield return Row("zendesk", "ticket", id, person.Email, at, null, 6 + (random.NextDouble() * 28), "resolved", link);
            yield return Row(
                "zendesk",
                "ticket",
                id,
                person.Email,
                at,
                null,
                null,
                random.NextDouble() < 0.93 ? "sla_met" : "sla_missed",
                link
            );
            yield return Row(
                "zendesk",
                "first_reply",
                id,
                person.Email,
                at - Duration.FromHours(8),
                null,
                0.2 + (random.NextDouble() * 0.5),
                "sent",
                link
            );
            if (random.NextDouble() < 0.3)
            {
                yield return Row(
                    "zendesk",
                    "rating",
                    id,
                    person.Email,
                    at + Duration.FromHours(2),
                    Pick(3, 4, 5, 5, 5),
                    null,
                    "given",
                    link
                );
            }
        }
    }

    private IEnumerable<string> Delivery(SamplePerson person)
    {
        foreach (var at in Moments(1.4))
        {
            yield return Row("asana", "task", $"T{number++}", person.Email, at, null, 90 + (random.NextDouble() * 220), "done", null);
        }

        foreach (var at in Moments(14))
        {
            yield return Row(
                "delivery",
                "milestone",
                $"M{number++}",
                person.Email,
                at,
                null,
                null,
                random.NextDouble() < 0.88 ? "hit" : "missed",
                null
            );
        }
    }

    private IEnumerable<string> CodeQuality()
    {
        for (var week = 0; week < Days / 7; week++)
        {
            var at = now - Duration.FromDays((week * 7) + 2);
            yield return Row(
                "sonarqube",
                "quality",
                $"lumen-{week}",
                "team:Engineering",
                at,
                Math.Round((decimal)(90.5 - (week * 0.15) + random.NextDouble()), 1),
                null,
                "measured",
                null
            );
        }
    }

    /// <summary>Moments on average the given days apart, oldest first, none in the last hour.</summary>
    private IEnumerable<Instant> Moments(double everyDays)
    {
        for (var day = (double)Days; day > 0.05; day -= everyDays * (0.4 + (random.NextDouble() * 1.2)))
        {
            yield return now - Duration.FromSeconds((long)(day * 86_400));
        }
    }

    private decimal Pick(params int[] among) => among[random.Next(among.Length)];

    private static string Row(
        string source,
        string kind,
        string id,
        string person,
        Instant at,
        decimal? amount,
        double? hours,
        string outcome,
        string? url,
        string? currency = null
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{source},{kind},{id},{person},{InstantPattern.General.Format(at)},{amount},{(hours is { } h ? Math.Round(h, 2) : null)},{outcome},{url},{currency}"
        );
}
