using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Schedules;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("20:00-07:00", 19, 59, false)]
    [InlineData("20:00-07:00", 20, 0, true)]
    [InlineData("20:00-07:00", 23, 59, true)]
    [InlineData("20:00-07:00", 0, 0, true)]
    [InlineData("20:00-07:00", 6, 59, true)]
    [InlineData("20:00-07:00", 7, 0, false)]
    [InlineData("12:00-13:00", 11, 59, false)]
    [InlineData("12:00-13:00", 12, 0, true)]
    [InlineData("12:00-13:00", 12, 59, true)]
    [InlineData("12:00-13:00", 13, 0, false)]
    [InlineData("00:00-24:00", 0, 0, null)]
    [InlineData("00:00-23:59", 23, 59, false)]
    [InlineData("00:00-23:59", 0, 0, true)]
    [InlineData("09:00-09:00", 9, 0, false)]
    public void Are_quiet_from_the_first_minute_until_before_the_last(string text, int hour, int minute, bool? quiet)
    {
        if (quiet is null)
        {
            QuietHours.TryParse(text, out _, out _).ShouldBeFalse();
            return;
        }

        QuietHours.Parse(text).Contain(new LocalTime(hour, minute)).ShouldBe(quiet.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20:00")]
    [InlineData("20:00-")]
    [InlineData("20:00–07:00")]
    [InlineData("8pm-7am")]
    [InlineData("24:00-07:00")]
    [InlineData("20:60-07:00")]
    [InlineData("20:00-07:00-08:00")]
    [InlineData("-")]
    [InlineData("none")]
    public void Refuse_other_forms_and_say_what_to_write(string text)
    {
        var error = Should.Throw<FormatException>(() => QuietHours.Parse(text));
        error.Message.ShouldContain("20:00-07:00");
    }

    [Fact]
    public void Name_the_end_that_is_wrong() =>
        Should.Throw<FormatException>(() => QuietHours.Parse("20:00-7")).Message.ShouldStartWith("'7' in '20:00-7'");

    [Theory]
    [InlineData("20:00-07:00", "20:00-07:00")]
    [InlineData(" 20:00 - 07:00 ", "20:00-07:00")]
    [InlineData("00:00-00:00", "00:00-00:00")]
    public void Come_back_as_they_are_written(string text, string written) => QuietHours.Parse(text).ToString().ShouldBe(written);

    [Fact]
    public void With_equal_ends_are_none()
    {
        QuietHours.Parse("08:00-08:00").IsNone.ShouldBeTrue();
        QuietHours.None.IsNone.ShouldBeTrue();
        QuietHours.Parse("08:00-08:01").IsNone.ShouldBeFalse();
        QuietHours.TryParse(null, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull();
    }
}
