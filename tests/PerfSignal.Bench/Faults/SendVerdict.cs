using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench.Faults;

/// <summary>Holds what the database says against what the stand-ins show.</summary>
internal static class SendVerdict
{
    private sealed record Found(DeliveryRow Row, int Shown, bool MayDouble);

    /// <summary>With fewer messages a kind of trouble may not have come by chance.</summary>
    private const int Many = 2000;

    public static async Task<int> Of(
        BenchDatabase database,
        SlackStandIn slack,
        FaultyTeams teams,
        Weather weather,
        IReadOnlySet<Guid> underway,
        int count
    )
    {
        var found = await Read(database, slack, teams, underway);
        var (inSlack, inTeams) = (
            found.FindAll(one => one.Row.Platform == PlatformName.Slack),
            found.FindAll(one => one.Row.Platform == PlatformName.Teams)
        );
        Account? account = null;
        await database.Within<PerfSignalData>(async data => account = await Account.Of(data.Set<DeliveryRow>(), default));
        Console.WriteLine($"{account}; {underway.Count} were on their way around kills, {teams.Unanswered.Count} of Teams got no answer");
        Console.WriteLine(
            $"Slack shows {inSlack.Sum(one => one.Shown)} of {inSlack.Count}; Teams {inTeams.Sum(one => one.Shown)} of {inTeams.Count}, "
                + $"{inTeams.Count(one => one.Shown > 1)} twice, {inTeams.Count(one => one.Row.PossiblyDoubled)} counted as possibly doubled"
        );
        var unsure = found.FindAll(one => one.Row is { State: DeliveryState.Failed, Reason: "uncertain" });
        Console.WriteLine(
            $"{unsure.Count} ended as failed because two tries got no answer, and are told as such: {unsure.Count(one => one.Shown > 0)} are there all the same"
        );
        Console.WriteLine(
            $"troubles: {string.Join(", ", weather.Troubles.OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}"))}, {weather.Stormed} in storms"
        );
        var wrong = new List<string>();
        if (count >= Many)
        {
            wrong.AddRange(
                Enum.GetValues<Trouble>()
                    .Where(one => !weather.Troubles.ContainsKey(one))
                    .Select(one => $"no call met {one}: nothing was shown")
            );
            wrong.AddRange(weather.Stormed == 0 ? ["no call met a storm: nothing was shown"] : []);
        }

        Expect("rows are missing", found.Count != count ? [found[0]] : []);
        Expect("is not final, or has no reason", found.Where(one => one.Row is { State: not DeliveryState.Sent, Reason: null }));
        Expect("still waits", found.Where(one => one.Row.State == DeliveryState.Waiting));
        Expect("was lost", found.Where(one => one.Shown == 0 && one.Row.State == DeliveryState.Sent));
        Expect(
            "ended unsent although nothing stood against it",
            found.Where(one => one.Row is { State: not DeliveryState.Sent, Reason: not "uncertain" })
        );
        Expect("is doubled on Slack", inSlack.Where(one => one.Shown > 1));
        Expect("is said to be possibly doubled on Slack", inSlack.Where(one => one.Row.PossiblyDoubled));
        Expect("is on Teams more than twice", inTeams.Where(one => one.Shown > 2));
        Expect("is doubled on Teams and not marked", inTeams.Where(one => one.Shown > 1 && !one.Row.PossiblyDoubled));
        Expect("is doubled on Teams though nothing happened to it", inTeams.Where(one => one.Shown > 1 && !one.MayDouble));
        Console.WriteLine(
            wrong.Count == 0
                ? "nothing lost, nothing doubled but what had to be, and that is counted"
                : "FAILED: " + string.Join("; ", wrong)
        );
        return wrong.Count == 0 ? 0 : 1;

        void Expect(string otherwise, IEnumerable<Found> odd)
        {
            var all = odd.ToList();
            if (all.Count > 0)
            {
                wrong.Add($"{all.Count}: {otherwise}");
                foreach (var (row, shown, _) in all.Take(3))
                {
                    Console.WriteLine(
                        $"  {row.Id} {otherwise}: {row.Platform} {row.State} {row.Reason} {row.Word}, {row.Attempts} attempts, shown {shown}"
                    );
                }
            }
        }
    }

    private static async Task<List<Found>> Read(BenchDatabase database, SlackStandIn slack, FaultyTeams teams, IReadOnlySet<Guid> underway)
    {
        var posts = slack
            .State.Posts.GroupBy(post => post.Metadata!["event_payload"]!["delivery_id"]!.ToString())
            .ToDictionary(same => same.Key, same => same.Count());
        List<Found> found = [];
        await database.Within<PerfSignalData>(async data =>
        {
            var conversations = await data.Set<Core.People.ChatAccount>()
                .Where(account => account.Platform == PlatformName.Teams)
                .ToDictionaryAsync(account => account.PersonId!.Value, account => account.ConversationId!);
            found =
            [
                .. (await data.Set<DeliveryRow>().AsNoTracking().ToListAsync()).Select(row =>
                    conversations.TryGetValue(row.RecipientId, out var conversation)
                        ? new Found(
                            row,
                            teams.Shown.GetValueOrDefault(conversation),
                            underway.Contains(row.Id) || teams.Unanswered.ContainsKey(conversation)
                        )
                        : new Found(row, posts.GetValueOrDefault(row.Id.ToString("N")), false)
                ),
            ];
        });
        return found;
    }
}
