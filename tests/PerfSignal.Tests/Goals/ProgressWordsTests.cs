using PerfSignal.Core.Goals;

namespace PerfSignal.Tests.Goals;

public sealed class ProgressWordsTests
{
    [Theory]
    [InlineData("kr2 60%", "en", "kr2 p60")]
    [InlineData("KR2 60 %", "de", "KR2 p60")]
    [InlineData("kr2: 62,5 Prozent", "de", "kr2 p62.5")]
    [InlineData("kr2: 12 of 20", "en", "kr2 v12 of 20")]
    [InlineData("kr2 12/20", "en", "kr2 v12 of 20")]
    [InlineData("kr2 12 von 20 Kunden", "de", "kr2 v12 of 20 Kunden")]
    [InlineData("kr2 12", "en", "kr2 v12")]
    [InlineData("kr2 -4.5 points", "en", "kr2 v-4.5 points")]
    [InlineData("kr2 1,200 invoices", "en", "kr2 v1200 invoices")]
    [InlineData("kr2 1.200", "de", "kr2 v1200")]
    [InlineData("kr2 1.2", "de", "kr2 v1.2")]
    [InlineData("kr2 at risk: waiting for legal", "en", "kr2 AtRisk “waiting for legal”")]
    [InlineData("kr2 gefährdet – warte auf Recht", "de", "kr2 AtRisk “warte auf Recht”")]
    [InlineData("o12 im Plan", "de", "o12 OnTrack")]
    [InlineData("o12 On  Track", "en", "o12 OnTrack")]
    [InlineData("o12 done", "en", "o12 Done")]
    [InlineData("o12 gestrichen", "de", "o12 Dropped")]
    [InlineData("kr2 60%, at risk: no news", "en", "kr2 p60 AtRisk “no news”")]
    [InlineData("kr2 12 invoices, at risk", "en", "kr2 v12 invoices AtRisk")]
    [InlineData("ana-1 60%: done with the first half", "en", "ana-1 p60 “done with the first half”")]
    [InlineData("kr2", "en", "kr2")]
    public void Read_what_a_message_says(string text, string language, string expected) =>
        Shown(ProgressWords.TryRead(text, language)).ShouldBe(expected);

    [Theory]
    [InlineData("help")]
    [InlineData("q3")]
    [InlineData("kr2 sixty")]
    [InlineData("kr2 1e2")]
    [InlineData("kr2 60%%")]
    [InlineData("kr2 12 of many")]
    [InlineData("kr2 is nearly done")]
    [InlineData("v2 1 of the things that we talked about yesterday")]
    [InlineData("q3 12 people in the room liked it")]
    [InlineData("Ana: migrate billing by Friday")]
    [InlineData("60%")]
    [InlineData("kr2 12.34.56")]
    [InlineData("kr2 99999999999999999999999999999999999")]
    [InlineData("kr2 <script>")]
    [InlineData("")]
    public void Leave_other_sentences_alone(string text) => ProgressWords.TryRead(text, "en").ShouldBeNull();

    private static string Shown(ProgressSaid? said) =>
        said is null
            ? "nothing"
            : string.Join(
                ' ',
                new[]
                {
                    said.Key,
                    said.Percent is { } percent ? FormattableString.Invariant($"p{percent}") : "",
                    said.Value is { } value ? FormattableString.Invariant($"v{value}") : "",
                    said.Of is { } of ? FormattableString.Invariant($"of {of}") : "",
                    said.Unit,
                    said.Status?.ToString() ?? "",
                    said.Comment.Length > 0 ? $"“{said.Comment}”" : "",
                }.Where(part => part.Length > 0)
            );
}
