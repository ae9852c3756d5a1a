using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendar;

/// <summary>Mia manages Rui, Max may follow her, Pia is a colleague; it is Tuesday 2026-11-24, 10:00 in Berlin.</summary>
internal sealed class Office : IDisposable
{
    private readonly TestDatabase database = new();

    public Office()
    {
        Mia.LeadMinutes = 30;
        Save(data =>
        {
            data.AddRange(Mia, Max, Rui, Pia);
            data.SaveChanges();
            data.Add(A.Line(Rui, Mia));
        });
    }

    public TestClock Clock { get; } = new();
    public Organization Organization { get; } =
        new()
        {
            TimeZone = "Europe/Berlin",
            LeadMinutes = 30,
            QuietHours = "20:00-07:00",
        };
    public Person Mia { get; } = A.Person("mia@example.com");
    public Person Max { get; } = A.Person("max@example.com");
    public Person Rui { get; } = A.Person("rui@example.com", "Europe/Lisbon");
    public Person Pia { get; } = A.Person("pia@example.com");

    public PerfSignalData Open() => database.Open();

    public void Save(Action<PerfSignalData> change)
    {
        using var data = database.Open();
        change(data);
        data.SaveChanges();
    }

    /// <summary>A row as the calendar import makes it; start in UTC, "25T09:00" is in November 2026.</summary>
    public void Meeting(
        Person owner,
        Person other,
        string uid,
        string start,
        MeetingState state = MeetingState.Confirmed,
        int sequence = 0,
        bool organizes = false,
        string? original = null,
        int minutes = 30
    ) =>
        Save(data =>
            data.Add(
                new Meeting
                {
                    Id = Guid.CreateVersion7(),
                    OwnerId = owner.Id,
                    OtherId = other.Id,
                    Source = "ics",
                    Uid = uid,
                    OriginalStart = Original(original ?? start),
                    Start = At(start),
                    End = At(start) + Duration.FromMinutes(minutes),
                    State = state,
                    Sequence = sequence,
                    Organizes = organizes,
                }
            )
        );

    public void Change(string uid, Action<Meeting> change) =>
        Save(data => data.Meetings.Where(row => row.Uid == uid).ToList().ForEach(change));

    public void Cadence(
        Person manager,
        Person report,
        LocalTime time,
        IsoDayOfWeek weekday = IsoDayOfWeek.Wednesday,
        string zone = "Europe/Berlin",
        LocalDate? starts = null
    ) =>
        Save(data =>
            data.Add(
                new Cadence
                {
                    Id = Guid.CreateVersion7(),
                    ManagerId = manager.Id,
                    ReportId = report.Id,
                    Weekday = weekday,
                    Time = time,
                    TimeZone = zone,
                    EveryWeeks = 1,
                    Starts = starts ?? new LocalDate(2026, 1, 1),
                }
            )
        );

    /// <summary>Max becomes the manager on a day of November.</summary>
    public void HandOver(int day) =>
        Save(data =>
        {
            var from = new LocalDate(2026, 11, day);
            data.ReportingLines.Single(line => line.Until == null).Until = from;
            data.Add(A.Line(Rui, Max, from));
        });

    public PlanOutcome Plan()
    {
        using var data = database.Open();
        return new PlanOccurrences(data, Organization, Clock).Run(CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Every occurrence as "manager key start state", in order.</summary>
    public string Outcome()
    {
        using var data = database.Open();
        var names = data.People.ToDictionary(person => person.Id, person => person.Name);
        var rows = data
            .Occurrences.AsNoTracking()
            .ToList()
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .ThenBy(row => names[row.ManagerId], StringComparer.Ordinal);
        return string.Join(
            "; ",
            rows.Select(row => $"{names[row.ManagerId]} {Short(row.Key)} {Text(row.Start)} {row.DroppedBecause ?? "planned"}")
        );
    }

    public Occurrence Only()
    {
        using var data = database.Open();
        return data.Occurrences.Single();
    }

    public static Instant At(string text)
    {
        var (day, time) = (int.Parse(text[..2]), text[3..].Split(':'));
        return Instant.FromUtc(2026, 11, 1, int.Parse(time[0]), int.Parse(time[1])) + Duration.FromDays(day - 1);
    }

    public void Dispose() => database.Dispose();

    private static string Original(string text) => InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'").Format(At(text));

    private static string Text(Instant instant) => InstantPattern.CreateWithInvariantCulture("dd'T'HH:mm").Format(instant);

    private static string Short(string key) => OccasionKey.IsCadence(key) ? "cadence" : OccasionKey.Uid(key);
}
