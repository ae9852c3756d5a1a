using PerfSignal.Bot.Cards;

namespace PerfSignal.Tests.Cards;

public class CardLintTests
{
    private sealed record Row(string Name);

    private sealed record Model(string Title, IReadOnlyList<Row> Rows);

    private static IReadOnlyList<CardProblem> Check(CardLibrary library, string[]? verbs = null, Type? model = null) =>
        CardLint.Check(library, (verbs ?? []).ToHashSet(), model is null ? null : new Dictionary<string, Type> { ["card"] = model });

    [Fact]
    public void Finds_nothing_in_the_cards_of_the_product() => Check(CardLibrary.Load(RepositoryFiles.Cards), CardVerbs()).ShouldBeEmpty();

    [Fact]
    public void Finds_nothing_in_the_samples() =>
        Check(CardLibrary.Load(RepositoryFiles.SampleCards), ["sample.save", "sample.other", "sample.done"]).ShouldBeEmpty();

    [Fact]
    public void Finds_a_verb_that_nobody_registered()
    {
        var card = TestCards.With(
            """{"type":"TextBlock","text":"${t.a}"}""",
            """{"type":"ActionSet","actions":[{"type":"Action.Execute","title":"${t.a}","verb":"x"}]}"""
        );

        var problem = Check(TestCards.Write(card)).ShouldHaveSingleItem();
        problem.Line.ShouldBe(3);
        problem.Problem.ShouldContain("\"x\" is not registered");
    }

    [Theory]
    [InlineData("""{"type":"TextBlock","text":"Hello ${x}"}""")]
    [InlineData("""{"type":"TextBlock","text":"${concat('Hello ', x)}"}""")]
    [InlineData("""{"type":"TextBlock","text":"${if(x == 'a', 'Hello', x)}"}""")]
    [InlineData("""{"type":"FactSet","facts":[{"title":"Name","value":"${x}"}]}""")]
    [InlineData("""{"type":"Input.Text","id":"i","label":"Name"}""")]
    public void Finds_words_outside_the_texts(string element) =>
        Check(TestCards.Write(TestCards.With(element), """{"x":"x"}""")).ShouldContain(p => p.Problem.Contains("letters") && p.Line == 2);

    [Fact]
    public void Finds_a_placeholder_without_sample_data() =>
        Check(
                TestCards.Write(
                    TestCards.With("""{"type":"TextBlock","$data":"${rows}","text":"${name} ${gone}"}"""),
                    """{"rows":[{"name":"n"}]}"""
                )
            )
            .ShouldContain(p => p.Problem.Contains("rows[].gone"));

    [Fact]
    public void Finds_a_placeholder_that_the_model_lacks()
    {
        var library = TestCards.Write(
            TestCards.With("""{"type":"TextBlock","$data":"${rows}","text":"${name} ${age} ${$root.title}"}"""),
            """{"title":"t","rows":[{"name":"n","age":1}]}"""
        );

        Check(library, model: typeof(Model)).ShouldHaveSingleItem().Problem.ShouldContain("Model has no \"rows[].age\"");
    }

    [Fact]
    public void Finds_a_text_that_a_language_lacks() =>
        Check(TestCards.Write(TestCards.With("""{"type":"TextBlock","text":"${t.a}"}"""), german: """{"b":"B"}"""))
            .ShouldContain(p => p.Problem.Contains("texts.de.json"));

    [Fact]
    public void Finds_a_card_that_grows_too_large()
    {
        var many = $$"""{"rows":[{{string.Join(",", Enumerable.Repeat("""{"n":"a b"}""", 400))}}]}""";
        var problems = Check(TestCards.Write(TestCards.With("""{"$data":"${rows}","type":"Input.Text","id":"i","label":"${n}"}"""), many));

        problems.ShouldContain(p => p.Problem.Contains("bytes"));
        problems.ShouldContain(p => p.Problem.Contains("50 blocks"));
    }

    [Fact]
    public void Formats_and_comparisons_are_no_words() =>
        Check(
                TestCards.Write(
                    TestCards.With("""{"type":"TextBlock","text":"${if(x == 'a', formatNumber(1, 2, 'en-US'), '–')}"}"""),
                    """{"x":"x"}"""
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public void Texts_are_sorted_and_the_same_in_every_language()
    {
        var files = Directory
            .GetFiles(RepositoryFiles.Cards, "*.json", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f).Split('.').Length == 3)
            .GroupBy(f => Path.GetFileName(f).Split('.')[0], f => Keys(f));

        foreach (var languages in files)
        {
            languages.Count().ShouldBe(2, languages.Key);
            languages.ShouldAllBe(k => k.SequenceEqual(languages.First()), languages.Key);
            languages.ShouldAllBe(k => k.SequenceEqual(k.Order(StringComparer.Ordinal)), languages.Key);
        }
    }

    [Fact]
    public void Finds_a_row_with_more_buttons_than_teams_shows()
    {
        var actions = string.Join(",", Enumerable.Repeat("""{"type":"Action.OpenUrl","title":"${t.a}","url":"/me"}""", 7));

        Check(TestCards.Write(TestCards.With($$"""{"type":"ActionSet","actions":[{{actions}}]}""")))
            .ShouldContain(p => p.Problem.Contains("6 buttons"));
    }

    private static List<string> Keys(string file) =>
        [.. System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!.AsObject().Select(p => p.Key)];

    private static string[] CardVerbs()
    {
        var library = CardLibrary.Load(RepositoryFiles.Cards);
        return [.. library.Cards.SelectMany(library.Verbs)];
    }
}
