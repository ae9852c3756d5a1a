using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Stores the events of a calendar in which two people meet of whom one reports to the other; any others are counted and not kept.</summary>
/// <remarks>
/// Doing it again changes nothing. An event that a file does not name any more is reported and stays, since a file may be an excerpt;
/// an instance that its own series no longer has was removed in the calendar and is marked cancelled.
/// </remarks>
public sealed class CalendarImport(PerfSignalData data, PilotGate pilot, TimeProvider clock)
{
    private const int MaxUid = 255;

    /// <summary>Adds and changes rows; the caller saves.</summary>
    public async Task<CalendarImported> Import(Person owner, CalendarReading reading, CancellationToken ct)
    {
        if (!await pilot.Has(owner.Id, ct))
        {
            var skipped = new Dictionary<PassedOver, int> { [PassedOver.NotInPilot] = reading.Instances.Count };
            return new CalendarImported(0, 0, 0, 0, [], skipped);
        }

        var directory = await Directory(reading.Instances, ct);
        var partners = await Partners(owner, ct);
        var inside = await pilot.Of(partners, ct);
        reading = await new MovedEvents(data, clock).Recognise(owner.Id, reading, ct);
        var rows = await data.Meetings.Where(row => row.OwnerId == owner.Id && row.Source == reading.Source).ToListAsync(ct);
        var known = rows.ToDictionary(row => (row.Uid, row.OriginalStart));
        var seen = new HashSet<(string, string)>();
        var passedOver = new Dictionary<PassedOver, int>();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var instance in Newest(reading.Instances))
        {
            var key = (Uid(instance.Uid), instance.OriginalStart);
            seen.Add(key);
            var stored = known.GetValueOrDefault(key);
            var (other, reason) = MeetingShape.Of(instance, owner.Email, directory);
            if (other is { } somebody && !partners.Contains(somebody))
            {
                (other, reason) = (null, PassedOver.NotReporting);
            }

            if (other is { } colleague && !inside.Contains(colleague))
            {
                // What was kept while the pilot took in both stays as it was, and is no longer followed.
                passedOver[PassedOver.NotInPilot] = passedOver.GetValueOrDefault(PassedOver.NotInPilot) + 1;
                if (stored is not null)
                {
                    kept.Add(key.Item1);
                }

                continue;
            }

            if (other is not { } otherId)
            {
                passedOver[reason!.Value] = passedOver.GetValueOrDefault(reason.Value) + 1;
                changed += Forget(stored);
                continue;
            }

            kept.Add(key.Item1);
            if (stored is null)
            {
                data.Add(Create(owner, reading.Source, key, otherId, instance));
                added++;
            }
            else if (Update(stored, otherId, instance, owner))
            {
                changed++;
            }
            else
            {
                unchanged++;
            }
        }

