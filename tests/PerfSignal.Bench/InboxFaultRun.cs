using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench;

/// <summary>
/// Tells the service words that people typed in Slack while each commit of its database takes 2 s, and kills it (SIGKILL) after it took the first: at
/// once, or a little later. What it did not take is told again, as Slack does. At the end every word must be answered exactly once.
/// </summary>
internal static class InboxFaultRun
{
    private const int EachLife = 3;
    private const double Commit = 2;

    /// <summary>Slack waits for no answer longer (https://docs.slack.dev/apis/events-api/#responding).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(2);

    public static async Task<int> Run(Options options)
    {
        await using var slack = await SlackStandIn.Start();
        slack.State.Token(SlackFaultRun.Token);
        await using var database = new BenchDatabase(options);
        await database.Make();
        var count = options.Kills * EachLife;
        await SlackFaultRun.People(database, slack, count, withMessages: false);

        var untold = new List<int>();
        var times = new List<TimeSpan>();
        var (kills, later) = (0, 0);
        while (kills < options.Kills)
        {
            using var life = Start(database, slack, Commit);
            if (!await Ready(life))
            {
                Console.WriteLine("FAILED: the service did not start");
                return 1;
            }

            untold.AddRange(Enumerable.Range(kills * EachLife, EachLife));
            var told = untold.Select(person => Tell(life, slack, person)).ToList();
            var first = await Task.WhenAny(told);
            if (kills % 2 == 1)
            {
                using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4000)));
                await moment.WaitForNextTickAsync();
            }

            life.KillNow();
            var answers = await Task.WhenAll(told);
            times.AddRange(answers.Where(answer => answer.Status is not null).Select(answer => answer.Took));
            untold = [.. answers.Where(answer => answer.Status != HttpStatusCode.OK).Select(answer => answer.Person)];
            (kills, later) = (kills + 1, later + untold.Count);
            Console.WriteLine($"kill {kills}: the first answer was {(await first).Status}, {untold.Count} are told again");
        }

        if (!await Drain(database, slack, untold))
        {
            Console.WriteLine("FAILED: something is still waiting");
            return 1;
        }

        return Judge(slack, count, kills, later, [.. times.Order()]);
    }

    private static ServiceProcess Start(BenchDatabase database, SlackStandIn slack, double commit) =>
        new(
            SlackFaultRun.Settings(database, slack),
            "PerfSignal.Bench.dll",
            "slack-child",
            SlackFaultRun.Scale.ToString(CultureInfo.InvariantCulture),
            commit.ToString(CultureInfo.InvariantCulture)
        );

    private static async Task<bool> Ready(ServiceProcess life)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var waited = TimeSpan.Zero; !await life.Ready(); waited += looks.Period)
        {
            if (waited > GiveUp || life.Ended || !await looks.WaitForNextTickAsync())
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>No status where the connection ended.</returns>
    private static async Task<(int Person, HttpStatusCode? Status, TimeSpan Took)> Tell(ServiceProcess life, SlackStandIn slack, int person)
    {
        var body = new JsonObject
        {
            ["type"] = "event_callback",
            ["team_id"] = "T1",
            ["event_id"] = $"Ev{person}",
            ["event"] = new JsonObject
            {
                ["type"] = "message",
                ["channel_type"] = "im",
                ["channel"] = slack.State.Directs.GetOrAdd(("T1", $"U{person}"), _ => slack.State.Number("D")),
                ["user"] = $"U{person}",
                ["text"] = "help",
            },
        }.ToJsonString();
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SlackFaultRun.Secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("slack/events", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(signature));
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await life.Http.SendAsync(request);
            return (person, answer.StatusCode, watch.Elapsed);
        }
        catch (TaskCanceledException)
        {
            return (person, HttpStatusCode.RequestTimeout, watch.Elapsed);
        }
        catch (HttpRequestException)
        {
            return (person, null, watch.Elapsed);
        }
    }

    /// <summary>A life that is not killed, with a database that is quick again.</summary>
    private static async Task<bool> Drain(BenchDatabase database, SlackStandIn slack, List<int> untold)
    {
        using var life = Start(database, slack, 0);
        if (!await Ready(life))
        {
            return false;
        }

        var answers = await Task.WhenAll(untold.Select(person => Tell(life, slack, person)));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var waited = TimeSpan.Zero; await Waiting(database) > 0; waited += looks.Period)
        {
            if (waited > GiveUp || life.Ended || !await looks.WaitForNextTickAsync())
            {
                return false;
            }
        }

        await life.Kill();
        return answers.All(answer => answer.Status == HttpStatusCode.OK);
    }

    private static async Task<int> Waiting(BenchDatabase database)
    {
        var waiting = 0;
        await database.Within<PerfSignalData>(async data =>
            waiting =
                await data.Set<InboxRow>().CountAsync(row => row.DoneAt == null)
                + await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting)
        );
        return waiting;
    }

    private static int Judge(SlackStandIn slack, int count, int kills, int later, List<TimeSpan> times)
    {
        var posts = slack.State.Posts.GroupBy(post => post.Channel).Select(channel => channel.Count()).ToList();
        var (missing, doubled) = (count - posts.Count, posts.Count(answers => answers > 1));
        string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        var median = times[times.Count / 2];
        Console.WriteLine(
            $"{kills} kills; {count} events, of which {later} were told again; {slack.State.Posts.Count} answers; an acknowledgement took {Seconds(median)} s in the median, {Seconds(times[^1])} s at most"
        );
        var good = missing == 0 && doubled == 0 && times[^1] < Patience;
        Console.WriteLine(
            good
                ? "every event was answered exactly once, and Slack's 3 s were kept"
                : $"FAILED: {missing} without an answer, {doubled} with more than one, {Seconds(times[^1])} s to acknowledge"
        );
        return good ? 0 : 1;
    }
}
