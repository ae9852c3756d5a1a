namespace PerfSignal.Core.People;

/// <summary>Finds people who would be, over others, their own manager.</summary>
public static class ReportingCycles
{
    /// <param name="managerOf">The manager of each person; people without one are absent.</param>
    /// <returns>Each cycle once, in order of the line, beginning with its first person by name.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Find(IReadOnlyDictionary<string, string> managerOf)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var cycles = new List<IReadOnlyList<string>>();
        foreach (var start in managerOf.Keys.Order(StringComparer.Ordinal))
        {
            var path = new List<string>();
            var onPath = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var at = start; at is not null && !done.Contains(at); at = managerOf.GetValueOrDefault(at))
            {
                if (onPath.TryGetValue(at, out var first))
                {
                    cycles.Add(path[first..]);
                    break;
                }

                onPath[at] = path.Count;
                path.Add(at);
            }

            done.UnionWith(path);
        }

        return cycles;
    }
}
