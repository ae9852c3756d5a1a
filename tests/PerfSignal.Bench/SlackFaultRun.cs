using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench;

/// <summary>
/// Kills the service (SIGKILL) while it posts to a stand-in of Slack: before Slack does it, after Slack did it and before the answer, and shortly
/// after the answer. In between, posts end without an answer or with 5xx. At the end every message must be there exactly once.
/// </summary>
internal static class SlackFaultRun
{
    public const string Token = "xoxb-faults";
    public const string Secret = "faults";
    public const double Scale = 0.1;

    /// <summary>How late Slack may show a post in a history.</summary>
    private static readonly TimeSpan Visible = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(3);

    public static async Task<int> Run(Options options)
    {
        var settings = SlackChild.Shortened(Scale);
        Console.WriteLine(
            $"All waits are {Scale.ToString(CultureInfo.InvariantCulture)} of the real ones, on both sides: the lease {settings.Lease.TotalSeconds} s, a send {settings.Timeout.TotalSeconds} s, "
                + $"the wait before a look {settings.UncertainWait.TotalSeconds} s; a post is seen up to {(Visible * Scale).TotalSeconds} s late."
        );
        await using var slack = await SlackStandIn.Start();
        slack.State.Token(Token);
        slack.State.VisibleAfter = () => Visible * Scale * Random.Shared.NextDouble();
        await using var database = new BenchDatabase(options);
        await database.Make();
        // Enough that every life of the process has something to do.
        var count = Math.Max(40, 6 * options.Kills);
        await People(database, slack, count, withMessages: true);

        var kills = 0;
        using (var killer = new Killer(slack, database, options.Kills))
        {
            kills = await killer.Run();
        }

        slack.Chance = null;
        if (!await Drain(database, slack))
        {
            Console.WriteLine("FAILED: rows are still waiting");
            return 1;
        }

        return await Judge(database, slack, count, kills);
    }

    /// <summary>Puts people with an account into the database and the stand-in; each with a message that waits, where it is said.</summary>
    public static async Task People(BenchDatabase database, SlackStandIn slack, int count, bool withMessages)
    {
        await database.Within<PerfSignalData>(async data =>
        {
            var now = TimeProvider.System.Now();
            for (var number = 0; number < count; number++)
            {
                var person = new Person
                {
                    Id = TimeProvider.System.NewId(),
                    Email = $"p{number}@example.com",
                    Name = $"Person {number}",
                    RoleFamily = "sales",
                    Department = "Sales",
                    Location = "Berlin",
                    TimeZone = "Europe/Berlin",
                    HireDate = new LocalDate(2020, 1, 1),
                };
                slack.State.User($"U{number}", person.Email);
                data.AddRange(
                    person,
                    new ChatAccount
                    {
                        Id = TimeProvider.System.NewId(),
                        Platform = PlatformName.Slack,
                        Workspace = "T1",
                        UserId = $"U{number}",
                        PersonId = person.Id,
                        State = AccountState.Matched,
                        FirstSeen = now,
                        LastSeen = now,
                        GreetedAt = now,
                    }
                );
                if (!withMessages)
                {
                    continue;
                }

                data.Add(
                    new DeliveryRow
                    {
                        Id = TimeProvider.System.NewId(),
                        RecipientId = person.Id,
                        Act = DeliveryAct.Send,
                        Card = Answers.Said,
                        Model = CardJson.Write(new { Text = $"Message {number}" }),
                        Language = "en",
                        DedupeKey = $"bench {number}",
                        Lane = Lane.Normal,
                        NotBefore = now,
                        ExpiresAt = now + Duration.FromHours(6),
                        CreatedAt = now,
                    }
                );
            }

            await data.SaveChangesAsync();
        });
    }

    public static IReadOnlyList<(string Key, string Value)> Settings(BenchDatabase database, SlackStandIn slack) =>
        [
            .. database.Settings,
            ("Slack:Enabled", "true"),
            ("Slack:SigningSecret", Secret),
            ("Slack:BotToken", Token),
            ("Slack:ApiBaseUrl", slack.ApiBaseUrl),
        ];

    public static ServiceProcess Start(BenchDatabase database, SlackStandIn slack) =>
        new(Settings(database, slack), "PerfSignal.Bench.dll", "slack-child", Scale.ToString(CultureInfo.InvariantCulture));

    private static async Task<bool> Drain(BenchDatabase database, SlackStandIn slack)
    {
        using var service = Start(database, slack);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var waited = TimeSpan.Zero; await Waiting(database) > 0; waited += looks.Period)
        {
            if (waited > GiveUp || service.Ended || !await looks.WaitForNextTickAsync())
            {
                return false;
            }
        }

        await service.Kill();
        return true;
    }

    private static async Task<int> Waiting(BenchDatabase database)
    {
        var waiting = 0;
        await database.Within<PerfSignalData>(async data =>
            waiting = await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting)
        );
        return waiting;
    }

    private static async Task<int> Judge(BenchDatabase database, SlackStandIn slack, int count, int kills)
    {
        List<DeliveryRow> rows = [];
        await database.Within<PerfSignalData>(async data => rows = await data.Set<DeliveryRow>().AsNoTracking().ToListAsync());
        var shown = slack
            .State.Posts.GroupBy(post => post.Metadata!["event_payload"]!["delivery_id"]!.ToString())
            .ToDictionary(posts => posts.Key, posts => posts.ToList());
        var missing = rows.Count(row => !shown.ContainsKey(row.Id.ToString("N")));
        var doubled = shown.Count(posts => posts.Value.Count > 1);
        var wrong = rows.Count(row =>
            row.State != DeliveryState.Sent
            || row.PossiblyDoubled
            || (shown.TryGetValue(row.Id.ToString("N"), out var posts) && posts.TrueForAll(post => post.Ts != row.PlatformMessageId))
        );
        Console.WriteLine(
            $"{kills} kills; {count} messages, {slack.State.Posts.Count} posts, {slack.CallsOf("chat.postMessage").Count()} calls to post, {slack.CallsOf("conversations.history").Count()} looks"
        );
        foreach (var odd in rows.Where(row => row.State != DeliveryState.Sent).Take(5))
        {
            Console.WriteLine($"  {odd.Id}: {odd.State}, {odd.Reason}, {odd.Word}, {odd.Attempts} attempts");
        }

        var good = missing == 0 && doubled == 0 && wrong == 0 && rows.Count == count;
        Console.WriteLine(
            good
                ? "every message arrived exactly once"
                : $"FAILED: {missing} missing, {doubled} doubled, {wrong} rows do not say what is there"
        );
        return good ? 0 : 1;
    }
}
