using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>Brings directory, reporting lines, roles, moves and pay in line with checked lines of people.csv; the caller saves.</summary>
/// <param name="today">In the organisation's zone.</param>
internal sealed class PeopleWriter(PerfSignalData data, StoredPeople stored, TimeProvider clock, LocalDate today)
{
    private readonly HashSet<Guid> touched = [];

    public List<ImportProblem> Problems { get; } = [];

    /// <summary>Those who report to one another by a line that was not there before.</summary>
    public HashSet<Guid> NewlyPaired { get; } = [];
    public int Added { get; private set; }
    public int Changed => touched.Count;

    public void Write(IReadOnlyList<PersonRow> rows)
    {
        var isNew = new HashSet<Guid>();
        foreach (var row in rows.Where(row => !stored.ByEmail.ContainsKey(row.Email)))
        {
            var person = Create(row);
            isNew.Add(person.Id);
            stored.ByEmail[row.Email] = person;
            stored.ById[person.Id] = person;
            data.Add(person);
            Added++;
        }

        // Everyone is there now, so a manager may stand below the report.
        foreach (var row in rows)
        {
            var person = stored.ByEmail[row.Email];
            var changed = !isNew.Contains(person.Id) && Update(person, row);
            changed |= SetManager(person, row, isNew.Contains(person.Id));
            changed |= SetRoles(person, row);
            changed |= SetPay(person, row);
            if (changed && !isNew.Contains(person.Id))
            {
                touched.Add(person.Id);
            }
        }
    }

    /// <summary>People who work here by the directory and are not in the file.</summary>
    public IReadOnlyList<string> MissingFrom(IReadOnlyList<PersonRow> rows)
    {
        var inFile = rows.Select(row => row.Email).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. stored
                .ById.Values.Where(person => (person.LastDay is null || person.LastDay >= today) && !inFile.Contains(person.Email))
                .Select(person => person.Email)
                .Order(StringComparer.Ordinal),
        ];
    }

    private Person Create(PersonRow row) =>
        new()
        {
            Id = clock.NewId(),
            Email = row.Email,
            Name = row.Name,
            RoleFamily = row.RoleFamily,
            Level = row.Level,
            Department = row.Department,
            Location = row.Location,
            TimeZone = row.TimeZone,
            HireDate = row.HireDate,
            LastDay = row.LastDay.Value,
            SlackUserId = row.SlackUserId.Value,
            TeamsUserId = row.TeamsUserId.Value,
        };

    private bool Update(Person person, PersonRow row)
    {
        RecordMove(person, row);
        person.Name = row.Name;
        person.RoleFamily = row.RoleFamily;
        person.Level = row.Level;
        person.Department = row.Department;
        person.Location = row.Location;
        person.TimeZone = row.TimeZone;
        person.HireDate = row.HireDate;
        person.LastDay = row.LastDay.Or(person.LastDay);
        person.SlackUserId = row.SlackUserId.Or(person.SlackUserId);
        person.TeamsUserId = row.TeamsUserId.Or(person.TeamsUserId);
        return data.Entry(person).State == EntityState.Modified;
    }

    private void RecordMove(Person person, PersonRow row)
    {
        if (person.RoleFamily == row.RoleFamily && person.Level == row.Level && person.Department == row.Department)
        {
            return;
        }

        data.Add(
            new PersonMove
            {
                Id = clock.NewId(),
                PersonId = person.Id,
                On = today,
                FromDepartment = person.Department,
                ToDepartment = row.Department,
                FromRoleFamily = person.RoleFamily,
                ToRoleFamily = row.RoleFamily,
                FromLevel = person.Level,
                ToLevel = row.Level,
                RecordedAt = clock.Now(),
            }
        );
    }

    private bool SetManager(Person person, PersonRow row, bool isNew)
    {
        var manager = row.ManagerEmail is { } email ? stored.ByEmail[email] : null;
        // The first file tells of a state that has lasted; a manager given to somebody who was there without one is a change.
        var firstDay =
            !isNew ? today
            : manager is null ? person.HireDate
            : LocalDate.Max(person.HireDate, manager.HireDate);
        var lines = new ReportingLines(person.Id, stored.Lines[person.Id], clock.NewId);
        if (lines.Set(manager?.Id, row.ManagerSince, today, firstDay) is { } problem)
        {
            Problems.Add(new ImportProblem(row.Line, "manager_since", problem));
        }

        data.RemoveRange(lines.Removed.Where(line => data.Entry(line).State != EntityState.Detached));
        data.AddRange(lines.Added);
        NewlyPaired.UnionWith(lines.Added.SelectMany(line => new[] { line.ManagerId, line.ReportId }));
        return lines.Changed;
    }

    private bool SetRoles(Person person, PersonRow row)
    {
        if (!row.Roles.IsThere)
        {
            return false;
        }

        var wanted = row.Roles.Value.ToList();
        var has = stored.Roles[person.Id].ToList();
        var gone = has.Where(role => !wanted.Contains(new RoleWord(role.Kind, role.Department))).ToList();
        var fresh = wanted.Where(word => !has.Exists(role => role.Kind == word.Kind && role.Department == word.Department)).ToList();
        data.RemoveRange(gone);
        data.AddRange(
            fresh.Select(word => new PersonRole
            {
                Id = clock.NewId(),
                PersonId = person.Id,
                Kind = word.Kind,
                Department = word.Department,
            })
        );
        return gone.Count + fresh.Count > 0;
    }

    private bool SetPay(Person person, PersonRow row)
    {
        var latest = stored.LatestPay.GetValueOrDefault(person.Id);
        if (
            row.Pay is not { } pay
            || (latest is not null && pay == new PayRow(latest.Band, latest.Salary, latest.Currency, latest.CompaRatio))
        )
        {
            return false;
        }

        if (latest?.From != today)
        {
            latest = new PayRecord
            {
                Id = clock.NewId(),
                PersonId = person.Id,
                From = today,
                RecordedAt = clock.Now(),
            };
            data.Add(latest);
        }

        (latest.Band, latest.Salary, latest.Currency, latest.CompaRatio) = (pay.Band, pay.Salary, pay.Currency, pay.CompaRatio);
        latest.RecordedAt = clock.Now();
        return true;
    }
}
