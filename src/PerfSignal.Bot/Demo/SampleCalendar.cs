using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Demo;

/// <summary>Calendars of the sample company as .ics files: the coming 1:1 in 30 minutes, series of 1:1s, and events that are no 1:1.</summary>
public static class SampleCalendar
{
    private static readonly Duration HalfHour = Duration.FromMinutes(30);

    /// <summary>The next 1:1 of the demo's manager and employee starts this long after now.</summary>
    public static readonly Duration Ahead = Duration.FromMinutes(30);

    /// <summary>Whose calendars are written.</summary>
    public static IReadOnlyList<string> Owners { get; } =
    [SampleCompany.Manager, SampleCompany.Employee, "grace@lumen.example", "nils@lumen.example"];

    public static void Write(TextWriter file, string owner, Instant now) => IcsWriter.Write(file, Events(owner, now));

    private static IEnumerable<IcsEvent> Events(string owner, Instant now)
    {
        if (owner is SampleCompany.Manager or SampleCompany.Employee)
        {
            yield return Event("coming@lumen.example", IcsTime.At(now + Ahead), SampleCompany.Manager, SampleCompany.Employee);
            foreach (var weeks in Enumerable.Range(1, 3))
            {
                yield return Event(
                    $"past-{weeks}@lumen.example",
                    IcsTime.At(now + Ahead - Duration.FromDays(7 * weeks)),
                    SampleCompany.Manager,
                    SampleCompany.Employee
                );
            }
        }

        if (owner == SampleCompany.Manager)
        {
            yield return Weekly("jonas@lumen.example", SampleCompany.Manager, now, IsoDayOfWeek.Wednesday, new LocalTime(10, 0));
            yield return Weekly("yuki@lumen.example", SampleCompany.Manager, now, IsoDayOfWeek.Thursday, new LocalTime(14, 30));
            yield return Event(
                "standup@lumen.example",
                IcsTime.At(now + Duration.FromHours(20)),
                SampleCompany.Manager,
                SampleCompany.Employee,
                "jonas@lumen.example"
            );
        }

        if (owner is "grace@lumen.example")
        {
            yield return Weekly("daniel@lumen.example", owner, now, IsoDayOfWeek.Monday, new LocalTime(11, 0));
        }

        if (owner is "nils@lumen.example")
        {
            yield return Weekly("carla@lumen.example", owner, now, IsoDayOfWeek.Tuesday, new LocalTime(9, 0));
        }
    }

    private static IcsEvent Weekly(string report, string manager, Instant now, IsoDayOfWeek weekday, LocalTime time)
    {
        var zone = DateTimeZoneProviders.Tzdb[SampleCompany.People.Single(person => person.Email == manager).TimeZone];
        var first = now.InZone(zone).Date.PlusWeeks(-8).Next(weekday);
        return Event($"weekly-{report}", IcsTime.In(zone, first.At(time)), manager, report) with
        {
            Rule = RecurrenceRule.Parse("FREQ=WEEKLY"),
        };
    }

    private static IcsEvent Event(string uid, IcsTime start, string organizer, params string[] others) =>
        new()
        {
            Uid = uid,
            Start = start,
            Duration = new IcsDuration(0, HalfHour),
            Organizer = organizer,
            Attendees =
            [
                .. others.Prepend(organizer).Select(email => new Attendee(email, AttendeeKind.Person, AttendeeAnswer.Accepted)),
                new Attendee("room-oak@lumen.example", AttendeeKind.Room, AttendeeAnswer.Accepted),
            ],
        };
}
