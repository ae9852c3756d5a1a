using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bench;

/// <summary>
/// What one command takes in each layer, by calling them one after the other in this process: processor time and memory of the code alone, whatever
/// else the machine does. What the service takes beyond the sum is HTTP, the schedule of its threads and the collection of garbage.
/// </summary>
internal sealed class CommandLayers(IReadOnlyList<(string Key, string Value)> settings, SignedCommands commands)
{
    private const int Warm = 3000;
    private const int Count = 3000;
    private readonly Dictionary<string, (int Count, TimeSpan Cpu, long Bytes)> layers = [];

    public async Task Print()
    {
        await using var app = App.Build(
            [.. settings.Select(setting => $"--{setting.Key}={setting.Value}"), "--Logging:LogLevel:Default=Warning"],
            onlyArgs: true
        );
        await Each(app, Warm);
        layers.Clear();
        await Each(app, Count);
        Console.WriteLine("each time it is called, alone       ms CPU     KB");
        foreach (var (name, (count, cpu, bytes)) in layers)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {name, -34} {cpu.TotalMilliseconds / count, 6:0.000} {bytes / 1024.0 / count, 6:0.0}"
                )
            );
        }
    }

    private async Task Each(WebApplication app, int count)
    {
        foreach (var asked in commands.Make(count))
        {
            await One(app.Services, asked);
        }
    }

    private async Task One(IServiceProvider services, SignedCommand asked)
    {
        var signature = services.GetRequiredService<SlackSignature>();
        _ = await Timed("signature", () => Task.FromResult(signature.Check(asked.Timestamp, asked.Signature, asked.Body.Span)));
        var arrival = await Timed("form", async () => CommandReader.Read((await CommandReader.Form(asked.Body, default))!)!);
        await using var scope = services.CreateAsyncScope();
        var people = await Timed("scope, services", () => Task.FromResult(scope.ServiceProvider.GetRequiredService<SlackPeople>()));
        var who = await Timed("who it is", () => people.Of(arrival, default));
        var conversation = scope.ServiceProvider.GetRequiredService<Conversation>();
        var inbound = arrival.For(who.Person!) with { IsAnsweredDirectly = true };
        var reply = (Reply.Showed)await Timed($"{asked.Command}", () => conversation.Receive(inbound, null, default));
        var cards = services.GetRequiredService<SlackCards>();
        var message = await Timed(
            "card to blocks",
            () => Task.FromResult(cards.Message(reply.Card, reply.Model, who.Person!.Language ?? "en"))
        );
        await Timed("blocks to JSON", () => Task.FromResult(message.ToJsonString(Bot.Cards.CardJson.Compact)));
    }

    private async Task<T> Timed<T>(string layer, Func<Task<T>> work)
    {
        var (bytes, began) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        var result = await work();
        var (cpu, more) = (Environment.CpuUsage.TotalTime - began, GC.GetAllocatedBytesForCurrentThread() - bytes);
        var (count, before, held) = layers.GetValueOrDefault(layer);
        layers[layer] = (count + 1, before + cpu, held + more);
        return result;
    }
}
