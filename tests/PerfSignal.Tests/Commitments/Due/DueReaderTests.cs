using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Commitments.Due;

public sealed class DueReaderTests
{
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    public static TheoryData<string, string, string, string, string> Phrases()
    {
        var rows = new TheoryData<string, string, string, string, string>();
        var day = "";
        foreach (
            var cells in DuePhraseTable
                .Rows.ReplaceLineEndings("\n")
                .Split('\n')
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        )
        {
            day = cells[0] == "=" ? day : cells[0];
            rows.Add(day, cells[1], cells[2], cells[3] == "~" ? cells[2] : cells[3], cells[4]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Phrases))]
    public void Splits_off_the_date_it_knows_and_asks_about_the_rest(string today, string language, string promise, string text, string due)
    {
        var split = DueReader.Split(promise, LocalDatePattern.Iso.Parse(today).Value, language);

        (split.Text, Shown(split.Due)).ShouldBe((text, due));
    }

    [Fact]
    public void The_table_is_long_enough_and_has_both_languages_and_every_kind_of_end()
    {
        var rows = Phrases().Select(row => row.ToArray()).ToList();

        rows.Count.ShouldBeGreaterThanOrEqualTo(150);
        rows.Count(row => Equals(row[1], "de")).ShouldBeGreaterThan(60);
        rows.Count(row => Equals(row[4], "-")).ShouldBeGreaterThan(20);
        rows.Count(row => Equals(row[4], "?")).ShouldBeGreaterThan(20);
        rows.Count(row => ((string)row[4]).Contains(' ', StringComparison.Ordinal)).ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("3 Dec", "en", "2026-12-03")]
    [InlineData("by Friday", "en", "2026-11-27")]
    [InlineData("Friday", "en", "2026-11-27")]
    [InlineData("am 15.", "de", "2026-12-15")]
    [InlineData("15.", "de", "2026-12-15")]
    [InlineData("Do", "de", "2026-11-26")]
    [InlineData("12/3", "en", "2026-12-03 2027-03-12")]
    [InlineData("Fridya", "en", "?")]
    [InlineData("soon", "en", "-")]
    [InlineData("", "en", "-")]
    [InlineData("when I have the time, after everything else that is on my list", "en", "-")]
    public void An_answer_is_read_as_nothing_but_a_date(string answer, string language, string due) =>
        Shown(DueReader.Alone(answer, Tuesday, language)).ShouldBe(due);

    [Fact]
    public void Says_which_words_were_the_date()
    {
        DueReader
            .Split("migrate billing by Friday.", Tuesday, "en")
            .Due.ShouldBe(new DueDate.Found(new LocalDate(2026, 11, 27), "by Friday."));
        DueReader.Split("Bis Fretag: Bericht", Tuesday, "de").Due.ShouldBe(new DueDate.Unclear("Bis Fretag"));
    }

    /// <summary>The night in which Berlin's clocks go forward, and the one in which they go back.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T22:59:59Z", "2027-03-28")]
    [InlineData("Europe/Berlin", "2027-03-27T23:00:00Z", "2027-03-29")]
    [InlineData("Europe/Berlin", "2027-03-28T21:59:59Z", "2027-03-29")]
    [InlineData("Europe/Berlin", "2027-03-28T22:00:00Z", "2027-03-30")]
    [InlineData("Europe/Berlin", "2026-10-24T21:59:59Z", "2026-10-25")]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-26")]
    [InlineData("Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-26")]
    [InlineData("Europe/Berlin", "2026-10-25T23:00:00Z", "2026-10-27")]
    [InlineData("America/New_York", "2026-11-01T03:59:59Z", "2026-11-01")]
    [InlineData("America/New_York", "2026-11-02T04:59:59Z", "2026-11-02")]
    [InlineData("Pacific/Kiritimati", "2026-12-31T09:59:59Z", "2027-01-01")]
    [InlineData("Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-02")]
    [InlineData("Pacific/Pago_Pago", "2027-01-01T10:59:59Z", "2027-01-01")]
    public void Tomorrow_is_counted_from_the_writers_own_day(string zone, string now, string tomorrow)
    {
        var reader = new Reader(SmallTeam.Texts, "en", Zones.Of(zone), InstantPattern.ExtendedIso.Parse(now).Value);

        Shown(DueReader.Split("call Finance tomorrow", reader.Today, reader.Language).Due).ShouldBe(tomorrow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(":")]
    [InlineData("by")]
    [InlineData("by :")]
    [InlineData("bis bis bis bis")]
    [InlineData("by 99/99/9999")]
    [InlineData("x by 0.0.")]
    [InlineData("x by 00/00/0000")]
    [InlineData("x by 9999-99-99")]
    [InlineData("x by end of 0000")]
    [InlineData("x by end of Q1 0000")]
    [InlineData("x by end of dec 0000")]
    [InlineData("x am 0.")]
    [InlineData("x by \u202Eyadirf")]
    [InlineData("😀 by 😀")]
    public void Takes_whatever_is_typed(string promise)
    {
        foreach (var language in new[] { "en", "de", "xx" })
        {
            DueReader.Split(promise, Tuesday, language).Due.ShouldNotBeOfType<DueDate.Found>();
            DueReader.Alone(promise, Tuesday, language).ShouldNotBeOfType<DueDate.Found>();
        }
    }

    [Fact]
    public void Long_text_takes_no_long_time()
    {
        var text = string.Concat(Enumerable.Repeat("by Friday or Monday next week 12 ", 2000));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        DueReader.Split(text, Tuesday, "en");

        System.Diagnostics.Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    private static string Shown(DueDate due) =>
        due switch
        {
            DueDate.Found found => LocalDatePattern.Iso.Format(found.Date),
            DueDate.Ambiguous several => string.Join(' ', several.Candidates.Select(LocalDatePattern.Iso.Format)),
            DueDate.Unclear => "?",
            _ => "-",
        };
}