        var removed = CancelRemoved(rows, seen, reading);
        await KeepSeries(owner, reading, kept, ct);
        return new CalendarImported(added, changed, unchanged, removed, Missing(rows, reading), passedOver);
    }

    /// <summary>UIDs may be of any length; one that does not fit is kept as its digest, which names it just as well.</summary>
    public static string Uid(string uid) =>
        uid.Length <= MaxUid ? uid : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)));

    private static IEnumerable<CalendarInstance> Newest(IReadOnlyList<CalendarInstance> instances) =>
        instances.GroupBy(instance => (instance.Uid, instance.OriginalStart)).Select(same => same.MaxBy(instance => instance.Sequence)!);

    /// <summary>Whom the owner manages or reports to, now or from a day to come; yesterday's line counts for what was read across midnight.</summary>
    private async Task<HashSet<Guid>> Partners(Person owner, CancellationToken ct)
    {
        var yesterday = clock.Today(owner.Zone).PlusDays(-1);
        return
        [
            .. await data
                .ReportingLines.Where(line =>
                    (line.ManagerId == owner.Id || line.ReportId == owner.Id) && (line.Until == null || line.Until > yesterday)
                )
                .Select(line => line.ManagerId == owner.Id ? line.ReportId : line.ManagerId)
                .ToListAsync(ct),
        ];
    }

    private async Task<Dictionary<string, Guid>> Directory(IReadOnlyList<CalendarInstance> instances, CancellationToken ct)
    {
        var emails = instances
            .SelectMany(instance => instance.Attendees.Select(attendee => attendee.Email).Append(instance.OrganizerEmail ?? ""))
            .Select(email => email.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal);
        var directory = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var some in emails.Chunk(500))
        {
            foreach (
                var person in await data
                    .People.Where(row => some.Contains(row.Email))
                    .Select(row => new { row.Email, row.Id })
                    .ToListAsync(ct)
            )
            {
                directory[person.Email] = person.Id;
            }
        }

        return directory;
    }

    private Meeting Create(Person owner, string source, (string Uid, string OriginalStart) key, Guid other, CalendarInstance instance) =>
        new()
        {
            Id = clock.NewId(),
            OwnerId = owner.Id,
            OtherId = other,
            Source = source,
            Uid = key.Uid,
            OriginalStart = key.OriginalStart,
            Start = instance.Start,
            End = instance.End,
            State = MeetingShape.StateOf(instance),
            Sequence = instance.Sequence,
            Organizes = Organizes(owner, instance),
            ProviderId = instance.ProviderId,
        };

    private bool Update(Meeting stored, Guid other, CalendarInstance instance, Person owner)
    {
        stored.OtherId = other;
        stored.Start = instance.Start;
        stored.End = instance.End;
        stored.State = MeetingShape.StateOf(instance);
        stored.Sequence = instance.Sequence;
        stored.Organizes = Organizes(owner, instance);
        stored.ProviderId = instance.ProviderId;
        return data.Entry(stored).State == EntityState.Modified;
    }

    private static bool Organizes(Person owner, CalendarInstance instance) =>
        string.Equals(instance.OrganizerEmail, owner.Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>An event that has become one of three people is not ours to know.</summary>
    private int Forget(Meeting? stored)
    {
        if (stored is null)
        {
            return 0;
        }

        data.Remove(stored);
        return 1;
    }

    private int CancelRemoved(List<Meeting> rows, HashSet<(string, string)> seen, CalendarReading reading)
    {
        var now = clock.Now();
        var whole = reading.WholeSeries?.Select(Uid).ToHashSet(StringComparer.Ordinal);
        var removed = rows.Where(row =>
                row.State != MeetingState.Cancelled
                && !seen.Contains((row.Uid, row.OriginalStart))
                && (
                    (row.End > now && IsNamed(row, reading.Removed))
                    || (reading.Covered.Contains(row.Start) && whole?.Contains(row.Uid) != false)
                )
            )
            .ToList();
        removed.ForEach(row => row.State = MeetingState.Cancelled);
        return removed.Count;
    }

    /// <summary>
    /// Whether the source names the instance, or its series, as removed. It does so wherever the event now stands, also for one that it has
    /// moved out of its window; what is over has taken place and stays.
    /// </summary>
    private static bool IsNamed(Meeting row, IReadOnlySet<string> removed) =>
        row.ProviderId is { } id
        && (removed.Contains(id) || (id.IndexOf('/', StringComparison.Ordinal) is > 0 and var at && removed.Contains(id[..at])));

    private static List<string> Missing(List<Meeting> rows, CalendarReading reading)
    {
        var named = reading
            .Instances.Select(instance => instance.Uid)
            .Concat(reading.WholeSeries ?? new HashSet<string>())
            .Select(Uid)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Where(row => row.State != MeetingState.Cancelled && reading.Covered.Contains(row.Start) && !named.Contains(row.Uid))
                .Select(row => row.Uid)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task KeepSeries(Person owner, CalendarReading reading, HashSet<string> kept, CancellationToken ct)
    {
        var stored = await data.Set<CalendarSeries>()
            .Where(row => row.OwnerId == owner.Id && row.Source == reading.Source)
            .ToDictionaryAsync(row => row.Uid, ct);
        if (reading.WholeSeries is null)
        {
            // The reading is the whole calendar: a series that it does not define is none any more.
            var defined = reading.Definitions.Keys.Select(Uid).ToHashSet(StringComparer.Ordinal);
            data.RemoveRange(stored.Values.Where(row => !defined.Contains(row.Uid)));
        }

        foreach (var (name, definition) in reading.Definitions)
        {
            var uid = Uid(name);
            if (!kept.Contains(uid) || definition.Length > CalendarSeries.MaxDefinition)
            {
                // Of a series that is not, or no longer, one of two people nothing stays.
                data.RemoveRange(stored.Values.Where(row => row.Uid == uid));
            }
            else if (stored.TryGetValue(uid, out var series))
            {
                series.Definition = definition;
                series.ExpandedUntil = reading.Covered.End;
            }
            else
            {
                data.Add(
                    new CalendarSeries
                    {
                        Id = clock.NewId(),
                        OwnerId = owner.Id,
                        Source = reading.Source,
                        Uid = uid,
                        Definition = definition,
                        ExpandedUntil = reading.Covered.End,
                    }
                );
            }
        }
    }
}
