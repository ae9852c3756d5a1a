using NodaTime;
using PerfSignal.Core.Commitments;

namespace PerfSignal.Tests.Commitments;

public sealed class DueWordsTests
{
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    [Theory]
    [InlineData("migrate billing by Friday", "migrate billing", "2026-11-27")]
    [InlineData("migrate billing by friday.", "migrate billing", "2026-11-27")]
    [InlineData("migrate billing by Tuesday", "migrate billing", "2026-12-01")]
    [InlineData("write it up by Sunday", "write it up", "2026-11-29")]
    [InlineData("Bericht schreiben bis Donnerstag", "Bericht schreiben", "2026-11-26")]
    [InlineData("send the report by tomorrow", "send the report", "2026-11-25")]
    [InlineData("send the report today", "send the report today", null)]
    [InlineData("Bericht schicken bis morgen", "Bericht schicken", "2026-11-25")]
    [InlineData("Bericht schicken bis heute", "Bericht schicken", "2026-11-24")]
    [InlineData("sign off, due 2026-12-18", "sign off", "2026-12-18")]
    [InlineData("stand by me", "stand by me", null)]
    [InlineData("stand by me by Friday", "stand by me", "2026-11-27")]
    [InlineData("ready by 31.02.2027", "ready by 31.02.2027", null)]
    [InlineData("by Friday", "by Friday", null)]
    [InlineData("", "", null)]
    public void Splits_off_a_date_it_knows_and_never_guesses(string promise, string text, string? due)
    {
        var split = DueWords.Split(promise, Tuesday);

        split.Text.ShouldBe(text);
        (split.Due is { } day ? NodaTime.Text.LocalDatePattern.Iso.Format(day) : null).ShouldBe(due);
    }
}
