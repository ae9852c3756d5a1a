using System.Net;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Teams.Inbound;
using PerfSignal.Tests.Teams.Outbound;

namespace PerfSignal.Tests.Teams;

/// <summary>Writes what the bot answers Teams and what it asks of it, when PERFSIGNAL_EXPORT names a folder, for the types of others to be held against.</summary>
public sealed class TeamsExport
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PERFSIGNAL_EXPORT");
    private readonly JsonArray shapes = [];

    [Fact]
    public async Task Writes_the_answers_and_the_calls()
    {
        if (Folder is null)
        {
            return;
        }

        await Dialogs();
        await Handed();
        await Cards();
        await Calls();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "teams.json"), shapes.ToJsonString(CardJson.Compact));
    }

    private async Task Dialogs()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        await Add(site, "task/fetch, a form", "dialog", site.Invoke(site.Maya, "task/fetch", Data(Commitment(site, ""))), "continue");
        await Add(site, "task/submit, to correct", "dialog", site.Invoke(site.Maya, "task/submit", Data(Commitment(site, ""))), "continue");
        var right = Data(Commitment(site, "migrate billing"));
        await Add(site, "task/submit, done", "dialog", site.Invoke(site.Maya, "task/submit", right), "message");
        var unknown = Data(new JsonObject { ["verb"] = "no.such" });
        await Add(site, "task/fetch, an unknown button", "dialog", site.Invoke(site.Maya, "task/fetch", unknown), "message");
        await Add(site, "a thumb under a message", "empty", site.Invoke(site.Maya, "message/submitAction", new JsonObject()), null);
    }

    private async Task Handed()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya, site.Ana);
        foreach (
            var (command, words) in new[]
            {
                ("feedback.give", "In the demo on Tuesday you answered every question, so the customer signed the same day"),
                ("commitment.log", "migrate billing"),
            }
        )
        {
            var fetch = site.Invoke(site.Maya, "composeExtension/fetchTask", Message(command, TeamsSite.UserOf(site.Ana)));
            await Add(site, $"{command} of a message", "extension", fetch, "continue");
            var wrong = Submit(site, command, "");
            await Add(site, $"{command} of a message, to correct", "extension", wrong, "continue");
            await Add(site, $"{command} of a message, done", "extension", Submit(site, command, words), "message");
        }

        var own = site.Invoke(site.Maya, "composeExtension/fetchTask", Message("feedback.give", TeamsSite.UserOf(site.Maya)));
        await Add(site, "feedback about one's own message", "extension", own, "message");
    }

    private async Task Cards()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var row = new JsonObject { ["row"] = site.Ana.Id.ToString("N") };
        await Add(site, "a button that opens a form", "action card", site.Press(site.Maya, "commitment.log", row), null);
        var typed = Commitment(site, "migrate billing");
        await Add(site, "a button that saves", "action message", site.Press(site.Maya, "commitment.log", typed), null);
        await Add(site, "a button that fails", "action error", site.Press(site.Maya, "test.fail", []), null);
    }

    private async Task Calls()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");
        foreach (var card in TeamsWorld.Cards.Cards)
        {
            var message = TeamsWorld.Sample(ana, card);
            message.Model["ai"] = card == "brief";
            var sent = await world.Platform.Send(message, default);
            var (conversation, id) = sent.ShouldBeOfType<DeliveryResult.Delivered>() is var done
                ? (done.ConversationId, done.MessageId)
                : default;
            var again = message with { ConversationId = conversation, MessageId = id };
            (await world.Platform.Update(again, default)).ShouldBeOfType<DeliveryResult.Delivered>();
            (await world.Platform.Retract(again, default)).ShouldBeOfType<DeliveryResult.Delivered>();
        }

        foreach (var call in world.Connector.Calls.Where(call => call.Path.StartsWith("/v3/", StringComparison.Ordinal)))
        {
            shapes.Add(
                new JsonObject
                {
                    ["name"] = $"{call.Method} {call.Path}",
                    ["shape"] =
                        call.Path == "/v3/conversations" ? "conversation"
                        : call.Body is null ? "empty"
                        : "activity",
                    ["method"] = call.Method,
                    ["path"] = call.Path,
                    ["body"] = call.Body?.DeepClone(),
                }
            );
        }
    }

    private async Task Add(TeamsSite site, string name, string shape, JsonObject invoke, string? task)
    {
        var (status, body) = await site.Send(invoke);
        status.ShouldBe(HttpStatusCode.OK, name);
        (body is null).ShouldBe(shape == "empty", name);
        ((string?)body?["task"]?["type"]).ShouldBe(task, name);
        shapes.Add(
            new JsonObject
            {
                ["name"] = name,
                ["shape"] = shape,
                ["body"] = body?.DeepClone(),
            }
        );
    }

    private static JsonObject Commitment(TeamsSite site, string text) =>
        new()
        {
            ["verb"] = "commitment.log",
            ["row"] = site.Ana.Id.ToString("N"),
            ["owner"] = "other",
            ["text"] = text,
            ["due"] = "2026-12-01",
        };

    private static JsonObject Data(JsonObject data) => new() { ["data"] = data };

    private static JsonObject Submit(TeamsSite site, string command, string text)
    {
        var data = Commitment(site, text);
        data["verb"] = command;
        data["class"] = "shared";
        var value = new JsonObject
        {
            ["commandId"] = command,
            ["commandContext"] = "message",
            ["data"] = data,
        };
        return site.Invoke(site.Maya, "composeExtension/submitAction", value);
    }

    private static JsonObject Message(string command, string author) =>
        new()
        {
            ["commandId"] = command,
            ["commandContext"] = "message",
            ["messagePayload"] = new JsonObject
            {
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "<p>well <b>done</b></p>" },
                ["from"] = new JsonObject { ["user"] = new JsonObject { ["id"] = author } },
            },
        };
}
