namespace PerfSignal.Core.Drafting;

/// <summary>Somebody behind a number.</summary>
/// <param name="IsInside">They are of those for whom the number is asked.</param>
internal sealed record Behind(Guid Person, string Department, bool IsInside);

/// <summary>Whether a number about what people did may be shown without telling what one of them did.</summary>
internal static class DraftGroup
{
    /// <summary>
    /// From a group on, or for nobody at all. The number of a part of the organisation, beside, only where no department in it is needed to hide
    /// another: HR of the whole and HR of the parts together must not find by subtraction what each of them is not shown.
    /// </summary>
    /// <param name="everybody">Behind the number of the whole organisation, each once in a department.</param>
    /// <param name="group">People in the smallest group that may be counted.</param>
    public static bool Shows(IReadOnlyCollection<Behind> everybody, int group)
    {
        var inside = everybody.Where(one => one.IsInside).ToList();
        var people = inside.DistinctBy(one => one.Person).Count();
        if (inside.Count == 0)
        {
            return true;
        }

        if (people < group || inside.Count == everybody.Count)
        {
            return people >= group;
        }

        var hidden = Hidden(everybody, group);
        return !inside.Exists(one => hidden.Contains(one.Department));
    }

    /// <summary>Departments smaller than a group, and where these are too few together, the next larger ones, as with tables of statistics.</summary>
    private static HashSet<string> Hidden(IEnumerable<Behind> everybody, int group)
    {
        var departments = everybody
            .GroupBy(one => one.Department, StringComparer.Ordinal)
            .Select(of => (Name: of.Key, People: of.Count()))
            .OrderBy(of => of.People)
            .ThenBy(of => of.Name, StringComparer.Ordinal);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        var together = 0;
        foreach (var (name, people) in departments)
        {
            if (people >= group && together is 0 || together >= group && people >= group)
            {
                break;
            }

            hidden.Add(name);
            together += people;
        }

        return hidden;
    }
}
