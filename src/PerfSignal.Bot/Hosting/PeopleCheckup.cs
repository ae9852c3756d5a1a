using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds about the people's data: what waits for somebody to look at it, and what is missing for good briefs.</summary>
public sealed class PeopleCheckup(
    PerfSignalData data,
    QuarantineReview quarantine,
    ContestsOverview contests,
    Settings settings,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        var today = clock.Now().InUtc().Date;
        var families = await data
            .People.Where(person => person.LastDay == null || person.LastDay >= today)
            .GroupBy(person => person.RoleFamily)
            .Select(group => new { Family = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Family, group => group.Count, StringComparer.Ordinal, ct);
        return families.Count == 0
            ? [new Finding("people", Grade.Note, "Nobody is known yet, so no brief is made.", "Run `import people FILE.csv`.")]
            :
            [
                .. await Reach(families.Values.Sum(), today, ct),
                .. await Gone(ct),
                .. await Doubts(today, ct),
                .. await Profiles(families, ct),
                .. await Quarantined(ct),
                .. await Contested(ct),
                .. await Series(ct),
            ];
    }

    private async Task<IEnumerable<Finding>> Reach(int people, LocalDate today, CancellationToken ct)
    {
        if (settings.Web.Enabled)
        {
            return [Finding.Good("people", Counted(people, "person works", "people work") + " here, and each has a platform")];
        }

        List<PlatformName> chats =
        [
            .. settings.Teams.Enabled ? [PlatformName.Teams] : Array.Empty<PlatformName>(),
            .. settings.Slack.Enabled ? [PlatformName.Slack] : Array.Empty<PlatformName>(),
        ];
        if (chats.Count == 0)
        {
            return
            [
                new Finding(
                    "people",
                    Grade.Bad,
                    $"{Counted(people, "person has", "people have")} no platform: no brief reaches them.",
                    "Set Web:Enabled to true, or connect Teams or Slack."
                ),
            ];
        }

        var unknown = await data
            .People.Where(person => person.LastDay == null || person.LastDay >= today)
            .CountAsync(
                person =>
                    !data.Set<ChatAccount>()
                        .Any(account => account.PersonId == person.Id && account.RemovedAt == null && chats.Contains(account.Platform)),
                ct
            );
        var where = string.Join(" or ", chats);
        var columns = string.Join(" or ", chats.Select(chat => chat.ToString().ToLowerInvariant() + "_user_id"));
        return unknown == 0
            ? [Finding.Good("people", Counted(people, "person works", "people work") + $" here, and each has an account in {where}")]
            :
            [
                new Finding(
                    "people",
                    Grade.Note,
                    $"{Counted(unknown, "person", "people")} of {people} {(unknown == 1 ? "has" : "have")} no account that is known in {where}, and the web is off.",
                    $"The bot gets to know them when it is installed for them or they write to it; or fill in {columns} in people.csv."
                ),
            ];
    }

    private async Task<IEnumerable<Finding>> Gone(CancellationToken ct)
    {
        var gone = await data.Set<Unreachable>()
            .GroupBy(mark => mark.Platform)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(ct);
        return gone.Select(group => new Finding(
            "people",
            Grade.Note,
            $"{Counted(group.Count, "person", "people")} cannot be reached on {group.Key} until they write to the bot there.",
            "Ask them to, or correct their ids in people.csv."
        ));
    }

    private async Task<IEnumerable<Finding>> Doubts(LocalDate today, CancellationToken ct)
    {
        var standing = data.ReportingLines.Where(line => line.Until == null || line.Until > today).Select(line => line.Id);
        var doubts = await data.Set<OrgDataDoubt>()
            .Where(doubt => doubt.DismissedAt == null && standing.Contains(doubt.LineId))
            .Select(doubt => doubt.LineId)
            .Distinct()
            .CountAsync(ct);
        return doubts == 0
            ? []
            :
            [
                new Finding(
                    "people",
                    Grade.Bad,
                    $"{Counted(doubts, "reporting line is", "reporting lines are")} said to be wrong; these pairs get no brief.",
                    "HR sees them on the page /hr. Correct the line by `import people FILE.csv`."
                ),
            ];
    }

    private async Task<IEnumerable<Finding>> Profiles(Dictionary<string, int> families, CancellationToken ct)
    {
        var catalog = await Catalog.Load(data, ct);
        var read = (await data.Set<SourceReading>().Select(reading => reading.Source).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var at = clock.Now();
        var findings = new List<Finding>();
        var unread = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (family, count) in families.OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            if (catalog.ProfileOf(family, at.InUtc().Date) is not { } profile)
            {
                findings.Add(
                    new Finding(
                        "people",
                        Grade.Bad,
                        $"{Counted(count, "person has", "people have")} the role family '{family}', for which there is no profile: their briefs have no figures.",
                        "Import one by `import profiles FILE.json`, or correct role_family in people.csv."
                    )
                );
                continue;
            }

            unread.UnionWith(
                profile
                    .Metrics.Select(choice => catalog.Metric(choice.Metric, at)?.Metric)
                    .OfType<Metric>()
                    .Where(metric => read.Count > 0 && !metric.Sources.Any(read.Contains))
                    .Select(metric => $"{metric.Key} ({string.Join(" or ", metric.Sources)})")
            );
        }

        if (unread.Count > 0)
        {
            findings.Add(
                new Finding(
                    "sources",
                    Grade.Note,
                    $"Never read, so these figures say \"no data\": {string.Join(", ", unread)}.",
                    "Import facts of these sources, or take the metrics out of the profiles."
                )
            );
        }

        return findings;
    }

    private async Task<IEnumerable<Finding>> Quarantined(CancellationToken ct)
    {
        var waiting = (await quarantine.Waiting(ct)).Count;
        return waiting == 0
            ? [Finding.Good("figures", "no figure is set aside")]
            :
            [
                new Finding(
                    "figures",
                    Grade.Note,
                    $"{Counted(waiting, "figure is", "figures are")} set aside because the data looks odd, and not shown.",
                    "See them by `quarantine list`."
                ),
            ];
    }

    private async Task<IEnumerable<Finding>> Contested(CancellationToken ct)
    {
        var (_, late) = await contests.Of(data.People, ct);
        var nobody = late.Count(one => one.Decider is null);
        var overdue = late.Count - nobody;
        var findings = new List<Finding>();
        if (nobody > 0)
        {
            findings.Add(
                new Finding(
                    "contests",
                    Grade.Bad,
                    $"{Counted(nobody, "contest has", "contests have")} nobody who may decide.",
                    "Give somebody the role hr, or hr:DEPARTMENT, in people.csv; not the one who contests, and not who wrote it."
                )
            );
        }

        if (overdue > 0)
        {
            findings.Add(
                new Finding(
                    "contests",
                    Grade.Note,
                    $"{Counted(overdue, "contest is", "contests are")} overdue.",
                    "The page /hr says whom they wait for."
                )
            );
        }

        return findings;
    }

    private async Task<IEnumerable<Finding>> Series(CancellationToken ct)
    {
        var soon = clock.Now() + PlanOccurrences.Ahead;
        var ending = await data.Set<CalendarSeries>().CountAsync(series => series.ExpandedUntil < soon, ct);
        return ending == 0
            ? []
            :
            [
                new Finding(
                    "calendars",
                    Grade.Bad,
                    $"{Counted(ending, "series of 1:1s is", "series of 1:1s are")} worked out for less than two weeks ahead; later ones would get no brief.",
                    "The service does this every six hours by extend_series. Is it running, and what is said of extend_series above?"
                ),
            ];
    }

    private static string Counted(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
