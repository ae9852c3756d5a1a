using System.Collections.Concurrent;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Delivery;

/// <summary>A platform that answers as scripted, else delivers, and remembers what it was asked.</summary>
public sealed class FakePlatform(PlatformName name) : IPlatform
{
    private readonly ConcurrentQueue<Func<Message, CancellationToken, Task<DeliveryResult>>> script = new();

    public ConcurrentQueue<(DeliveryAct Act, Message Message)> Asked { get; } = new();
    public Func<Person, bool> Knows { get; set; } = _ => true;
    public PlatformName Name => name;

    /// <summary>The workspace in which it reaches somebody.</summary>
    public Func<Person, string> Workspace { get; set; } = _ => PlatformHold.Everywhere;

    public FakePlatform Answers(params DeliveryResult[] results)
    {
        foreach (var result in results)
        {
            script.Enqueue((_, _) => Task.FromResult(result));
        }

        return this;
    }

    public FakePlatform Fails(FailureCategory category, int times = 1) =>
        Answers([.. Enumerable.Repeat(new DeliveryResult.Failed(category, "scripted"), times)]);

    public FakePlatform Does(Func<Message, CancellationToken, Task<DeliveryResult>> act)
    {
        script.Enqueue(act);
        return this;
    }

    public static DeliveryResult Delivered(Message message) =>
        new DeliveryResult.Delivered("c-" + message.Recipient.Email, "m-" + message.DeliveryId);

    public Task<bool> Reaches(Person person, CancellationToken ct) => Task.FromResult(Knows(person));

    public async Task<IReadOnlyDictionary<Guid, string>> Reached(IReadOnlyCollection<Person> people, CancellationToken ct)
    {
        await Task.CompletedTask;
        return people.Where(Knows).ToDictionary(person => person.Id, Workspace);
    }

    public Task<DeliveryResult> Send(Message message, CancellationToken ct) => Ask(DeliveryAct.Send, message, ct);

    public Task<DeliveryResult> Update(Message message, CancellationToken ct) => Ask(DeliveryAct.Update, message, ct);

    public Task<DeliveryResult> Retract(Message message, CancellationToken ct) => Ask(DeliveryAct.Retract, message, ct);

    private Task<DeliveryResult> Ask(DeliveryAct act, Message message, CancellationToken ct)
    {
        Asked.Enqueue((act, message));
        return script.TryDequeue(out var next) ? next(message, ct) : Task.FromResult(Delivered(message));
    }
}
