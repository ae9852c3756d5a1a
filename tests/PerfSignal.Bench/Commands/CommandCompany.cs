using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bench;

/// <summary>
/// A company in which each manager has eight reports, up to one person at the top: everybody has an objective with three key results, and
/// with their manager two open commitments and two done ones.
/// </summary>
internal sealed class CommandCompany(BenchDatabase database, int size)
{
    public const string Workspace = "T1";
    private const int Span = 8;
    private const int AtOnce = 500;
    private readonly Instant now = TimeProvider.System.Now();
    private readonly Guid[] ids = [.. Enumerable.Range(0, size).Select(_ => TimeProvider.System.NewId())];

    public int Size => size;

    public static string User(int number) => $"U{number}";

    /// <summary>The numbers in whose 1:1s a person is: the own one with the manager, and those of the reports.</summary>
    public IEnumerable<int> Pairs(int number)
    {
        if (number > 0)
        {
            yield return number;
        }

        for (var report = (number * Span) + 1; report <= (number + 1) * Span && report < size; report++)
        {
            yield return report;
        }
    }

    public async Task Fill()
    {
        for (var first = 0; first < size; first += AtOnce)
        {
            await database.Within<PerfSignalData>(async data =>
            {
                data.ChangeTracker.AutoDetectChangesEnabled = false;
                for (var number = first; number < Math.Min(first + AtOnce, size); number++)
                {
                    data.AddRange(Of(number));
                }

                await data.SaveChangesAsync();
            });
        }
    }

    private IEnumerable<object> Of(int number)
    {
        var today = now.InUtc().Date;
        yield return new Person
        {
            Id = ids[number],
            Email = $"p{number}@example.com",
            Name = $"Person {number}",
            RoleFamily = "engineering",
            Level = (number * Span) + 1 < size ? Level.Manager : Level.Individual,
            Department = $"Department {number % 40}",
            Location = "Berlin",
            TimeZone = number % 3 == 0 ? "America/New_York" : "Europe/Berlin",
            Language = number % 2 == 0 ? "en" : "de",
            HireDate = new LocalDate(2020, 1, 1),
        };
        yield return Account(number);
        foreach (var goal in Goals(number, today))
        {
            yield return goal;
        }

        if (number == 0)
        {
            yield break;
        }

        yield return new ReportingLine
        {
            Id = TimeProvider.System.NewId(),
            ManagerId = ids[(number - 1) / Span],
            ReportId = ids[number],
            From = new LocalDate(2020, 1, 1),
        };
        for (var at = 0; at < 4; at++)
        {
            yield return Commitment(number, at, today);
        }
    }

    private ChatAccount Account(int number) =>
        new()
        {
            Id = TimeProvider.System.NewId(),
            Platform = PlatformName.Slack,
            Workspace = Workspace,
            UserId = User(number),
            PersonId = ids[number],
            State = AccountState.Matched,
            Email = $"p{number}@example.com",
            ConversationId = $"D{number}",
            FirstSeen = now,
            LastSeen = now,
            GreetedAt = now,
        };

    private IEnumerable<Goal> Goals(int number, LocalDate today)
    {
        var objective = Goal(number, 0, today, "Customers reach a person within a minute", null);
        yield return objective;
        for (var at = 1; at <= 3; at++)
        {
            yield return Goal(number, at, today, $"Shorten the queue of region {at} by a third", objective.Id);
        }
    }

    private Goal Goal(int number, int at, LocalDate today, string title, Guid? parent) =>
        new()
        {
            Id = TimeProvider.System.NewId(),
            Key = $"g{number}-{at}",
            OwnerId = ids[number],
            Title = $"{title} {Mark.Goal}{number}.",
            ParentId = parent,
            Metric = parent is null ? null : "queue",
            Baseline = parent is null ? null : 90,
            Target = parent is null ? null : 60,
            DueOn = today.PlusDays(10 + (number % 80)),
            Progress = 10 * at,
            CreatedAt = now,
            UpdatedAt = now,
        };

    private Commitment Commitment(int number, int at, LocalDate today) =>
        new()
        {
            Id = TimeProvider.System.NewId(),
            ManagerId = ids[(number - 1) / Span],
            ReportId = ids[number],
            OwnerId = at % 2 == 0 ? ids[number] : ids[(number - 1) / Span],
            AuthorId = ids[(number - 1) / Span],
            Text = $"Send the plan of the quarter to the team {Mark.Commitment}{number}.",
            DueOn = today.PlusDays(at + (number % 14) - 3),
            State = at < 2 ? CommitmentState.Open : CommitmentState.Done,
            CreatedAt = now,
            ClosedAt = at < 2 ? null : now,
        };
}
