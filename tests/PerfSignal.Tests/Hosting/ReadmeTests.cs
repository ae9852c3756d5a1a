using System.Globalization;
using Microsoft.Extensions.Configuration;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Hosting;

/// <summary>Holds README.md and appsettings.json against the code; UPDATE_README=1 writes the tables of README.md anew.</summary>
public sealed class ReadmeTests
{
    private static readonly string Root = Cards.RepositoryFiles.Root;
    private static readonly string Readme = Path.Combine(Root, "README.md");

    [Fact]
    public void Shows_every_setting_with_its_default() => Holds("SETTINGS", SettingsTable());

    [Fact]
    public void Shows_every_verb_and_what_to_type() => Holds("COMMANDS", CommandTable());

    [Fact]
    public void Shows_where_every_verb_is_reached()
    {
        var rows = new SurfaceTable().Rows().ToList();

        rows.ShouldAllBe(row => !row.Contains("|  |", StringComparison.Ordinal), "each verb is reached on each platform");
        Holds("SURFACES", Table(SurfaceTable.Head, rows));
    }

    [Fact]
    public void Guides_through_exactly_the_settings_that_are_read()
    {
        var reader = new SettingsReader(new ConfigurationBuilder().Build());
        Settings.Check(reader);

        reader
            .Keys.Where(key => !SettingsGuide.IsOfLaterVersions(key))
            .Order(StringComparer.Ordinal)
            .ShouldBe(SettingsGuide.All.Select(setting => setting.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Says_the_defaults_that_hold()
    {
        var guided = Settings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(SettingsGuide.All.Select(setting => KeyValuePair.Create(setting.Key, setting.Default)))
                .Build()
        );
        var without = Settings.Read(new ConfigurationBuilder().Build());

        (guided with { Web = without.Web }).ShouldBe(without);
        (guided.Web with { DemoPersonas = without.Web.DemoPersonas }).ShouldBe(without.Web);
    }

    [Fact]
    public void The_settings_file_holds_all_defaults_and_nothing_else() =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Root, "appsettings.json"))
            .Build()
            .AsEnumerable()
            .Where(entry => entry.Value is not null && Settings.Sections.Contains(entry.Key.Split(':')[0]))
            .Select(entry =>
                (
                    entry.Key,
                    entry.Value!.Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal)
                )
            )
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ShouldBe(
                SettingsGuide
                    .All.Where(setting => setting.Default is not null)
                    .Select(setting => (setting.Key, setting.Default!))
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            );

    private static string SettingsTable() =>
        Table(
            "| setting | default | means |",
            SettingsGuide.All.Select(setting => $"| `{setting.Key}` | {Cell(setting.Default)} | {setting.Meaning} |")
        );

    private static string Cell(string? value) =>
        value switch
        {
            null => "–",
            "" => "empty",
            _ => $"`{value}`",
        };

    private static string CommandTable()
    {
        var texts = Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards"));
        return Table(
            "| write, or press | does | verb | who |",
            Verbs
                .All.OrderBy(verb => verb.Aliases.Count == 0)
                .ThenBy(verb => verb.Name, StringComparer.Ordinal)
                .Select(verb =>
                    $"| {Typed(verb, texts)} | {texts.Say("en", verb.HelpKey).TrimEnd('.')} | `{verb.Name}` | {verb.Audience.ToString().ToLower(CultureInfo.InvariantCulture)} |"
                )
        );
    }

    /// <summary>A usage such as `brief, brief NAME` names two ways.</summary>
    private static string Typed(Verb verb, Texts texts)
    {
        if (verb.Aliases.Count == 0)
        {
            return texts.Has("en", verb.UsageKey) ? texts.Say("en", verb.UsageKey) : "a button on its card";
        }

        var ways = texts.Say("en", verb.UsageKey).Split(", ").Select(way => $"`{way}`");
        var others = verb.Aliases.Skip(1).Select(alias => $"`{alias}`");
        return string.Join(", ", ways.Concat(others));
    }

    private static string Table(string head, IEnumerable<string> rows) =>
        string.Join('\n', [head, string.Concat(Enumerable.Repeat("|---", head.Count(letter => letter == '|') - 1)) + "|", .. rows]);

    private static void Holds(string name, string table)
    {
        var (begin, end) = ($"<!-- {name} -->\n", $"\n<!-- end of {name} -->");
        var text = File.ReadAllText(Readme);
        var at = text.IndexOf(begin, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, $"README.md has no place {begin.Trim()}");
        var from = at + begin.Length;
        var until = text.IndexOf(end, from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            File.WriteAllText(Readme, until < 0 ? text.Insert(from, table + end + "\n") : text[..from] + table + text[until..]);
            return;
        }

        until.ShouldBeGreaterThan(0, "run the tests once with UPDATE_README=1");
        text[from..until].ShouldBe(table, "run the tests once with UPDATE_README=1 and look at what changed");
    }
}
