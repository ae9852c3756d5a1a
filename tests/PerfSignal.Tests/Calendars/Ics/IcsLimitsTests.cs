using System.Text;
using PerfSignal.Bot.Calendars.Ics;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class IcsLimitsTests
{
    [Fact]
    public void Refuses_a_file_of_50_megabytes_with_little_memory()
    {
        using var stream = new EndlessEvents(50 * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var problem = Should.Throw<IcsException>(() => IcsReader.Read(stream));

        problem.Message.ShouldContain("larger than 20 MB");
        problem.Line.ShouldBeGreaterThan(1000);
        stream.Given.ShouldBeLessThan(21 * 1024 * 1024, "reading stops at the limit");

        // Descriptions and attachments are passed over without becoming strings.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(60L * 1024 * 1024);
    }

    [Fact]
    public void Reads_a_long_attachment_past() =>
        IcsReader
            .Read(IcsText.Event("DTSTART:20260105T090000Z", "ATTACH:" + new string('A', 5_000_000), "DESCRIPTION:" + string.Join("\r\n ", Enumerable.Repeat("text", 100_000))))
            .Series.ShouldHaveSingleItem();

    [Fact]
    public void Refuses_too_many_components() =>
        Should
            .Throw<IcsException>(() =>
                IcsReader.Read(
                    IcsText.Calendar([.. Enumerable.Repeat(IcsText.Component("DTSTART:20260105T090000Z"), 11)]),
                    new IcsLimits { MaxComponents = 11 }
                )
            )
            .Message.ShouldBe("Line 43: there are more than 11 components; export a shorter period.");

    [Fact]
    public void Lists_no_more_problems_than_asked_for() =>
        Should
            .Throw<IcsException>(() => IcsReader.Read(IcsText.Calendar([.. Enumerable.Repeat(IcsText.Component("DTSTART:x"), 200)])))
            .Problems.Count.ShouldBe(100);

    [Fact]
    public void Bounds_the_work_of_a_whole_calendar()
    {
        var events = Enumerable.Range(0, 20).Select(index => IcsText.Component("DTSTART:20000105T090000Z", "RRULE:FREQ=DAILY;COUNT=9000").Replace("e1", $"e{index}", StringComparison.Ordinal));
        var calendar = IcsReader.Read(IcsText.Calendar([.. events]));
        var (from, to) = (NodaTime.Instant.FromUtc(2020, 1, 1, 0, 0), NodaTime.Instant.FromUtc(2021, 1, 1, 0, 0));

        IcsExpander.Expand(calendar, from, to, IcsText.Berlin).Count.ShouldBe(20 * 366);
        Should
            .Throw<IcsException>(() => IcsExpander.Expand(calendar, from, to, IcsText.Berlin, new IcsLimits { MaxSteps = 100_000 }))
            .Message.ShouldContain("together need too much work");
    }

    /// <summary>A calendar of events with long descriptions that never ends before the given size.</summary>
    private sealed class EndlessEvents(long size) : Stream
    {
        private static readonly byte[] Event = Encoding.UTF8.GetBytes(
            IcsText.Component("DTSTART:20260105T090000Z", "DESCRIPTION:" + new string('x', 2000), "ATTENDEE:mailto:a@example.com") + "\r\n"
        );

        private readonly byte[] _start = Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\n");

        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = 0;
            for (; given < count && Given < size; given++, Given++)
            {
                buffer[offset + given] = Given < _start.Length ? _start[Given] : Event[(Given - _start.Length) % Event.Length];
            }

            return given;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
