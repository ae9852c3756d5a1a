using System.Text.RegularExpressions;
using PerfSignal.Core.Development;
using PerfSignal.Core.Imports;

namespace PerfSignal.Tests.Development;

public sealed class ShippedCompetenciesTests
{
    private static readonly CompetencyLibrary Library = ShippedCompetencies.Library;

    [Fact]
    public void Keeps_every_rule_for_such_files()
    {
        var (file, problem) = JsonFile.Parse(ShippedCompetencies.Text);

        problem.ShouldBeNull();
        CompetencyFile.Read(file!, []).Competencies.Count.ShouldBe(17);
        file!.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Has_six_for_everybody_and_two_or_three_for_each_role_family()
    {
        var asked = Library.Paths.ToDictionary(
            path => path.RoleFamily,
            path => path.Steps.SelectMany(step => step.Requires).Select(one => one.Competency).ToHashSet()
        );

        asked.Keys.Order().ShouldBe(["delivery", "engineering", "sales", "support"]);
        var general = asked.Values.Aggregate((one, other) => [.. one.Intersect(other)]);
        general.Count.ShouldBe(6);
        asked.Values.ShouldAllBe(keys => keys.Count - general.Count >= 2 && keys.Count - general.Count <= 3);
        Library.Competencies.ShouldAllBe(one => asked.Values.Any(keys => keys.Contains(one.Key)));
    }

    [Fact]
    public void Describes_each_level_by_what_can_be_seen_in_both_languages()
    {
        var levels = Library.Competencies.SelectMany(one => one.Levels).ToList();

        levels.Count.ShouldBe(17 * 5);
        levels.Select(level => level.En).ShouldBeUnique();
        levels.Select(level => level.De).ShouldBeUnique();
        levels.ShouldAllBe(level => level.En != level.De && level.En.EndsWith('.') && level.De.EndsWith('.'));
    }

    /// <summary>Words about what somebody is, which nobody can observe, instead of what they did.</summary>
    [Fact]
    public void Says_nothing_about_anybodys_character()
    {
        const string Character =
            @"\b(smart|intelligent|motivated|passionate|friendly|confident|talented|loyal|lazy|positive|attitude|personality|charismatic|"
            + @"klug|motiviert|leidenschaftlich|freundlich|selbstbewusst|talentiert|loyal|faul\b|positiv|Haltung|Persönlichkeit|charismatisch|belastbar)\w*";
        foreach (var level in Library.Competencies.SelectMany(one => one.Levels.Append(one.Means)))
        {
            Regex.IsMatch($"{level.En} {level.De}", Character, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)).ShouldBeFalse(level.En);
        }
    }
}
