using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Slack;

namespace PerfSignal.Tests.Week;

/// <summary>Everybody has an account in Slack; what begins with a slash is typed as a slash command, the rest to the bot itself.</summary>
internal sealed class SlackWeek(SlackStage slack) : Stage(slack.Service)
{
    /// <summary>What only one person saw, newest last.</summary>
    private readonly List<(string Who, JsonArray Blocks)> ephemeral = [];
    private readonly HashSet<string> sent = [];

    public static async Task<Stage> Start()
    {
        var clock = new TestClock(Script.Monday);
        var stage = new SlackWeek(await SlackStage.Start(clock, settings => Serve(clock, settings), Everyone));
        await stage.Fill();
        // Finds everybody's account.
        await stage.Work(Script.Monday);
        return stage;
    }

    public override async Task Types(string who, string words)
    {
        // As Slack sends what people type: https://docs.slack.dev/messaging/formatting-message-text#escaping
        words = words.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        words = words.Replace(">", "&gt;", StringComparison.Ordinal);
        if (!words.StartsWith('/'))
        {
            await slack.Says(words, User(who));
            return;
        }

        // Slack knows the commands of the manifest alone.
        var (command, text) = words.Split(' ', 2) is [var first, var rest] ? (first, rest) : (words, "");
        var own = Core.Verbs.All.Any(verb => verb.SlashCommand == command);
        var answer = await slack.Command(own ? command : "/perf", own ? text : words[1..], User(who));
        if (answer["blocks"] is JsonArray blocks)
        {
            ephemeral.Add((who, blocks));
        }
    }

    public override Task Presses(string who, string verb, string? row) => Press(who, verb, row, false, new Dictionary<string, string>());

    /// <param name="hasFields">Whether the message has fields to be filled in.</param>
    private async Task Press(string who, string verb, string? row, bool hasFields, IReadOnlyDictionary<string, string> values)
    {
        var (blocks, on) = ephemeral
            .Where(one => one.Who == who)
            .Select(one => (one.Blocks, new SlackPost("C1", "1.1", default) { Workspace = "T0001", Blocks = one.Blocks }))
            .Concat(slack.Seen(User(who)).Where(post => post.Blocks is not null).Select(post => (post.Blocks!, post)))
            .LastOrDefault(one =>
                Button(one.Item1, verb, row) is not null && (!hasFields || one.Item1.Any(block => block!["type"]!.ToString() == "input"))
            );
        blocks.ShouldNotBeNull(
            $"{who} sees no {verb} {row} in {string.Join('\n', slack.Seen(User(who)).TakeLast(2).Select(post => post.Text))}"
        );
        var pressed = Button(blocks, verb, row)!.DeepClone().AsObject();
        pressed["action_ts"] = Guid.NewGuid().ToString("N");
        await slack.Press(on, pressed, User(who), SlackStage.State(blocks, [.. values.Select(value => (value.Key, value.Value))]));
    }

    public override async Task Fills(string who, string verb, IReadOnlyDictionary<string, string> values)
    {
        if (Window(verb) is null && IsOnMessage(who, verb))
        {
            await Press(who, verb, null, true, values);
            return;
        }

        if (Window(verb) is null)
        {
            // Typed words cannot open a window: there is a button that does.
            await Presses(who, "form.open", null);
            await Settle();
        }

        var view = Window(verb).ShouldNotBeNull($"{who} sees no form of {verb}");
        var filled = slack.Filled(view, [.. values.Select(value => (value.Key, value.Value))]);
        var answer = await slack.Submit(filled, User(who));
        switch (answer["response_action"]?.ToString())
        {
            case "errors":
                break;
            case "update":
                slack.Slack.State.Views[view.Id] = view with { View = answer["view"]!.DeepClone().AsObject() };
                break;
            default:
                sent.Add(view.Id);
                break;
        }
    }

    public override Task<IReadOnlyList<string>> Sees(string who) =>
        Task.FromResult<IReadOnlyList<string>>([
            .. slack.Seen(User(who)).Select(post => post.Text + SlackStage.Words(post.Blocks)),
            .. ephemeral.Where(one => one.Who == who).Select(one => SlackStage.Words(one.Blocks)),
        ]);

    public override Task<bool> Deletes(string who, string text)
    {
        foreach (var post in slack.Seen(User(who)).Where(post => SlackStage.Words(post.Blocks).Contains(text, StringComparison.Ordinal)))
        {
            post.Deleted = true;
        }

        return Task.FromResult(true);
    }

    protected override async Task Work()
    {
        await Service.Services.GetRequiredService<Running>().Settle();
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WorkInbox>().Run(default);
        await Service.Services.GetRequiredService<Running>().Settle();
    }

    public override ValueTask DisposeAsync() => slack.DisposeAsync();

    /// <summary>Whether the newest message that has a button of the verb, or one that opens a form, has its fields on itself.</summary>
    private bool IsOnMessage(string who, string verb) =>
        slack
            .Seen(User(who))
            .Where(post => post.Blocks is not null)
            .LastOrDefault(post => (Button(post.Blocks!, verb, null) ?? Button(post.Blocks!, "form.open", null)) is not null)
            is { } newest
        && Button(newest.Blocks!, verb, null) is not null
        && newest.Blocks!.Any(block => block!["type"]!.ToString() == "input");

    private SlackView? Window(string verb) =>
        slack
            .Slack.State.Views.Values.Where(view => !sent.Contains(view.Id) && view.View["callback_id"]?.ToString() == verb)
            .MaxBy(view => view.Id, StringComparer.Ordinal);

    private static JsonNode? Button(JsonArray blocks, string verb, string? row) =>
        blocks
            .Where(block => block!["type"]!.ToString() == "actions")
            .SelectMany(block => block!["elements"]!.AsArray())
            .FirstOrDefault(element =>
                element!["action_id"]!.ToString().Split('#')[0] == verb
                && (row is null || $"{element["value"]}".Contains(row, StringComparison.Ordinal))
            );

    private static string User(string who) => "U" + who.ToUpperInvariant();
}
