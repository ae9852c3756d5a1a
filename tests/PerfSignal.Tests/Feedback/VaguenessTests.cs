using System.Globalization;
using PerfSignal.Core.Feedback.Wording;
using PerfSignal.Tests.Cards;
using Xunit.Abstractions;

namespace PerfSignal.Tests.Feedback;

/// <summary>How often the rules ask back rightly, on labelled examples; `ask` means that somebody should be asked for more.</summary>
public sealed class VaguenessTests(ITestOutputHelper output)
{
    /// <summary>
    /// Of each file every third line was held out: the rules were made on the others. The files `unseen` were written after the rules were, and
    /// measured before the rules were widened for words that had not come up.
    /// </summary>
    [Theory]
    [InlineData("en", "tuned", 0.95, 0.95)]
    [InlineData("en", "held out", 0.95, 0.95)]
    [InlineData("en", "unseen", 0.9, 0.9)]
    [InlineData("de", "tuned", 0.95, 0.95)]
    [InlineData("de", "held out", 0.95, 0.95)]
    [InlineData("de", "unseen", 0.9, 0.9)]
    public void Asks_back_rightly(string language, string part, double precision, double recall)
    {
        var rows = Examples(language, part);
        var asked = rows.Where(row => Vagueness.IsVague(row.Text)).ToList();
        var right = (double)asked.Count(row => row.Ask);
        var (p, r) = (right / asked.Count, right / rows.Count(row => row.Ask));
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{language} {part}: {rows.Count} examples, precision {p:0.00}, recall {r:0.00}")
        );

        if (part == "tuned")
        {
            output.WriteLine(
                string.Join('\n', rows.Where(row => Vagueness.IsVague(row.Text) != row.Ask).Select(row => $"{row.Ask} {row.Text}"))
            );
        }

        p.ShouldBeGreaterThanOrEqualTo(precision);
        r.ShouldBeGreaterThanOrEqualTo(recall);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Has_enough_examples_of_both_kinds(string language)
    {
        var rows = Examples(language, "tuned").Concat(Examples(language, "held out")).ToList();

        rows.Count.ShouldBeGreaterThanOrEqualTo(100);
        rows.Count(row => row.Ask).ShouldBeGreaterThan(40);
        rows.Count(row => !row.Ask).ShouldBeGreaterThan(40);
        rows.Select(row => row.Text).ShouldBeUnique();
    }

    [Theory]
    [InlineData("You closed the six oldest tickets.", Missing.Behaviour, false)]
    [InlineData("You always closed tickets late on Monday.", Missing.Behaviour, true)]
    [InlineData("Great job on Monday, so we could ship.", Missing.Situation, false)]
    public void Names_what_is_missing(string text, Missing part, bool missing) => Vagueness.Of(text).HasFlag(part).ShouldBe(missing);

    [Theory]
    [InlineData("thanks", true)]
    [InlineData("You are the best", true)]
    [InlineData("Danke dir", true)]
    [InlineData("for staying late with me", false)]
    [InlineData("Danke für die Hilfe beim Umzug", false)]
    [InlineData("You fixed the build in ten minutes", false)]
    public void Praise_needs_one_thing_that_it_is_for(string text, bool vague) => Vagueness.IsVaguePraise(text).ShouldBe(vague);

    [Fact]
    public void Takes_any_text_in_no_time()
    {
        foreach (var text in new[] { "", "\0", new string('a', 2000), string.Concat(Enumerable.Repeat("du hast, ", 222)), "🦉‮שלום" })
        {
            Should.CompleteIn(() => Vagueness.IsVague(text), TimeSpan.FromSeconds(2));
        }
    }

    private static IReadOnlyList<(bool Ask, string Text)> Examples(string language, string part)
    {
        var file = part == "unseen" ? $"feedback.{language}.unseen.tsv" : $"feedback.{language}.tsv";
        var lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "tests", "PerfSignal.Tests", "Feedback", "labelled", file));
        return
        [
            .. lines
                .Where((_, index) => part == "unseen" || index % 3 == 2 == (part == "held out"))
                .Select(line => line.Split('\t'))
                .Select(cells => (cells[0] == "ask", cells[1])),
        ];
    }
}
