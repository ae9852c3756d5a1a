using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Teams.Inbound;

/// <summary>Activities that are almost right. None of them may change anything, even unchanged: what they ask for is not theirs to do.</summary>
[Collection(Alone.Name)]
public sealed class FuzzTests
{
    private static readonly int Samples =
        int.TryParse(Environment.GetEnvironmentVariable("PERFSIGNAL_FUZZ"), CultureInfo.InvariantCulture, out var samples) ? samples
        : Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 10_000
        : 300;

    [Fact]
    public async Task Takes_mutated_activities_without_failing_or_changing_anything()
    {
        await using var site = await TeamsSite.Start(null, "Development", LogLevel.Error);
        await site.Greeted(site.Maya, site.Ana);
        var random = new Random(20261124);
        var token = new Token { Until = TimeSpan.FromDays(1) }.Sign(site.Clock);
        var people = People(site);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var statuses = new SortedDictionary<int, int>();
        for (var i = 0; i < Samples; i++)
        {
            var activity = Make(site, random.Next(9));
            for (var mutations = random.Next(1, 4); mutations > 0; mutations--)
            {
                Mutate(activity, random);
            }

            var body = Break(Encoding.UTF8.GetBytes(activity.ToJsonString()), random);
            var (status, text) = await site.Post(body, token);
            statuses[(int)status] = statuses.GetValueOrDefault((int)status) + 1;
            ((int)status).ShouldBeLessThan(500, $"sample {i.ToString(CultureInfo.InvariantCulture)}: {text}");
            text.ShouldNotContain(
                "application/vnd.microsoft.error",
                customMessage: Encoding.UTF8.GetString(body[..Math.Min(4000, body.Length)])
            );
        }

        // The mutations reach every gate: some are taken, some refused, some no activity.
        statuses.Keys.Where(status => status != 413).ShouldBe([200, 400, 401, 403], string.Join(", ", statuses));
        site.All<Commitment>().ShouldBeEmpty();
        site.All<FeedbackNote>().ShouldBeEmpty();
        site.All<MineNote>().ShouldBeEmpty();
        People(site).ShouldBe(people);
        site.Log.All.ShouldBeEmpty();
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(100 * 1024 * 1024);
    }

    private static string People(TeamsSite site) =>
        string.Join(
            '\n',
            site.All<Person>()
                .OrderBy(person => person.Id)
                .Select(person => $"{person.Id} {person.Email} {person.Name} {person.TeamsUserId}")
        );

    private static JsonObject Make(TeamsSite site, int kind)
    {
        // Zoe is nobody's manager or report: whoever presses it, there is no commitment between the two.
        var data = new JsonObject
        {
            ["verb"] = "commitment.log",
            ["row"] = site.Zoe.Id.ToString("N"),
            ["text"] = "migrate billing",
            ["due"] = "2026-12-01",
        };
        var handed = new JsonObject
        {
            ["commandId"] = "feedback.give",
            ["messagePayload"] = new JsonObject
            {
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "<p>well <b>done</b></p>" },
                ["from"] = new JsonObject { ["user"] = new JsonObject { ["id"] = TeamsSite.UserOf(site.Ana) } },
            },
        };
        return kind switch
        {
            0 => site.Typed(site.Ana, "goals"),
            1 => TeamsSite.InGroup(site.Typed(site.Maya, "<at>Perf</at> help")),
            2 => site.Press(site.Maya, "commitment.log", data, "m-1"),
            3 => site.Press(site.Ana, "mydata.show", new JsonObject { ["row"] = "1" }),
            4 => site.Invoke(site.Maya, "task/submit", new JsonObject { ["data"] = data }),
            5 => site.Invoke(site.Maya, "composeExtension/fetchTask", handed),
            6 => site.Install(site.Zoe, "add"),
            7 => With(site.Activity(site.Ana, "message"), "value", data),
            _ => With(
                site.Activity(site.Ana, "conversationUpdate"),
                "membersAdded",
                new JsonArray(new JsonObject { ["id"] = "28:" + TeamsSite.AppId })
            ),
        };
    }

    private static JsonObject With(JsonObject activity, string name, JsonNode value)
    {
        activity[name] = value;
        return activity;
    }

    private static void Mutate(JsonObject activity, Random random)
    {
        var places = Places(activity).ToList();
        var (parent, name) = places[random.Next(places.Count)];
        switch (random.Next(12))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                parent[name] = null;
                break;
            case 2:
                parent[name] = random.NextDouble() * 1e300;
                break;
            case 3:
                parent[name] = new string('\u0001', random.Next(2000));
                break;
            case 4:
                parent[name] = string.Concat(Enumerable.Repeat("𝔘<at>\"{{DATE}}", random.Next(6000)));
                break;
            case 5:
                parent[name] = new JsonArray();
                break;
            case 6:
                parent[name] = new JsonObject { ["id"] = random.Next(), ["text"] = new JsonArray(1, null, "x") };
                break;
            case 7:
                parent[name] = Nest(random.Next(80));
                break;
            case 8:
                parent[name] = "\0";
                break;
            case 9:
                parent[name] = random.Next(2) == 0;
                break;
            case 10:
                var many = new JsonObject();
                for (var i = random.Next(300); i >= 0; i--)
                {
                    many["f" + i.ToString(CultureInfo.InvariantCulture)] = "x";
                }

                parent[name] = many;
                break;
            default:
                parent["x" + name] = parent[name]?.DeepClone();
                break;
        }
    }

    private static JsonNode Nest(int depth)
    {
        JsonNode node = "deep";
        for (var i = 0; i < depth; i++)
        {
            node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["row"] = node };
        }

        return node;
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonObject parent) =>
        parent.SelectMany(property =>
            property.Value is JsonObject child ? Places(child).Prepend((parent, property.Key)) : [(parent, property.Key)]
        );

    /// <summary>Now and then also the text itself: cut off, a byte turned, a property twice.</summary>
    private static byte[] Break(byte[] body, Random random)
    {
        switch (random.Next(20))
        {
            case 0:
                return body[..random.Next(body.Length)];
            case 1:
                body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
                return body;
            case 2:
                return [.. "{\"type\":\"message\",\"text\":\"\\udc00\","u8, .. body[1..]];
            case 3:
                return [.. "{\"text\":7,\"value\":[],\"from\":3,"u8, .. body[1..]];
            default:
                return body;
        }
    }
}
