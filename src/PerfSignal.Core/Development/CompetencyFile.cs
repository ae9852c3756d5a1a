using PerfSignal.Core.Imports;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

/// <summary>A file of competencies and career paths, read whole before anything of it is used.</summary>
public sealed record CompetencyFile(IReadOnlyList<CompetencyEntry> Competencies, IReadOnlyList<PathEntry> Paths)
{
    public const int MaxName = 60;
    public const int MaxMeans = 300;
    public const int MaxDescription = 300;

    /// <summary>More steps could not stand on a card as buttons.</summary>
    public const int MostSteps = 6;

    /// <summary>More competencies could not stand on a card, and nobody would keep them in view.</summary>
    public const int MostRequired = 12;

    /// <summary>Reads everything; what is wrong is reported to the file.</summary>
    /// <param name="known">Competencies that the file may name without describing them.</param>
    public static CompetencyFile Read(JsonFile file, IEnumerable<CompetencyEntry> known)
    {
        if (!file.Root.IsObjectOf("competencies", "paths"))
        {
            return new CompetencyFile([], []);
        }

        var places = file.Root.List("competencies");
        var competencies = places.Select(Competency).ToList();
        Unique(places, "key", competencies.Select(one => one.Key));
        var keys = competencies.Select(one => one.Key).Concat(known.Select(one => one.Key)).ToHashSet(StringComparer.Ordinal);
        var pathPlaces = file.Root.List("paths");
        var paths = pathPlaces.Select(place => Path(place, keys)).ToList();
        Unique(pathPlaces, "roleFamily", paths.Select(one => one.RoleFamily));
        if (places.Count + pathPlaces.Count == 0)
        {
            file.Root.Report("There is neither a competency nor a path in this file; add one.");
        }

        return new CompetencyFile(competencies, paths);
    }

    private static CompetencyEntry Competency(JsonPlace place)
    {
        if (!place.IsObjectOf("key", "name", "means", "levels"))
        {
            return new CompetencyEntry("", new("", ""), new("", ""), []);
        }

        var levels = place.List("levels", required: true);
        if (levels.Count != CompetencyEntry.Highest && place.At("levels") is not null)
        {
            place.Report("levels", $"There are {levels.Count} levels; describe exactly {CompetencyEntry.Highest}, from level 1 on.");
        }

        return new CompetencyEntry(
            Key(place, "key"),
            Words(place, "name", MaxName),
            Words(place, "means", MaxMeans),
            [.. levels.Select(level => Words(level, MaxDescription))]
        );
    }

    private static PathEntry Path(JsonPlace place, HashSet<string> keys)
    {
        if (!place.IsObjectOf("roleFamily", "steps"))
        {
            return new PathEntry("", []);
        }

        var steps = place.List("steps", required: true);
        if (steps.Count is 0 or > MostSteps && place.At("steps") is not null)
        {
            place.Report("steps", $"There are {steps.Count} steps; give 1 to {MostSteps}, the lowest first.");
        }

        var read = steps.Select(step => Step(step, keys)).ToList();
        Unique(steps, "key", read.Select(step => step.Key));
        return new PathEntry(place.Text("roleFamily", 64), read);
    }

    private static PathStep Step(JsonPlace place, HashSet<string> keys)
    {
        if (!place.IsObjectOf("key", "level", "name", "requires"))
        {
            return new PathStep("", Level.Individual, new("", ""), []);
        }

        var places = place.List("requires", required: true);
        if (places.Count is 0 or > MostRequired && place.At("requires") is not null)
        {
            place.Report("requires", $"There are {places.Count} competencies; ask for 1 to {MostRequired}.");
        }

        var requires = places.Select(one => Requirement(one, keys)).ToList();
        Unique(places, "competency", requires.Select(one => one.Competency));
        return new PathStep(Key(place, "key"), place.Word<Level>("level") ?? Level.Individual, Words(place, "name", MaxName), requires);
    }

    private static Requirement Requirement(JsonPlace place, HashSet<string> keys)
    {
        if (!place.IsObjectOf("competency", "level"))
        {
            return new Requirement("", 1);
        }

        var competency = place.Text("competency", 64);
        if (competency.Length > 0 && !keys.Contains(competency))
        {
            place.Report(
                "competency",
                $"'{CsvRow.Shown(competency)}' is neither described in this file nor known already; describe it under competencies."
            );
        }

        var level = place.RequiredNumber("level", 1, CompetencyEntry.Highest);
        if (level != decimal.Truncate(level))
        {
            place.Report("level", "Levels are whole numbers; write 3, not 3.5.");
        }

        return new Requirement(competency, (int)level);
    }

    private static string Key(JsonPlace place, string name)
    {
        var key = place.Text(name, 64);
        if (
            key.Length > 0
            && !(char.IsAsciiLetterLower(key[0]) && key.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '_'))
        )
        {
            place.Report(
                name,
                $"'{CsvRow.Shown(key)}' is no key; begin with a letter and use a to z, 0 to 9 and _ only, such as code_quality."
            );
        }

        return key;
    }

    private static Wording Words(JsonPlace place, string name, int maxLength)
    {
        if (place.At(name) is { } words)
        {
            return Words(words, maxLength);
        }

        place.Report(name, $"There is no {name}; give an object with en and de.");
        return new Wording("", "");
    }

    private static Wording Words(JsonPlace place, int maxLength) =>
        place.IsObjectOf("en", "de") ? new Wording(place.Text("en", maxLength), place.Text("de", maxLength)) : new Wording("", "");

    private static void Unique(IReadOnlyList<JsonPlace> places, string name, IEnumerable<string> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, value) in places.Zip(values).Where(pair => pair.Second.Length > 0 && !seen.Add(pair.Second)))
        {
            place.Report(name, $"'{CsvRow.Shown(value)}' stands here a second time; keep one.");
        }
    }
}
