using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Core.People;

/// <summary>Changes the reporting lines of one report; lines that ever held are kept with their end.</summary>
/// <param name="lines">All lines of the report.</param>
public sealed class ReportingLines(Guid reportId, IEnumerable<ReportingLine> lines, Func<Guid> newId)
{
    private readonly List<ReportingLine> all = [.. lines.OrderBy(line => line.From)];

    public List<ReportingLine> Added { get; } = [];
    public List<ReportingLine> Removed { get; } = [];
    public bool Changed { get; private set; }

    /// <summary>The line that lasts, or will once it begins.</summary>
    public ReportingLine? Latest => all is [.., { Until: null } last] ? last : null;

    /// <summary>Makes the person the manager from a day on; null ends the line.</summary>
    /// <param name="since">As the file says; null for a change that takes effect today, or on <paramref name="firstDay"/> where there never was a line.</param>
    /// <param name="firstDay">Begin of a first line without a date.</param>
    /// <returns>Why the day cannot be, or null.</returns>
    public string? Set(Guid? managerId, LocalDate? since, LocalDate today, LocalDate firstDay)
    {
        if (Latest?.ManagerId == managerId)
        {
            return managerId is null || since is null || Latest!.From == since ? null : Redate(Latest, since.Value);
        }

        TakeBackFuture(today);
        if (Latest?.ManagerId == managerId)
        {
            return null;
        }

        var from = since ?? (all.Count == 0 ? firstDay : today);
        if (Latest is { } current)
        {
            if (from < current.From)
            {
                return $"{Iso(from)} is before {Iso(current.From)}, the day from which the present manager holds; give the day on which the change took effect, or leave it empty for today.";
            }

            End(current, from);
        }
        else if (all is [.., { Until: { } until }] && from < until)
        {
            return $"{Iso(from)} is before {Iso(until)}, the day on which the former manager's time ended; give a later day.";
        }

        if (managerId is { } id)
        {
            Begin(id, from);
        }

        return null;
    }

    /// <summary>A change that was announced and has not happened is undone by the next one.</summary>
    private void TakeBackFuture(LocalDate today)
    {
        while (all is [.. var before, { } last] && last.From > today && before.Count > 0)
        {
            Remove(last);
            var reopened = all[^1];
            if (reopened.Until == last.From)
            {
                reopened.Until = null;
            }
        }
    }

    private string? Redate(ReportingLine line, LocalDate since)
    {
        var before = all.Count > 1 ? all[^2] : null;
        if (before is not null && since <= before.From)
        {
            return $"{Iso(since)} is not after {Iso(before.From)}, the day from which the former manager held; give a later day.";
        }

        if (before?.Until == line.From || before?.Until > since)
        {
            before.Until = since;
        }

        line.From = since;
        Changed = true;
        return null;
    }

    /// <summary>A line that would end on its first day never held: another manager was named on the same day.</summary>
    private void End(ReportingLine line, LocalDate until)
    {
        if (line.From == until)
        {
            Remove(line);
        }
        else
        {
            line.Until = until;
        }

        Changed = true;
    }

    private void Begin(Guid managerId, LocalDate from)
    {
        var line = new ReportingLine
        {
            Id = newId(),
            ReportId = reportId,
            ManagerId = managerId,
            From = from,
        };
        all.Add(line);
        Added.Add(line);
        Changed = true;
    }

    private void Remove(ReportingLine line)
    {
        all.Remove(line);
        Removed.Add(line);
        Changed = true;
    }

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
