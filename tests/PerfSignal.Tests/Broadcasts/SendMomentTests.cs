using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.People;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Broadcasts;

public sealed class SendMomentTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    private static Broadcast Of(SendTiming timing, bool timed = true) =>
        new()
        {
            Id = Guid.Parse("019ab000-0000-7000-8000-000000000080"),
            AuthorId = Guid.Empty,
            Title = "x",
            Template = "free",
            Audience = "{}",
            CreatedAt = Now,
            Timing = timing,
            Zone = "America/New_York",
            OnDate = timed ? new LocalDate(2026, 11, 26) : null,
            AtTime = timed ? new LocalTime(9, 0) : null,
        };

    private static Person Berlin { get; } = A.Person("ana@example.com");

    [Fact]
    public void Is_now_where_no_time_is_set_and_stays_where_it_began()
    {
        var broadcast = Of(SendTiming.Now, timed: false);
        SendMoment.Of(broadcast, Berlin, Now).ShouldBe(Now);
        SendMoment.First(broadcast, Now).ShouldBe(Now);

        broadcast.StartedAt = Now - Duration.FromHours(1);
        SendMoment.Of(broadcast, Berlin, Now).ShouldBe(Now - Duration.FromHours(1));
        SendMoment.First(broadcast, Now).ShouldBe(Now - Duration.FromHours(1));
    }

    [Fact]
    public void Is_one_instant_for_all_by_the_clock_of_the_author()
    {
        var broadcast = Of(SendTiming.AuthorTime);
        broadcast.StartedAt = Now;

        SendMoment.Of(broadcast, Berlin, Now).ShouldBe(Instant.FromUtc(2026, 11, 26, 14, 0));
        SendMoment.First(broadcast, Now).ShouldBe(Instant.FromUtc(2026, 11, 26, 14, 0));
    }

    [Theory]
    [InlineData("Europe/Berlin", null, 8)]
    [InlineData("Europe/Berlin", "Asia/Tokyo", 0)]
    [InlineData("Asia/Tokyo", "Europe/Berlin", 8)]
    [InlineData("Nowhere/Land", null, 9)]
    public void Is_by_the_clock_of_the_recipient_as_it_is_set_now(string zone, string? chosen, int hour)
    {
        var person = A.Person("ana@example.com", zone);
        person.ChosenTimeZone = chosen;

        SendMoment.Of(Of(SendTiming.RecipientTime), person, Now).ShouldBe(Instant.FromUtc(2026, 11, 26, hour, 0));
    }

    /// <summary>Kiribati's Line Islands are fourteen hours ahead; nobody is further.</summary>
    [Fact]
    public void Begins_where_the_clocks_are_furthest_ahead() =>
        SendMoment.First(Of(SendTiming.RecipientTime), Now).ShouldBe(Instant.FromUtc(2026, 11, 25, 19, 0));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Says_which_broadcast_has_no_time_although_it_needs_one(bool date)
    {
        var broadcast = Of(SendTiming.RecipientTime);
        (broadcast.OnDate, broadcast.AtTime) = (date ? broadcast.OnDate : null, date ? null : broadcast.AtTime);

        Should
            .Throw<InvalidOperationException>(() => SendMoment.Local(broadcast))
            .Message.ShouldContain("019ab000-0000-7000-8000-000000000080");
    }
}
