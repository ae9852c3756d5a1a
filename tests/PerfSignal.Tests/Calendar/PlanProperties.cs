using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendar;

/// <summary>Whatever happens in the diary, and however often it is planned.</summary>
public sealed class PlanProperties
{
    private static readonly int Samples = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 500 : 6;

    private sealed record Step(int Kind, int Uid, int Hour, int Sequence);

    [Fact]
    public void Planning_twice_or_after_a_restart_adds_nothing_and_briefs_of_a_pair_never_overlap()
    {
        var step =
            from kind in Gen.Choose(0, 7)
            from uid in Gen.Choose(0, 3)
            from hour in Gen.Choose(-30, 400)
            from sequence in Gen.Choose(0, 2)
            select new Step(kind, uid, hour, sequence);
        var steps = Gen.ListOf(step, 12);
        foreach (var (run, index) in Gen.Sample(steps, Samples, Samples).Select((run, index) => (run, index)))
        {
            using var office = new Office();
            foreach (var one in run)
            {
                Take(office, one);
                office.Plan();
                office.Plan().ShouldBe(new PlanOutcome(), $"run {index}: {string.Join(", ", run)}");
                Check(office);
            }
        }
    }

    private static void Take(Office office, Step step)
    {
        var uid = "u" + step.Uid;
        var start = office.Clock.GetUtcNow().ToInstant() + Duration.FromHours(step.Hour);
        using var data = office.Open();
        var has = data.Meetings.Any(row => row.Uid == uid);
        switch (step.Kind)
        {
            case 0 or 1 or 2 when !has:
                office.Meeting(
                    step.Kind == 0 ? office.Mia : office.Rui,
                    step.Kind == 0 ? office.Rui : office.Mia,
                    uid,
                    $"{24 + step.Hour / 24:00}T{(step.Hour % 24 + 24) % 24:00}:00",
                    sequence: step.Sequence
                );
                break;
            case 2 or 3:
                office.Change(uid, row => (row.Start, row.End) = (start, start + Duration.FromMinutes(30)));
                break;
            case 4:
                office.Change(uid, row => row.State = (MeetingState)step.Sequence);
                break;
            case 5:
                office.Clock.Advance(Duration.FromHours(Math.Abs(step.Hour) / 10));
                break;
            case 6 when !data.Cadences.Any():
                office.Cadence(office.Mia, office.Rui, new LocalTime(10, 0));
                break;
            default:
                office.Save(rows => rows.RemoveRange(rows.Meetings.Where(row => row.Uid == uid)));
                break;
        }
    }

    private static void Check(Office office)
    {
        using var data = office.Open();
        var now = office.Clock.GetUtcNow().ToInstant();
        var planned = data
            .Occurrences.Where(row => row.State == OccurrenceState.Planned)
            .ToList()
            .Where(row => row.Start > now)
            .OrderBy(row => row.Start)
            .ToList();
        foreach (var (one, next) in planned.Zip(planned.Skip(1)))
        {
            one.End.ShouldBeLessThanOrEqualTo(next.Start);
        }

        planned.ShouldAllBe(row => row.BriefAt <= row.Start - Duration.FromMinutes(30));
        data.Occurrences.ToList().ShouldAllBe(row => (row.State == OccurrenceState.Dropped) == (row.DroppedBecause != null));
    }
}

file static class Instants
{
    public static Instant ToInstant(this DateTimeOffset time) => Instant.FromDateTimeOffset(time);
}
