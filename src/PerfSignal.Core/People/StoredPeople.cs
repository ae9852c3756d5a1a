using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.People;

/// <summary>Everything about people that an import compares a file with, read in four queries.</summary>
internal sealed class StoredPeople
{
    public required Dictionary<string, Person> ByEmail { get; init; }
    public required Dictionary<Guid, Person> ById { get; init; }
    public required ILookup<Guid, ReportingLine> Lines { get; init; }
    public required ILookup<Guid, PersonRole> Roles { get; init; }
    public required Dictionary<Guid, PayRecord> LatestPay { get; init; }

    public static async Task<StoredPeople> Load(PerfSignalData data, Access access, CancellationToken ct)
    {
        var people = await data.People.ToListAsync(ct);
        var lines = await data.ReportingLines.ToListAsync(ct);
        var roles = await data.PersonRoles.ToListAsync(ct);
        var pay = await access.ForService<PayRecord>().ToListAsync(ct);
        return new StoredPeople
        {
            ByEmail = people.ToDictionary(person => person.Email, StringComparer.Ordinal),
            ById = people.ToDictionary(person => person.Id),
            Lines = lines.ToLookup(line => line.ReportId),
            Roles = roles.ToLookup(role => role.PersonId),
            LatestPay = pay.GroupBy(row => row.PersonId).ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.From)!),
        };
    }

    /// <summary>E-mail of the manager that the person has, or will have by an announced change.</summary>
    public string? ManagerOf(Person person) =>
        Lines[person.Id].Where(line => line.Until is null).MaxBy(line => line.From) is { } line ? ById[line.ManagerId].Email : null;
}
