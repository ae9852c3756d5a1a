using System.Diagnostics;
using System.Text;
using NodaTime;
using PerfSignal.Bot.Calendars.Ics;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class IcsFuzzTests
{
    private static readonly string Sample = IcsText.Calendar(
        "BEGIN:VTIMEZONE",
        "TZID:Own",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "RDATE:19710328T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20301231T000000Z",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        IcsText.Component(
            "DTSTART;TZID=Own:20260105T090000",
            "DTEND;TZID=Own:20260105T093000",
            "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;BYSETPOS=1,-1;WKST=SU;COUNT=20",
            "EXDATE;TZID=Own:20260302T090000",
            "RDATE;VALUE=PERIOD:20260112T080000Z/PT2H",
            "ORGANIZER;CN=\"^'x^'\":mailto:a@example.com",
            "ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN=long",
            "  name:mailto:b@example.com",
            "SEQUENCE:3"
        ),
        IcsText.Component("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Own:20260501T090000", "DTSTART;TZID=Own:20260502T100000", "DURATION:P1DT2H"),
        IcsText.Component("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=YEARLY;BYWEEKNO=-1,20;UNTIL=20991231", "EXDATE;VALUE=DATE:20270101")
            .Replace("e1", "e2", StringComparison.Ordinal),
        IcsText.Component("DTSTART:20260105T090000", "RRULE:FREQ=HOURLY;BYMINUTE=5,10;BYHOUR=3;BYYEARDAY=1,-1", "DTSTAMP:20260101T000000Z")
            .Replace("e1", "e3", StringComparison.Ordinal)
    );

    private static readonly string[] Words =
    [
        "SECONDLY", "MINUTELY", "YEARLY", "INTERVAL=2147483647", "COUNT=2147483647", "BYSETPOS=-366", "BYYEARDAY=366", "BYWEEKNO=53", "BYMONTHDAY=31",
        "00010101T000000", "90001231T235959Z", "99991231T235959Z", "P36600D", "PT999999999S", "+1800", "-1800", ";", ":", "\"", "\r\n ", "\n", "\0", "é", "\uFFFF", "TZID=", "VALUE=DATE", "UTC",
        "RRULE:FREQ=DAILY\r\n", "STATUS:CANCELLED\r\n", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "RANGE=THISANDFUTURE",
    ];

    [Fact]
    public void Never_fails_in_another_way_and_never_hangs()
    {
        var random = new Random(20261121);
        var rounds = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 10_000 : 200;
        var (read, refused) = (0, 0);
        IcsText.Expand(Sample, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2028, 1, 1, 0, 0)).Count.ShouldBeGreaterThan(20);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = Mutated(random);
            var watch = Stopwatch.StartNew();
            try
            {
                var calendar = IcsReader.Read(new MemoryStream(bytes));
                foreach (var series in calendar.Series)
                {
                    var again = IcsSeries.Parse(series.ToText());
                    again.ToText().ShouldBe(series.ToText());
                }

                IcsExpander.Expand(calendar, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2028, 1, 1, 0, 0), IcsText.Berlin);
                read++;
            }
            catch (IcsException problem)
            {
                problem.Line.ShouldBeInRange(1, 200);
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"Round {round}: {other}\n{Encoding.UTF8.GetString(bytes)}");
            }

            watch.Elapsed.TotalSeconds.ShouldBeLessThan(10, $"Round {round}:\n{Encoding.UTF8.GetString(bytes)}");
        }

        // Both outcomes must be common, or the mutations are too wild or too tame to find anything.
        read.ShouldBeGreaterThan(rounds / 20);
        refused.ShouldBeGreaterThan(rounds / 20);
    }

    private static byte[] Mutated(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Sample).ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length), length));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
                    break;
                case 4:
                    ReplaceValue(bytes, random);
                    break;
                default:
                    // A digit for a digit keeps the text well formed and its meaning odd.
                    var digit = bytes.FindIndex(at, octet => octet is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                    {
                        bytes[digit] = (byte)('0' + random.Next(10));
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    private static void ReplaceValue(List<byte> bytes, Random random)
    {
        var text = Encoding.UTF8.GetString([.. bytes]);
        var starts = text.Select((letter, index) => (letter, index)).Where(pair => pair.letter is '=' or ':').Select(pair => pair.index + 1).ToList();
        var start = starts[random.Next(starts.Count)];
        var end = text.IndexOfAny([';', ':', '\r', ','], start);
        bytes.Clear();
        bytes.AddRange(Encoding.UTF8.GetBytes(text[..start] + Words[random.Next(Words.Length)] + (end < 0 ? "" : text[end..])));
    }
}
