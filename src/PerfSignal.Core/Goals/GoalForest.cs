using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Goals;

/// <summary>The goals from the company down to a person and those who report to them, as far as the viewer may see.</summary>
/// <param name="Names">Of every owner.</param>
/// <param name="Teams">Those of the people shown whose own team can be opened, by name.</param>
public sealed record GoalOverview(
    Person Whose,
    IReadOnlyList<GoalBranch> Roots,
    IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyList<Person> Teams,
    bool InPart
);

/// <summary>Reads the goals around one person; everybody's through <see cref="Access"/>, one after the other.</summary>
public sealed class GoalForest(GoalFinder finder, Access access, Relations relations, Directory directory)
{
    /// <summary>How many people's goals one page shows.</summary>
    private const int MostPeople = 150;

    /// <summary>Null where the viewer may see no goal of this person, or there is none.</summary>
    public async Task<GoalOverview?> Of(Viewer viewer, Person whose, NodaTime.LocalDate today, CancellationToken ct)
    {
        var isSelf = whose.Id == viewer.PersonId;
        var around = isSelf ? await Around(whose, today, ct) : [];
        var reports = await directory.Reports(whose.Id, today, ct);
        var people = around.Append(whose).Concat(reports).DistinctBy(person => person.Id).Take(MostPeople).ToList();
        var owners = await finder.Owners([.. people.Select(person => person.Id)], ct);
        var goals = new List<GoalNode>();
        var inPart = false;
        foreach (var person in people.Where(person => owners.Contains(person.Id)))
        {
            // Who is not related to the viewer is not asked for: a colleague's closed goals leave no refusal in the log at each look.
            if (person.Id == whose.Id || (await access.Reaches(viewer, person.Id, DataClass.Goals, Right.Read, ct)).Count > 0)
            {
                var (found, part) = await finder.Of(viewer, person.Id, isSelf ? Purpose.Team : Purpose.Conversation, ct);
                goals.AddRange(found);
                inPart |= part;
            }
        }

        if (!isSelf && !goals.Exists(goal => goal.OwnerId == whose.Id))
        {
            return null;
        }

        var managers = await finder.Managers([.. reports.Select(person => person.Id)], today, ct);
        return new GoalOverview(
            whose,
            GoalTree.Of(goals, [.. people.Select(person => person.Id)]),
            people.ToDictionary(person => person.Id, person => person.Name),
            [.. reports.Where(person => managers.Contains(person.Id) && goals.Exists(goal => goal.OwnerId == person.Id))],
            inPart
        );
    }

    /// <summary>The managers above, the highest first, and the colleagues of the same team.</summary>
    private async Task<IReadOnlyList<Person>> Around(Person person, NodaTime.LocalDate today, CancellationToken ct)
    {
        var above = await relations.Above(person.Id, ct);
        var people = new List<Person>();
        foreach (var manager in above.Reverse())
        {
            if (await directory.Find(manager, ct) is { } found)
            {
                people.Add(found);
            }
        }

        if (above.Count > 0)
        {
            people.AddRange((await directory.Reports(above[0], today, ct)).Where(peer => peer.Id != person.Id));
        }

        return people;
    }
}
