using System.Globalization;
using System.Text.Json.Nodes;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;

namespace PerfSignal.Tests.Slack.Inbound;

public sealed class HostilePayloadTests
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("PERFSIGNAL_FUZZ"), CultureInfo.InvariantCulture, out var rounds) ? rounds
        : Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 10_000
        : 300;

    private static readonly string[] Strange =
    [
        "",
        " ",
        "\0",
        "😀",
        "../../etc/passwd",
        "<!channel> <script>",
        "{\"row\":{\"row\":1}}",
        "{\"a\":1,\"a\":2}",
        "form.open",
        "commitment.log#x",
        "99999999999999999999",
        new string('x', 5000),
        "${t.x}",
        "' OR 1=1 --",
    ];

    [Fact]
    public async Task Answers_whatever_is_signed_without_an_error_and_changes_nothing()
    {
        await using var site = await SlackSite.Start();
        await site.Command("/goals");
        var random = new Random(20261122);
        for (var i = 0; i < Rounds; i++)
        {
            var (path, fields, json) = Sample(site, i);
            if (json is not null)
            {
                Mutate(json, random);
            }

            var text = json?.ToJsonString() ?? "";
            if (random.Next(20) == 0 && text.Length > 2)
            {
                text = text.Remove(random.Next(text.Length - 1), 1);
            }

            var answer =
                path == "events" ? await site.Post(path, text)
                : path == "interactions" ? await site.Form(path, [("payload", text)])
                : await site.Form(path, fields!.Select(field => random.Next(6) == 0 ? (field.Name, Pick(random)) : field));
            ((int)answer.Status).ShouldBeLessThan(500, $"{i.ToString(CultureInfo.InvariantCulture)}: {text}");
            if (i % 50 == 0)
            {
                await site.Work();
            }
        }

        await site.Work();
        site.People.All<Commitment>().ShouldBeEmpty();
        site.People.All<FeedbackNote>().ShouldBeEmpty();
        site.People.All<MineNote>().ShouldBeEmpty();
        site.People.All<Goal>().ShouldBeEmpty();
        site.Log.All.ShouldNotContain("Error The answer");
        site.People.All<Core.Conversing.InboxRow>().Select(row => row.Problem).OfType<string>().ShouldBeEmpty();
    }

    private static (string Path, (string Name, string Value)[]? Fields, JsonObject? Json) Sample(SlackSite site, int i) =>
        (i % 8) switch
        {
            0 => ("events", null, SlackSite.Wrap(SlackSite.Message("goals"), site.Next("Ev"))),
            1 => (
                "events",
                null,
                SlackSite.Wrap(
                    new JsonObject
                    {
                        ["type"] = "app_home_opened",
                        ["user"] = SlackSite.AnaId,
                        ["tab"] = "home",
                    },
                    site.Next("Ev")
                )
            ),
            2 => (
                "events",
                null,
                SlackSite.Wrap(
                    new JsonObject { ["type"] = "team_join", ["user"] = site.Slack.Users[SlackSite.AnaId].DeepClone() },
                    site.Next("Ev")
                )
            ),
            3 => ("commands", site.CommandFields("/feedback", "Ben Adler: clear"), null),
            4 => ("interactions", null, site.Press("goal.list#1", "1")),
            5 => ("interactions", null, site.Press("commitment.log", "{\"with\":\"x\"}")),
            6 => (
                "interactions",
                null,
                site.Submit(
                    "commitment.log",
                    site.People.Olga.Id.ToString("N"),
                    ("text", SlackSite.Typed("x")),
                    ("due", new JsonObject { ["type"] = "datepicker", ["selected_date"] = "2026-12-18" })
                )
            ),
            _ => (
                "interactions",
                null,
                new JsonObject
                {
                    ["type"] = "message_action",
                    ["callback_id"] = "feedback.give",
                    ["trigger_id"] = site.Next("t"),
                    ["team"] = new JsonObject { ["id"] = SlackSite.Team },
                    ["user"] = new JsonObject { ["id"] = SlackSite.AnaId },
                    ["message"] = new JsonObject { ["user"] = SlackSite.MayaId, ["text"] = "quoted" },
                }
            ),
        };

    /// <summary>Changes up to three places anywhere: another kind of value, a strange text, or nothing.</summary>
    private static void Mutate(JsonObject root, Random random)
    {
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var places = Places(root).ToList();
            var (parent, name) = places[random.Next(places.Count)];
            if (random.Next(5) == 0)
            {
                parent.Remove(name);
                continue;
            }

            parent[name] = random.Next(7) switch
            {
                0 => null,
                1 => random.Next(),
                2 => random.Next(2) == 0,
                3 => new JsonArray(Pick(random), new JsonArray(), 1),
                4 => new JsonObject { [Pick(random)] = Pick(random) },
                _ => Pick(random),
            };
        }
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.Select(entry => (o, entry.Key)).Concat(o.SelectMany(entry => Places(entry.Value))),
            JsonArray a => a.SelectMany(Places),
            _ => [],
        };

    private static string Pick(Random random) => Strange[random.Next(Strange.Length)];
}
