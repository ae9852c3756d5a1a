using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bench;

/// <summary>Made-up engineers in teams of eight, with nine months of facts and a 1:1 in half an hour each.</summary>
internal sealed class BenchCompany(BenchDatabase database)
{
    private const int Team = 8;
    private const int Weeks = 40;
    private readonly Instant now = TimeProvider.System.Now();

    /// <summary>To the minute, as cadences are.</summary>
    private LocalDateTime Meet => (now + Duration.FromMinutes(29)).InUtc().LocalDateTime.With(TimeAdjusters.TruncateToMinute);

    public async Task Fill(int reports)
    {
        await database.Within<PerfSignalData>(async data =>
        {
            data.AddRange(
                new SourceReading { Source = "jira", ReadAt = now },
                new SourceReading { Source = "github", ReadAt = now },
                new SourceReading { Source = "pagerduty", ReadAt = now }
            );
            await data.SaveChangesAsync();
        });
        for (var first = 0; first < reports; first += Team * 20)
        {
            await database.Within<PerfSignalData>(async data =>
            {
                data.ChangeTracker.AutoDetectChangesEnabled = false;
                for (var at = first; at < Math.Min(first + (Team * 20), reports); at += Team)
                {
                    Add(data, at, Math.Min(Team, reports - at));
                }

                await data.SaveChangesAsync();
            });
        }

        await database.Within<PlanOccurrences>(plan => plan.Run(default));
    }

    private void Add(PerfSignalData data, int first, int size)
    {
        var meet = Meet;
        var manager = Person($"m{first}", Level.Manager);
        data.Add(manager);
        for (var number = first; number < first + size; number++)
        {
            var report = Person($"p{number}", Level.Individual);
            data.Add(report);
            data.Add(
                new ReportingLine
                {
                    Id = Guid.CreateVersion7(),
                    ManagerId = manager.Id,
                    ReportId = report.Id,
                    From = report.HireDate,
                }
            );
            data.Add(
                new Cadence
                {
                    Id = Guid.CreateVersion7(),
                    ManagerId = manager.Id,
                    ReportId = report.Id,
                    Weekday = meet.DayOfWeek,
                    Time = meet.TimeOfDay,
                    TimeZone = "UTC",
                    EveryWeeks = 4,
                    Starts = meet.Date,
                }
            );
            data.AddRange(Facts(report));
        }
    }

    /// <summary>Three issues in two weeks, a review a week, an incident in ten.</summary>
    private IEnumerable<Fact> Facts(Person person)
    {
        for (var week = 0; week < Weeks; week++)
        {
            var at = now - Duration.FromDays((7 * week) + 1);
            yield return Fact(person, "jira", "issue", "done", week, at, 2 + (week % 4), 30 + (week % 7));
            yield return Fact(person, "github", "review", "submitted", week, at, null, null);
            if (week % 2 == 0)
            {
                yield return Fact(person, "jira", "issue", "done", Weeks + week, at, 3, 40);
            }

            if (week % 10 == 0)
            {
                yield return Fact(person, "pagerduty", "incident", "owned", week, at, null, null);
            }
        }
    }

    private Fact Fact(Person person, string source, string kind, string outcome, int number, Instant at, decimal? amount, decimal? hours) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Source = source,
            Kind = kind,
            ExternalId = $"{person.Name}-{number}",
            Outcome = outcome,
            PersonId = person.Id,
            At = at,
            Amount = amount,
            DurationHours = hours,
            FetchedAt = now,
        };

    private static Person Person(string name, Level level) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = $"{name}@example.com",
            Name = name,
            RoleFamily = "engineering",
            Level = level,
            Department = "Platform",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2020, 1, 1),
        };
}
