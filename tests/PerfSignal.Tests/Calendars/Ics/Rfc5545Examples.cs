using System.Globalization;
using NodaTime;

namespace PerfSignal.Tests.Calendars.Ics;

/// <summary>
/// The examples of RFC 5545 3.8.5.3 with the dates the RFC lists for them. A trailing "..." means that the series goes on. Where the RFC
/// shortens a list by dots, the range is written as first-last/step.
/// </summary>
public static class Rfc5545Examples
{
    private const string Nine = "09:00";

    public static TheoryData<string, string, string, string> All { get; } =
        new()
        {
            { "Daily for 10 occurrences", "19970902T090000", "RRULE:FREQ=DAILY;COUNT=10", "1997 EDT September 2-11" },
            { "Daily until December 24, 1997", "19970902T090000", "RRULE:FREQ=DAILY;UNTIL=19971224T000000Z", "1997 EDT September 2-30;October 1-25|1997 EST October 26-31;November 1-30;December 1-23" },
            { "Every other day", "19970902T090000", "RRULE:FREQ=DAILY;INTERVAL=2", "1997 EDT September 2-30/2;October 2-24/2|1997 EST October 26,28,30;November 1-29/2;December 1,3 ..." },
            { "Every 10 days, 5 occurrences", "19970902T090000", "RRULE:FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 EDT September 2,12,22;October 2,12" },
            { "Every day in January, for 3 years, yearly", "19980101T090000", "RRULE:FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "1998 EST January 1-31|1999 EST January 1-31|2000 EST January 1-31" },
            { "Every day in January, for 3 years, daily", "19980101T090000", "RRULE:FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998 EST January 1-31|1999 EST January 1-31|2000 EST January 1-31" },
            { "Weekly for 10 occurrences", "19970902T090000", "RRULE:FREQ=WEEKLY;COUNT=10", "1997 EDT September 2,9,16,23,30;October 7,14,21|1997 EST October 28;November 4" },
            { "Weekly until December 24, 1997", "19970902T090000", "RRULE:FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997 EDT September 2,9,16,23,30;October 7,14,21|1997 EST October 28;November 4,11,18,25;December 2,9,16,23" },
            { "Every other week", "19970902T090000", "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997 EDT September 2,16,30;October 14|1997 EST October 28;November 11,25;December 9,23|1998 EST January 6,20;February 3,17 ..." },
            { "Tuesday and Thursday for five weeks, until", "19970902T090000", "RRULE:FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997 EDT September 2,4,9,11,16,18,23,25,30;October 2" },
            { "Tuesday and Thursday for five weeks, count", "19970902T090000", "RRULE:FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997 EDT September 2,4,9,11,16,18,23,25,30;October 2" },
            { "Every other week on Monday, Wednesday and Friday until December 24, 1997", "19970901T090000", "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997 EDT September 1,3,5,15,17,19,29;October 1,3,13,15,17|1997 EST October 27,29,31;November 10,12,14,24,26,28;December 8,10,12,22" },
            { "Every other week on Tuesday and Thursday, for 8 occurrences", "19970902T090000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997 EDT September 2,4,16,18,30;October 2,14,16" },
            { "Monthly on the first Friday for 10 occurrences", "19970905T090000", "RRULE:FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997 EDT September 5;October 3|1997 EST November 7;December 5|1998 EST January 2;February 6;March 6;April 3|1998 EDT May 1;June 5" },
            { "Monthly on the first Friday until December 24, 1997", "19970905T090000", "RRULE:FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997 EDT September 5;October 3|1997 EST November 7;December 5" },
            { "Every other month on the first and last Sunday for 10 occurrences", "19970907T090000", "RRULE:FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997 EDT September 7,28|1997 EST November 2,30|1998 EST January 4,25;March 1,29|1998 EDT May 3,31" },
            { "Monthly on the second-to-last Monday for 6 months", "19970922T090000", "RRULE:FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997 EDT September 22;October 20|1997 EST November 17;December 22|1998 EST January 19;February 16" },
            { "Monthly on the third-to-the-last day", "19970928T090000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-3", "1997 EDT September 28|1997 EST October 29;November 28;December 29|1998 EST January 29;February 26 ..." },
            { "Monthly on the 2nd and 15th for 10 occurrences", "19970902T090000", "RRULE:FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997 EDT September 2,15;October 2,15|1997 EST November 2,15;December 2,15|1998 EST January 2,15" },
            { "Monthly on the first and last day for 10 occurrences", "19970930T090000", "RRULE:FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997 EDT September 30;October 1|1997 EST October 31;November 1,30;December 1,31|1998 EST January 1,31;February 1" },
            { "Every 18 months on the 10th thru 15th for 10 occurrences", "19970910T090000", "RRULE:FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997 EDT September 10,11,12,13,14,15|1999 EST March 10,11,12,13" },
            { "Every Tuesday, every other month", "19970902T090000", "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997 EDT September 2,9,16,23,30|1997 EST November 4,11,18,25|1998 EST January 6,13,20,27;March 3,10,17,24,31 ..." },
            { "Yearly in June and July for 10 occurrences", "19970610T090000", "RRULE:FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997 EDT June 10;July 10|1998 EDT June 10;July 10|1999 EDT June 10;July 10|2000 EDT June 10;July 10|2001 EDT June 10;July 10" },
            { "Every other year on January, February and March for 10 occurrences", "19970310T090000", "RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997 EST March 10|1999 EST January 10;February 10;March 10|2001 EST January 10;February 10;March 10|2003 EST January 10;February 10;March 10" },
            { "Every third year on the 1st, 100th and 200th day for 10 occurrences", "19970101T090000", "RRULE:FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "1997 EST January 1|1997 EDT April 10;July 19|2000 EST January 1|2000 EDT April 9;July 18|2003 EST January 1|2003 EDT April 10;July 19|2006 EST January 1" },
            { "Every 20th Monday of the year", "19970519T090000", "RRULE:FREQ=YEARLY;BYDAY=20MO", "1997 EDT May 19|1998 EDT May 18|1999 EDT May 17 ..." },
            { "Monday of week number 20", "19970512T090000", "RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997 EDT May 12|1998 EDT May 11|1999 EDT May 17 ..." },
            { "Every Thursday in March", "19970313T090000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997 EST March 13,20,27|1998 EST March 5,12,19,26|1999 EST March 4,11,18,25 ..." },
            { "Every Thursday, but only during June, July and August", "19970605T090000", "RRULE:FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997 EDT June 5,12,19,26;July 3,10,17,24,31;August 7,14,21,28|1998 EDT June 4,11,18,25;July 2,9,16,23,30;August 6,13,20,27|1999 EDT June 3,10,17,24;July 1,8,15,22,29;August 5,12,19,26 ..." },
            { "Every Friday the 13th", "19970902T090000", "EXDATE;TZID=America/New_York:19970902T090000\nRRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998 EST February 13;March 13;November 13|1999 EDT August 13|2000 EDT October 13 ..." },
            { "The first Saturday that follows the first Sunday of the month", "19970913T090000", "RRULE:FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997 EDT September 13;October 11|1997 EST November 8;December 13|1998 EST January 10;February 7;March 7|1998 EDT April 11;May 9;June 13 ..." },
            { "U.S. Presidential Election day", "19961105T090000", "RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996 EST November 5|2000 EST November 7|2004 EST November 2 ..." },
            { "The third Tuesday, Wednesday or Thursday of the month, for 3 months", "19970904T090000", "RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997 EDT September 4;October 7|1997 EST November 6" },
            { "The second-to-last weekday of the month", "19970929T090000", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997 EDT September 29|1997 EST October 30;November 27;December 30|1998 EST January 29;February 26;March 30 ..." },
            // The RFC prints UNTIL=19970902T170000Z, which is 1 PM in New York; the dates it lists are those until 5 PM local, 21:00 UTC.
            { "Every 3 hours from 9:00 AM to 5:00 PM on a day", "19970902T090000", "RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "1997 EDT September 2@09:00,12:00,15:00" },
            { "Every 15 minutes for 6 occurrences", "19970902T090000", "RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=6", "1997 EDT September 2@09:00,09:15,09:30,09:45,10:00,10:15" },
            { "Every hour and a half for 4 occurrences", "19970902T090000", "RRULE:FREQ=MINUTELY;INTERVAL=90;COUNT=4", "1997 EDT September 2@09:00,10:30,12:00,13:30" },
            { "Every 20 minutes from 9:00 AM to 4:40 PM, daily", "19970902T090000", "RRULE:FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", TwentyMinutes },
            { "Every 20 minutes from 9:00 AM to 4:40 PM, minutely", "19970902T090000", "RRULE:FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", TwentyMinutes },
            { "Weeks that start on Monday", "19970805T090000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997 EDT August 5,10,19,24" },
            { "Weeks that start on Sunday", "19970805T090000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997 EDT August 5,17,19,31" },
            { "An invalid date is ignored", "20070115T090000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007 EST January 15,30;February 15|2007 EDT March 15,30" },
        };

    private const string Day =
        "09:00,09:20,09:40,10:00,10:20,10:40,11:00,11:20,11:40,12:00,12:20,12:40,13:00,13:20,13:40,14:00,14:20,14:40,15:00,15:20,15:40,16:00,16:20,16:40";

    private static string TwentyMinutes => $"1997 EDT September 2@{Day}|1997 EDT September 3@{Day} ...";

    /// <summary>The listed instants; EDT is UTC−4, EST UTC−5, so that no time zone data stands between the RFC's text and the check.</summary>
    public static (IReadOnlyList<Instant> Instants, bool GoesOn) Listed(string dates)
    {
        var goesOn = dates.EndsWith(" ...", StringComparison.Ordinal);
        var listed = new List<Instant>();
        foreach (var block in (goesOn ? dates[..^4] : dates).Split('|'))
        {
            var words = block.Split(' ', 3);
            var offset = Offset.FromHours(words[1] == "EDT" ? -4 : -5);
            foreach (var month in words[2].Split(';'))
            {
                var parts = month.Split(' ', '@');
                var times = parts.Length > 2 ? parts[2] : Nine;
                var number = DateTime.ParseExact(parts[0], "MMMM", CultureInfo.InvariantCulture).Month;
                foreach (var day in parts[1].Split(',').SelectMany(Days))
                {
                    listed.AddRange(
                        times
                            .Split(',')
                            .Select(time => new LocalDateTime(int.Parse(words[0]), number, day, int.Parse(time[..2]), int.Parse(time[3..])))
                            .Select(local => local.WithOffset(offset).ToInstant())
                    );
                }
            }
        }

        return (listed, goesOn);
    }

    private static IEnumerable<int> Days(string text)
    {
        var bounds = text.Split('-', '/').Select(int.Parse).ToArray();
        var (last, step) = (bounds.Length > 1 ? bounds[1] : bounds[0], bounds.Length > 2 ? bounds[2] : 1);
        for (var day = bounds[0]; day <= last; day += step)
        {
            yield return day;
        }
    }
}
