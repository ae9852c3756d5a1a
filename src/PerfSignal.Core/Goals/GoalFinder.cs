using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Goals;

/// <summary>A goal above another; without a title where one may not read it.</summary>
public sealed record GoalAbove(Guid Id, Goal? Goal);

/// <summary>Finds goals by short name or button, and the goals above one, as far as the viewer may read them.</summary>
public sealed class GoalFinder(PerfSignalData data, Access access, Relations relations)
{
    /// <summary>How many levels are followed.</summary>
    public const int MostLevels = 12;
    private const int MostOwners = 50;

    public async Task<List<Goal>> Own(Viewer viewer, CancellationToken ct) =>
        await (await access.Read<Goal>(viewer, viewer.PersonId, Purpose.OwnData, ct)).ToListAsync(ct);

    /// <summary>The goals of one person as far as the viewer may read them; in part where only titles and progress are open.</summary>
    public async Task<(List<GoalNode> Goals, bool InPart)> Of(Viewer viewer, Guid person, Purpose purpose, CancellationToken ct)
    {
        var reaches = await access.Reaches(viewer, person, DataClass.Goals, Right.Read, ct);
        if (reaches.Contains(Reach.TitlesAndProgress) && !reaches.Contains(Reach.All))
        {
            var parts = await (await access.ReadPart<Goal, GoalTitle>(viewer, person, purpose, ct)).ToListAsync(ct);
            return (parts.ConvertAll(part => GoalNode.Of(part, person)), true);
        }

        return (
            (await (await access.Read<Goal>(viewer, person, purpose, ct)).AsNoTracking().ToListAsync(ct)).ConvertAll(GoalNode.Of),
            false
        );
    }

    /// <summary>Who of some people has goals at all.</summary>
    public async Task<IReadOnlySet<Guid>> Owners(IReadOnlyCollection<Guid> people, CancellationToken ct) =>
        (
            await access
                .ForService<Goal>()
                .Where(goal => people.Contains(goal.OwnerId))
                .Select(goal => goal.OwnerId)
                .Distinct()
                .ToListAsync(ct)
        ).ToHashSet();

    /// <summary>Who has a goal right below this one.</summary>
    public Task<List<Guid>> OwnersBelow(Guid goal, CancellationToken ct) =>
        access.ForService<Goal>().Where(row => row.ParentId == goal).Select(row => row.OwnerId).Distinct().Take(MostOwners).ToListAsync(ct);

    /// <summary>Who of some people has reports on a day.</summary>
    public async Task<IReadOnlySet<Guid>> Managers(IReadOnlyCollection<Guid> people, LocalDate day, CancellationToken ct) =>
        (
            await data
                .ReportingLines.Where(line =>
                    people.Contains(line.ManagerId) && line.From <= day && (line.Until == null || line.Until > day)
                )
                .Select(line => line.ManagerId)
                .Distinct()
                .ToListAsync(ct)
        ).ToHashSet();

    /// <summary>The goal that a button stands for; null where there is none or it may not be read, which looks the same.</summary>
    public async Task<Goal?> Readable(Viewer viewer, Guid id, CancellationToken ct)
    {
        var owner = await access
            .ForService<Goal>()
            .Where(goal => goal.Id == id)
            .Select(goal => (Guid?)goal.OwnerId)
            .SingleOrDefaultAsync(ct);
        return owner is null ? null : await (await Read(viewer, owner.Value, ct)).SingleOrDefaultAsync(goal => goal.Id == id, ct);
    }

    /// <summary>The same by short name, in any case.</summary>
    public async Task<Goal?> Readable(Viewer viewer, string key, CancellationToken ct)
    {
        var spellings = new[] { key, key.ToLowerInvariant(), key.ToUpperInvariant() };
        var id = await access
            .ForService<Goal>()
            .Where(goal => spellings.Contains(goal.Key))
            .Select(goal => (Guid?)goal.Id)
            .FirstOrDefaultAsync(ct);
        return id is null ? null : await Readable(viewer, id.Value, ct);
    }

    /// <summary>The goals above one, the nearest first.</summary>
    public async Task<IReadOnlyList<GoalAbove>> Above(Viewer viewer, Guid? parent, CancellationToken ct)
    {
        var above = new List<GoalAbove>();
        var seen = new HashSet<Guid>();
        while (parent is { } id && above.Count < MostLevels && seen.Add(id))
        {
            var next = await access
                .ForService<Goal>()
                .Where(goal => goal.Id == id)
                .Select(goal => new { goal.OwnerId, goal.ParentId })
                .SingleOrDefaultAsync(ct);
            if (next is null)
            {
                break;
            }

            // Asked first, so that looking at one's own goal leaves no entry about somebody whose goal stays unseen.
            var held = await access.Reaches(viewer, next.OwnerId, DataClass.Goals, Right.Read, ct);
            var goal = held.Count > 0 ? await (await Read(viewer, next.OwnerId, ct)).SingleOrDefaultAsync(row => row.Id == id, ct) : null;
            above.Add(new GoalAbove(id, goal));
            parent = next.ParentId;
        }

        return above;
    }

    /// <summary>Goals that the person may hang a goal of their own below: their own and those of the managers above them that are visible.</summary>
    public async Task<IReadOnlyList<Goal>> Parents(Viewer viewer, Guid? goal, IReadOnlyList<Goal> own, CancellationToken ct)
    {
        var found = new List<Goal>();
        foreach (var manager in await relations.Above(viewer.PersonId, ct))
        {
            found.AddRange(await (await Read(viewer, manager, ct)).ToListAsync(ct));
        }

        var open = own.Concat(found).Where(row => !row.IsKeyResult && row.Status is not (GoalStatus.Done or GoalStatus.Dropped)).ToList();
        return goal is null ? open : [.. open.Where(row => row.Id != goal && !IsBelow(row, goal.Value, own))];
    }

    /// <summary>Whether a goal is another one or hangs below it, whoever owns what is between.</summary>
    public async Task<bool> IsBelow(Guid goal, Guid top, CancellationToken ct)
    {
        var seen = new HashSet<Guid>();
        for (Guid? at = goal; at is { } id && seen.Add(id); )
        {
            if (id == top)
            {
                return true;
            }

            at = await access.ForService<Goal>().Where(row => row.Id == id).Select(row => row.ParentId).SingleOrDefaultAsync(ct);
        }

        return false;
    }

    /// <summary>Whether anybody's goal hangs below it.</summary>
    public Task<bool> HasChildren(Guid goal, CancellationToken ct) => access.ForService<Goal>().AnyAsync(row => row.ParentId == goal, ct);

    private static bool IsBelow(Goal goal, Guid top, IReadOnlyList<Goal> own)
    {
        var byId = own.ToDictionary(row => row.Id);
        for (var (at, left) = (goal.ParentId, MostLevels); at is { } id && left > 0; left--)
        {
            if (id == top)
            {
                return true;
            }

            at = byId.GetValueOrDefault(id)?.ParentId;
        }

        return false;
    }

    private Task<IQueryable<Goal>> Read(Viewer viewer, Guid owner, CancellationToken ct) =>
        access.Read<Goal>(viewer, owner, viewer.PersonId == owner ? Purpose.OwnData : Purpose.Conversation, ct);
}
