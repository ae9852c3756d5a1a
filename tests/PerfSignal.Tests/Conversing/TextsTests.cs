using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Conversing;

public sealed class TextsTests
{
    [Theory]
    [InlineData("Vom {from} bis {last}.", "Di, 22. Dez.", "Vom x bis Di, 22. Dez.")]
    [InlineData("Vom {from} bis {last}. Danach nicht.", "Di, 22. Dez.", "Vom x bis Di, 22. Dez. Danach nicht.")]
    [InlineData("Vom {from} bis {last}.", "Tue 22 Dec", "Vom x bis Tue 22 Dec.")]
    [InlineData("{last} …", "1.", "1. …")]
    [InlineData("„{last}“.", "Ende.", "„Ende.“.")]
    public void Ends_a_sentence_with_one_full_stop_where_the_value_has_its_own(string pattern, string value, string said) =>
        new Texts()
            .Add("de", $$"""{"key": "{{pattern}}"}""")
            .Add("en", "{}")
            .Say("de", "key", ("from", "x"), ("last", value))
            .ShouldBe(said);
}
