using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Governance;

/// <summary>The part of the audit log about a person, for those who may read it.</summary>
public sealed class AuditTrail(PerfSignalData data, Access access)
{
    /// <summary>
    /// For the person themselves the entries in which they stand, as the one who acted or the one it is about, so that a read by HR is seen by both;
    /// for their manager the manager's own acts about them; empty for everyone else.
    /// </summary>
    public async Task<IQueryable<AuditEntry>> Read(Viewer viewer, Guid subject, CancellationToken ct)
    {
        var reaches = await access.Reaches(viewer, subject, DataClass.AuditPart, Right.Read, ct);
        await Record(viewer, subject, reaches.Contains(Reach.All) || reaches.Contains(Reach.Authored), ct);
        var about = await Alias(subject, ct);
        if (about is not null && reaches.Contains(Reach.All))
        {
            return data.Set<AuditEntry>().Where(entry => entry.SubjectAlias == about || entry.ActorAlias == about);
        }

        if (about is not null && reaches.Contains(Reach.Authored) && await Alias(viewer.PersonId, ct) is { } actor)
        {
            return data.Set<AuditEntry>().Where(entry => entry.SubjectAlias == about && entry.ActorAlias == actor);
        }

        return data.Set<AuditEntry>().Where(entry => false);
    }

    /// <summary>How many entries of which kind there are about a person, for the works council; empty for everyone else.</summary>
    public async Task<IReadOnlyList<(string Act, string What, int Entries)>> Counts(Viewer viewer, Guid subject, CancellationToken ct)
    {
        var reaches = await access.Reaches(viewer, subject, DataClass.AuditPart, Right.Read, ct);
        await Record(viewer, subject, reaches.Contains(Reach.Counts), ct);
        if (!reaches.Contains(Reach.Counts) || await Alias(subject, ct) is not { } about)
        {
            return [];
        }

        var counted = await data.Set<AuditEntry>()
            .Where(entry => entry.SubjectAlias == about)
            .GroupBy(entry => new { entry.Act, entry.What })
            .Select(group => new
            {
                group.Key.Act,
                group.Key.What,
                Entries = group.Count(),
            })
            .ToListAsync(ct);
        return [.. counted.Select(row => (row.Act, row.What, row.Entries))];
    }

    private Task Record(Viewer viewer, Guid subject, bool granted, CancellationToken ct) =>
        access.Record(viewer, subject, granted ? "read" : "refused", DataClass.AuditPart, Purpose.Process, ct);

    private async Task<Guid?> Alias(Guid person, CancellationToken ct) =>
        await data.Set<PersonAlias>().Where(row => row.PersonId == person).Select(row => (Guid?)row.Alias).SingleOrDefaultAsync(ct);
}
