using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Calendars;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds about calendars that are read over the network: whether the source accepts us, when it was read, whose calendar is in trouble.</summary>
public sealed class CalendarCheckup(PerfSignalData data, IEnumerable<AccessCheck> checks, TimeProvider clock)
{
    private const string Area = "calendars";
    private const int Named = 3;

    /// <summary>Five turns: a source that nobody was read from for so long is not read at all.</summary>
    private static readonly Duration Stalled = SyncRules.Every * 5;

    /// <summary>What passes by itself is worth a look after this.</summary>
    private static readonly Duration Patience = Duration.FromHours(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        var findings = (await Task.WhenAll(checks.Select(check => Accepted(check, ct)))).ToList();
        var links = await data.Set<CalendarLink>()
            .GroupBy(link => link.Source)
            .Select(group => new Read(group.Key, group.Count(), group.Max(link => link.ReadAt)))
            .ToListAsync(ct);
        var sources = links.Concat(
            checks.Select(check => check.Source).Except(links.Select(read => read.Source)).Select(name => new Read(name, 0, null))
        );
        foreach (var read in sources.OrderBy(read => read.Source, StringComparer.Ordinal))
        {
            var troubles = await Troubles(read, ct);
            findings.Add(LastRead(read, troubles.Count > 0));
            findings.AddRange(troubles);
        }

        return findings;
    }

    private sealed record Read(string Source, int Links, Instant? Last);

