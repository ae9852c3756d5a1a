using System.Globalization;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

public sealed class NumberReaderTests
{
    /// <summary>`value unit step`, without what is empty or one; several with a comma.</summary>
    private static string Read(string text, string language = "en") =>
        string.Join(
            ", ",
            NumberReader
                .Read(text, language)
                .Select(number =>
                    string.Create(
                            CultureInfo.InvariantCulture,
                            $"{number.Value / 1.0000000000m:0.##########} {number.Unit} {(number.Step == 1 ? "" : number.Step)}"
                        )
                        .Trim()
                        .Replace("  ", " ", StringComparison.Ordinal)
                )
        );

    [Theory]
    [InlineData("4", "4")]
    [InlineData("4.3 days", "4.3 days 0.1")]
    [InlineData("4.25 days", "4.25 days 0.01")]
    [InlineData("512,400 USD", "512400 USD")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1 234 567", "1234567")]
    [InlineData("1'234.5", "1234.5 0.1")]
    [InlineData("1.500 days", "1.5 days 0.001")]
    [InlineData("1,5 days", "1.5 days 0.1")]
    [InlineData("1.234,5", "1234.5 0.1")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1234,567", "1234.567 0.001")]
    [InlineData("1,2,3", "")]
    [InlineData("1,234,56", "")]
    [InlineData("-5 points", "-5 points")]
    [InlineData("-1,500", "-1500")]
    [InlineData("the 3rd of 7", "3, 7")]
    [InlineData("5 or 6.5", "5, 6.5 0.1")]
    public void Reads_digits_the_english_way(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("512.400 USD", "512400 USD")]
    [InlineData("1,500 Tage", "1.5 days 0.001")]
    [InlineData("1.5 Tage", "1.5 days 0.1")]
    [InlineData("1,234.5", "1234.5 0.1")]
    [InlineData("1.234,5", "1234.5 0.1")]
    [InlineData("1.2.3", "")]
    public void Reads_digits_the_german_way(string text, string expected) => Read(text, "de").ShouldBe(expected);

    [Theory]
    [InlineData(1000, "512k", "5 thousand", "5 Tsd.", "5 tausend", "5 tsd")]
    [InlineData(1_000_000, "5m", "5 mn", "5 million", "5 millions", "5 Mio.", "5 Millionen")]
    [InlineData(1_000_000_000, "5bn", "5 billion", "5 Mrd.", "5 Milliarden")]
    public void A_word_after_the_digits_makes_them_and_their_step_larger(int scale, params string[] texts)
    {
        foreach (var text in texts)
        {
            var number = NumberReader.Read($"about {text} USD in all", "en").ShouldHaveSingleItem(text);
            (number.Value / scale % 507, number.Step, number.Unit).ShouldBe((5m, (decimal)scale, "USD"), text);
        }

        Read("1.5 million").ShouldBe("1500000 100000.0");
    }

    [Theory]
    [InlineData("percent", "% percent prozent per_cent percentage_points prozentpunkte prozentpunkten pp")]
    [InlineData("days", "day days Tag Tage Tagen")]
    [InlineData("hours", "hour hours Stunde Stunden h hrs")]
    [InlineData("minutes", "minute minutes min mins Minuten")]
    [InlineData("weeks", "week weeks Woche Wochen")]
    [InlineData("months", "month months Monat Monate Monaten")]
    [InlineData("years", "year years Jahr Jahre Jahren")]
    [InlineData("points", "point points Punkt Punkte Punkten story_points")]
    [InlineData("EUR", "EUR Euro euros €")]
    [InlineData("USD", "USD $ dollar dollars")]
    [InlineData("GBP", "GBP £ pounds Pfund")]
    [InlineData("CHF", "CHF Franken francs")]
    [InlineData("", "tickets daybreaks pointers")]
    public void Knows_the_unit_beside_a_number(string unit, string words)
    {
        foreach (var word in words.Split(' ').Select(word => word.Replace('_', ' ')))
        {
            NumberReader.Read($"It was 5 {word}.", "en").ShouldHaveSingleItem(word).Unit.ShouldBe(unit, word);
            NumberReader.Read($"It was five {word}.", "en").ShouldHaveSingleItem(word).Unit.ShouldBe(unit, word);
        }
    }

    [Theory]
    [InlineData("€ 5", "EUR")]
    [InlineData("€5", "EUR")]
    [InlineData("EUR 5", "EUR")]
    [InlineData("$5", "USD")]
    [InlineData("USD 5", "USD")]
    [InlineData("£5", "GBP")]
    [InlineData("GBP 5", "GBP")]
    [InlineData("CHF 5", "CHF")]
    [InlineData("$5 percent", "percent")]
    public void Knows_the_currency_before_a_number_unless_a_unit_follows(string text, string unit) =>
        NumberReader.Read(text, "en").ShouldHaveSingleItem().Unit.ShouldBe(unit);

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(0.5, "half halved halb halbe Hälfte halbiert")]
    [InlineData(1, "one")]
    [InlineData(2, "two twice double doubled zwei zweimal doppelt doppelte verdoppelt")]
    [InlineData(3, "three triple tripled third drei dreimal dritte dritten drittel verdreifacht")]
    [InlineData(4, "four fourth vier vierte vierten viertel")]
    [InlineData(5, "five fifth fünf fünfte fünften")]
    [InlineData(6, "six sixth sechs")]
    [InlineData(7, "seven sieben")]
    [InlineData(8, "eight acht")]
    [InlineData(9, "nine neun")]
    [InlineData(10, "ten zehn")]
    [InlineData(11, "eleven elf")]
    [InlineData(12, "twelve dozen zwölf Dutzend")]
    [InlineData(13, "thirteen dreizehn")]
    [InlineData(14, "fourteen vierzehn")]
    [InlineData(15, "fifteen fünfzehn")]
    [InlineData(16, "sixteen sechzehn")]
    [InlineData(17, "seventeen siebzehn")]
    [InlineData(18, "eighteen achtzehn")]
    [InlineData(19, "nineteen neunzehn")]
    [InlineData(20, "twenty zwanzig")]
    [InlineData(21, "twenty-one einundzwanzig")]
    [InlineData(30, "thirty dreissig dreißig")]
    [InlineData(40, "forty vierzig")]
    [InlineData(42, "forty-two zweiundvierzig")]
    [InlineData(50, "fifty fünfzig")]
    [InlineData(60, "sixty sechzig")]
    [InlineData(70, "seventy siebzig")]
    [InlineData(80, "eighty achtzig")]
    [InlineData(90, "ninety neunzig")]
    [InlineData(99, "ninety-nine neunundneunzig")]
    [InlineData(100, "hundred hundreds hundert hunderte")]
    [InlineData(1000, "thousand thousands tausend tausende")]
    [InlineData(1_000_000, "million millions Millionen")]
    public void Reads_words(double value, string words)
    {
        foreach (var word in words.Split(' '))
        {
            var number = NumberReader.Read($"It was {word}.", "en").ShouldHaveSingleItem(word);
            number.ShouldBe(new NumberMention((decimal)value, "", 0), word);
        }
    }

    [Theory]
    [InlineData("two hundred days", "200 days 0")]
    [InlineData("two hundred five", "205 0")]
    [InlineData("three thousand five hundred", "3500 0")]
    [InlineData("two hundred thousand points", "200000 points 0")]
    [InlineData("five million", "5000000 0")]
    [InlineData("one of them, one by one", "1 0")]
    [InlineData("no one and the one", "")]
    [InlineData("someone tended the oneness", "")]
    public void Puts_words_together(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("at 14:30", "870 time")]
    [InlineData("at 9:05 and 3 days", "545 time, 3 days")]
    [InlineData("a 1:1 and one-on-ones", "")]
    [InlineData("P3, E5 and v2", "")]
    public void Takes_a_time_as_one_and_a_meeting_or_a_code_as_none(string text, string expected) => Read(text).ShouldBe(expected);

    [Fact]
    public void Knows_a_number_in_words()
    {
        NumberReader.IsNumber("funf").ShouldBeTrue();
        NumberReader.IsNumber("five").ShouldBeTrue();
        NumberReader.IsNumber("billing").ShouldBeFalse();
    }

    /// <summary>A rounded number may be half of its step away, and a twentieth of the exact one.</summary>
    [Theory]
    [InlineData("4.3", "0.1", "4.25", true)]
    [InlineData("4.3", "0.1", "4.35", true)]
    [InlineData("4.3", "0.1", "4.36", false)]
    [InlineData("4.3", "0.1", "4.24", false)]
    [InlineData("105", "10", "100", true)]
    [InlineData("95", "10", "100", true)]
    [InlineData("106", "20", "100", false)]
    [InlineData("-105", "10", "-100", true)]
    [InlineData("1", "1", "1.4", false)]
    [InlineData("0", "0", "0", true)]
    [InlineData("0.3", "1", "0", false)]
    [InlineData("0", "1", "0.4", false)]
    [InlineData("7", "0", "7", true)]
    public void Says_what_it_rounds(string value, string step, string exact, bool says)
    {
        static decimal Of(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
        new NumberMention(Of(value), "", Of(step)).Says(Of(exact), "days").ShouldBe(says);
        new NumberMention(Of(value), "days", Of(step)).Says(Of(exact), "days").ShouldBe(says);
        new NumberMention(Of(value), "hours", Of(step)).Says(Of(exact), "days").ShouldBeFalse();
    }
}
