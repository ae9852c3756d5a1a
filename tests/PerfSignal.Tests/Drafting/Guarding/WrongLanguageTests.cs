using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

public sealed class WrongLanguageTests
{
    [Theory]
    [InlineData("Le billing est pour les autres.")]
    [InlineData("El billing y los datos fueron buenos.")]
    [InlineData("Il billing è stato della squadra.")]
    [InlineData("Het billing is van een ander.")]
    [InlineData("O billing foi muito ao lado.")]
    [InlineData("Billing jest w systemie od maja.")]
    [InlineData("Billing bir gün için daha iyi.")]
    [InlineData("Das Billing ist von P2.")]
    [InlineData("Billing, runbook, licence, Finance, Contoso, PagerDuty, September, October.")]
    public void Tells_another_language_by_a_few_small_words(string text) =>
        new WrongLanguage().Refuses(new Statement(GuardSample.English, GuardCases.Sentence(text, "E1"), [])).ShouldBeTrue(text);

    [Theory]
    [InlineData("The billing is of P2.")]
    [InlineData("Billing, runbook, licence, Finance, Contoso, PagerDuty, September.")]
    public void Lets_its_own_language_and_a_few_names_through(string text) =>
        new WrongLanguage().Refuses(new Statement(GuardSample.English, GuardCases.Sentence(text, "E1"), [])).ShouldBeFalse(text);

    [Theory]
    [InlineData("the and der", "en")]
    [InlineData("der die the", "de")]
    [InlineData("der the", null)]
    [InlineData("billing", null)]
    public void Says_what_a_text_speaks(string text, string? language) => WrongLanguage.Speaks(text).ShouldBe(language);
}