    private static async Task<Finding> Accepted(AccessCheck check, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        CalendarSync.Failed? failed;
        try
        {
            failed = await check.Try(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            failed = new CalendarSync.Failed(CalendarTrouble.Transient, "no answer in time");
        }

        return failed switch
        {
            null => Finding.Good(Area, $"{check.Source} accepts the program's secret"),
            { Trouble: CalendarTrouble.Unauthorized } => new Finding(
                Area,
                Grade.Bad,
                $"{check.Source} does not accept the program: {failed.Word}.",
                Mend(check.Source, CalendarTrouble.Unauthorized)
            ),
            _ => new Finding(
                Area,
                Grade.Outside,
                $"{check.Source} could not be asked for access: {failed.Word}.",
                "Is the way to the internet open?"
            ),
        };
    }

    private Finding LastRead(Read read, bool troubled) =>
        read switch
        {
            { Links: 0 } => new Finding(
                Area,
                Grade.Note,
                $"{read.Source} is switched on, and no calendar is read from it yet.",
                "The service begins within five minutes with everybody who stands in a reporting line. Is it running, and are people imported?"
            ),
            { Last: { } last } when clock.Now() - last <= Stalled => Finding.Good(
                Area,
                $"{read.Source}: {Calendars(read.Links)} read, the last at {last}"
            ),
            _ => new Finding(
                Area,
                Grade.Bad,
                $"{read.Source}: no calendar was read {(read.Last is { } at ? $"since {at}" : "ever")}; new and moved 1:1s are not seen.",
                troubled
                    ? "The reason follows."
                    : "The service does this by sync_calendars. Is it running, and what is said of sync_calendars above?"
            ),
        };

    private async Task<IReadOnlyList<Finding>> Troubles(Read read, CancellationToken ct)
    {
        var groups = await data.Set<CalendarLink>()
            .Where(link => link.Source == read.Source && link.Trouble != null)
            .GroupBy(link => new { link.Trouble, link.Word })
            .Select(group => new
            {
                group.Key.Trouble,
                group.Key.Word,
                Count = group.Count(),
                Since = group.Min(link => link.TroubleSince),
            })
            .ToListAsync(ct);
        var findings = new List<Finding>();
        foreach (var group in groups.OrderBy(group => group.Trouble).ThenByDescending(group => group.Count))
        {
            var trouble = group.Trouble!.Value;
            var emails = await data.Set<CalendarLink>()
                .Where(link => link.Source == read.Source && link.Trouble == trouble && link.Word == group.Word)
                .Join(data.People, link => link.PersonId, person => person.Id, (link, person) => person.Email)
                .OrderBy(email => email)
                .Take(Named)
                .ToListAsync(ct);
            var whose = string.Join(", ", emails) + (group.Count > emails.Count ? $" and {group.Count - emails.Count} more" : "");
            var all = group.Count == read.Links;
            findings.Add(
                new Finding(
                    Area,
                    GradeOf(trouble, all, clock.Now() - (group.Since ?? clock.Now())),
                    $"{read.Source}: {Calendars(group.Count)} not read since {group.Since}: {Words(trouble)} ({group.Word}): {whose}.",
                    trouble == CalendarTrouble.Forbidden && all ? AllForbidden(read.Source) : Mend(read.Source, trouble)
                )
            );
        }

        return findings;
    }

    private static Grade GradeOf(CalendarTrouble trouble, bool all, Duration since) =>
        trouble switch
        {
            CalendarTrouble.Unauthorized or CalendarTrouble.Invalid => Grade.Bad,
            CalendarTrouble.Throttled or CalendarTrouble.Transient => since > Patience ? Grade.Bad : Grade.Note,
            _ => all ? Grade.Bad : Grade.Note,
        };

    private static string Words(CalendarTrouble trouble) =>
        trouble switch
        {
            CalendarTrouble.Throttled => "the source asks to wait",
            CalendarTrouble.Transient => "the source does not answer well",
            CalendarTrouble.Unauthorized => "the source does not accept the program",
            CalendarTrouble.Forbidden => "they may not be read",
            CalendarTrouble.NoCalendar => "there is no such calendar",
            _ => "the answer is not understood",
        };

    private static string Mend(string source, CalendarTrouble trouble) =>
        (source, trouble) switch
        {
            ("graph", CalendarTrouble.Unauthorized) =>
                "Make a new client secret for the app in Entra ID and set Calendars:Graph:ClientSecret; see that its application permission has admin consent.",
            ("graph", CalendarTrouble.Forbidden) =>
                "Put these mailboxes into the group of the app's access policy in Exchange Online, or leave them out on purpose; a change takes effect after an hour or more.",
            ("graph", CalendarTrouble.NoCalendar) =>
                "Compare the addresses in people.csv with those in Microsoft 365; a mailbox on the organisation's own server cannot be read.",
            ("google", CalendarTrouble.Unauthorized) =>
                "In admin.google.com under Security, API controls, Domain-wide delegation, allow the service account's client id the scope https://www.googleapis.com/auth/calendar.events.readonly; see that the key of Calendars:Google:ServiceAccountFile stands, the Calendar API is switched on in its project, and the clock is right.",
            ("google", CalendarTrouble.NoCalendar) =>
                "Compare the addresses in people.csv with those in Google Workspace; an address outside the organisation's domains cannot be read.",
            (_, CalendarTrouble.Unauthorized) =>
                $"Renew what the section of {source} under Calendars: names, and see that the administrator's consent stands.",
            (_, CalendarTrouble.Forbidden) => "Let the program read these calendars, or leave them out on purpose.",
            (_, CalendarTrouble.NoCalendar) => "Compare the addresses in people.csv with those of the source.",
            (_, CalendarTrouble.Invalid) => "Report it with the word in brackets; everything is read anew each time it is tried.",
            _ => "Nothing, if it passes; it is tried again by itself.",
        };

    private static string AllForbidden(string source) =>
        source == "graph"
            ? "Every mailbox refuses: the application permission Calendars.Read lacks consent, or the access policy names another group or nobody. Check with Test-ApplicationAccessPolicy or Test-ServicePrincipalAuthorization."
            : "Every calendar refuses: the administrator's consent is missing.";

    private static string Calendars(int count) => count == 1 ? "1 calendar is" : $"{count} calendars are";
}
