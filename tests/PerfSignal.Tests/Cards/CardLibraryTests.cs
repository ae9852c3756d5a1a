using PerfSignal.Bot.Cards;

namespace PerfSignal.Tests.Cards;

public class CardLibraryTests
{
    [Theory]
    [InlineData("""{"type":"Media"}""", "Media")]
    [InlineData("""{"type":"TextBlock","txt":"${x}"}""", "txt")]
    [InlineData("""{"type":"TextBlock","text":"${substring(x, 1)}"}""", "substring")]
    [InlineData("""{"type":"TextBlock","text":"${x"}""", "closed")]
    [InlineData("""{"type":"TextBlock","text":"${x +}"}""", "ends too early")]
    [InlineData("""{"type":"TextBlock","text":"${x ? 1 : 2}"}""", "unexpected")]
    [InlineData("""{"type":"TextBlock","text":"${x % 2}"}""", "unexpected")]
    [InlineData("""{"type":"TextBlock","text":"${formatNumber(x, 2)}"}""", "arguments")]
    [InlineData("""{"type":"TextBlock","text":"${$host.x}"}""", "$host")]
    [InlineData("""{"type":"TextBlock","text":"${}"}""", "ends too early")]
    [InlineData("""{"type":"TextBlock","text":"${t.missing}"}""", "missing")]
    [InlineData("""{"type":"TextBlock","$when":"yes","text":"${x}"}""", "$when")]
    [InlineData("""{"type":"TextBlock","size":"huge","text":"${x}"}""", "extraLarge")]
    [InlineData("""{"type":"TextBlock","text":"{{DATE(2026-11-21T10:00:00Z)}}"}""", "{{DATE()}}")]
    [InlineData("""{"type":"Container","items":"${x}"}""", "list written out")]
    [InlineData("""{"type":"Chart.Line","data":[]}""", "fallback")]
    [InlineData("""{"type":"Chart.Line","fallback":{"type":"Media"}}""", "Media")]
    [InlineData("""{"type":"Input.Text","label":"${x}"}""", "id")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Execute","title":"${x}"}]}""", "verb")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Submit"}]}""", "Action.Submit")]
    [InlineData("""{"type":"Image","url":"javascript:alert(1)"}""", "url")]
    [InlineData("""{"type":"TextBlock","text":"a","text":"b"}""", "twice")]
    [InlineData("""{"type":"TextBlock",}""", "JSON")]
    public void Refuses_a_card_and_names_file_and_line(string element, string says)
    {
        var card = TestCards.With("""{"type":"TextBlock","text":"${x}"}""", element);

        var error = Should.Throw<CardException>(() => TestCards.Write(card));

        error.File.ShouldBe("card/card.json");
        error.Line.ShouldBe(3);
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void Refuses_texts_that_are_not_flat() =>
        Should.Throw<CardException>(() => TestCards.Write(TestCards.With(), texts: "{\n\"a\":{}}")).Line.ShouldBe(2);

    [Fact]
    public void Refuses_an_input_that_would_hide_the_fields_of_the_form() =>
        Should
            .Throw<CardException>(() => TestCards.Write(TestCards.With("""{"type":"Input.Text","id":"verb","label":"${x}"}""")))
            .Message.ShouldContain("verb");

    [Fact]
    public void Knows_verbs_and_placeholders()
    {
        var library = TestCards.Write(
            TestCards.With(
                """{"type":"FactSet","facts":[{"$data":"${rows}","$when":"${n > 0}","title":"${name}","value":"${$root.unit} ${n}"}]}""",
                """{"type":"ActionSet","actions":[{"type":"Action.Execute","title":"${a.b[0].c}","verb":"x.do"}]}"""
            )
        );

        library.Verbs("card").ShouldBe(["x.do"]);
        library.Placeholders("card").Order().ShouldBe(["a.b[].c", "rows", "rows[].n", "rows[].name", "unit"]);
    }

    [Fact]
    public void Takes_the_texts_of_the_language_and_english_otherwise()
    {
        var library = TestCards.Write(TestCards.With("""{"type":"TextBlock","text":"${t.a}"}"""), german: """{"a":"Ä"}""");

        library.Expand("card", null, "de-AT")["body"]![0]!["text"]!.ToString().ShouldBe("Ä");
        library.Expand("card", null, "fr")["body"]![0]!["text"]!.ToString().ShouldBe("A");
    }

    [Fact]
    public void Keeps_markdown_of_texts_and_escapes_that_of_people()
    {
        var library = TestCards.Write(
            TestCards.With("""{"type":"TextBlock","text":"${t.a} ${x} ${toUpper(concat(t.a, x))}"}"""),
            texts: """{"a":"*a*"}"""
        );

        library.Expand("card", new System.Text.Json.Nodes.JsonObject { ["x"] = "*x*" }, "en")["body"]![0]!["text"]!
            .ToString()
            .ShouldBe(@"*a* \*x\* *A*\*X\*");
    }

    [Fact]
    public void Loads_the_cards_of_the_product() => CardLibrary.Load(RepositoryFiles.Cards).Cards.ShouldContain("welcome");
}
