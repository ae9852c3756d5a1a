using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Answers what arrives, exactly once: the effect, the answer and the mark that the event was handled commit together or not at all.</summary>
/// <remarks>An exception of a handler reaches the caller after everything was rolled back; the adapter answers with a reference.</remarks>
public sealed class Conversation(
    PerfSignalData data,
    VerbTable verbs,
    ReaderFactory readers,
    Seal seal,
    OpenQuestion question,
    PilotDoor pilot,
    TimeProvider clock,
    IServiceProvider handlers
)
{
    public Task<Reply> Receive(Inbound inbound, CancellationToken ct) => Receive(inbound, null, ct);

    /// <summary>The same, for a platform that keeps the conversation in the database itself.</summary>
    /// <param name="keep">
    /// Adds the platform's own rows for a first answer, whose secrets are still sealed; they are saved in the same transaction. Not called for a repeat.
    /// </param>
    /// <returns>The answer with its secrets readable: to be shown, never to be stored.</returns>
    public async Task<Reply> Receive(Inbound inbound, Func<Person, Reply, Task>? keep, CancellationToken ct) =>
        Reading.Of(inbound, verbs) is { } verb ? await Read(verb, inbound, ct) : seal.Open(inbound.PersonId, await Once(inbound, keep, ct));

    /// <summary>No mark, no transaction of its own and no waiting for the one who writes: the handler saves what is recorded of the reading.</summary>
    private async Task<Reply> Read(Verb verb, Inbound inbound, CancellationToken ct)
    {
        var person = await data.People.FindAsync([inbound.PersonId], ct);
        if (person is null || !person.WorksOn(clock.Today(person.Zone)))
        {
            return Unknown(person);
        }

        var command = Asked(inbound, person) with { Verb = verb.Name };
        if (await pilot.Stops(verb, command, ct) is { } stopped)
        {
            return stopped;
        }

        using var guard = Reading.Guard(data);
        return await Call(verb, command, ct);
    }

    private async Task<Reply> Once(Inbound inbound, Func<Person, Reply, Task>? keep, CancellationToken ct)
    {
        try
        {
            return await Once(inbound, Answer, keep, ct);
        }
        catch (NotInPilot refused)
        {
            // Everything that the verb did is undone by now; that it was refused is answered and marked like any other answer.
            return await Once(inbound, (_, person, _) => Task.FromResult(Refused(inbound, person, refused)), keep, ct);
        }
    }

    private async Task<Reply> Once(
        Inbound inbound,
        Func<Inbound, Person, CancellationToken, Task<Reply>> answer,
        Func<Person, Reply, Task>? keep,
        CancellationToken ct
    )
    {
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        try
        {
            // Asked inside: on a database with one writer, the first of two racing requests has committed by now.
            if (await Stored(inbound, ct) is { } before)
            {
                return before;
            }

            var person = await data.People.SingleOrDefaultAsync(row => row.Id == inbound.PersonId, ct);
            if (person is null || !person.WorksOn(clock.Today(person.Zone)))
            {
                return Unknown(person);
            }

            using var guard = await pilot.Guard(ct);
            var reply = await answer(inbound, person, ct);
            if (inbound.IsFleeting && (reply is Reply.Opened or Reply.Invalid))
            {
                return reply;
            }

            data.Add(
                new InboundRow
                {
                    Platform = inbound.Platform,
                    EventId = inbound.EventId,
                    PersonId = inbound.PersonId,
                    ReceivedAt = clock.Now(),
                    Answer = ReplyJson.Write(reply),
                }
            );
            if (keep is not null)
            {
                await keep(person, reply);
            }

            await data.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return reply;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Of two identical requests that ran side by side the second fails on a unique key, its own or the handler's, and takes the first's answer.
            await transaction.RollbackAsync(CancellationToken.None);
            data.ChangeTracker.Clear();
            if (await Stored(inbound, ct) is { } first)
            {
                return first;
            }

            throw;
        }
    }

    private async Task<Reply?> Stored(Inbound inbound, CancellationToken ct)
    {
        var row = await data.Set<InboundRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.Platform == inbound.Platform && row.EventId == inbound.EventId, ct);
        return row switch
        {
            null => null,
            _ when row.PersonId != inbound.PersonId => new Reply.Nothing(),
            _ => ReplyJson.Read(row.Answer),
        };
    }

    private Reply Refused(Inbound inbound, Person person, NotInPilot refused) =>
        PilotDoor.About(Asked(inbound, person) with { Text = inbound.Text?.Trim() ?? "" }, refused.Name);

    private async Task<Reply> Answer(Inbound inbound, Person person, CancellationToken ct)
    {
        var command = Asked(inbound, person);
        var reader = command.Reader;
        var meant = inbound.Verb is { } pressedName ? verbs.ByName(pressedName) : TypedWords.Read(inbound.Text ?? "", verbs).Verb;
        if (await pilot.Stops(meant, command, ct) is { } stopped)
        {
            return stopped;
        }

        if (inbound.Verb is { } name)
        {
            return verbs.ByName(name) is { } pressed
                ? await Call(pressed, command with { Verb = pressed.Name, Text = inbound.Text?.Trim() ?? "" }, ct)
                : new Reply.Said(reader.Say("conversation_no_such_button"));
        }

        var typed = TypedWords.Read(inbound.Text ?? "", verbs);
        if (await question.Hear(command, typed, ct) is { } answered)
        {
            return answered;
        }

        if (typed.Verb is { } verb)
        {
            return await Call(verb, command with { Verb = verb.Name, Text = typed.Words }, ct);
        }

        return await PlainWords(command, typed.Answer, ct) ?? await question.Late(command, typed, ct) ?? NotUnderstood(typed.Words, reader);
    }

    private async Task<Reply?> PlainWords(Command command, string text, CancellationToken ct)
    {
        if (text.Length == 0 || text.StartsWith('/'))
        {
            return null;
        }

        foreach (var verb in verbs.All.Where(verb => verb.PlainWords is not null))
        {
            var plain = (IPlainWords)handlers.GetRequiredService(verb.PlainWords!);
            if (await plain.Read(command with { Verb = verb.Name, Text = text }, ct) is { } meant)
            {
                return await Call(verb, meant with { Verb = verb.Name }, ct);
            }
        }

        return null;
    }

    private Reply.Said Unknown(Person? person) => new(readers.ForNobody(person?.Language).Say("conversation_not_known"));

    private Command Asked(Inbound inbound, Person person) =>
        new()
        {
            Verb = "",
            By = person,
            Reader = readers.For(person),
            Platform = inbound.Platform,
            Row = inbound.Row,
            Fields = inbound.Fields,
            IsFleeting = inbound.IsFleeting,
            IsAside = inbound.IsAside,
        };

    private Task<Reply> Call(Verb verb, Command command, CancellationToken ct) =>
        ((IVerb)handlers.GetRequiredService(verb.Handler)).Handle(command, ct);

    private Reply NotUnderstood(string typed, Reader reader)
    {
        var word = typed.Split([' ', '\n', '\t', ':'], 2)[0];
        if (word.Length == 0)
        {
            return new Reply.Said(reader.Say("conversation_empty"));
        }

        var shown = word.Length > 40 ? word[..40] + "…" : word;
        if (Meant.Of(verbs, typed) is not { } meant)
        {
            return new Reply.Said(reader.Say("conversation_not_understood", ("word", shown)));
        }

        // A long text is not put into a button: it would be cut.
        var said = reader.Say(
            "conversation_did_you_mean",
            ("word", shown),
            ("meant", meant.Length > DoMeant.Most ? meant.Split(' ')[0] : meant)
        );
        return meant.Length > DoMeant.Most ? new Reply.Said(said) : Reply.Show("meant", new MeantCard(said, meant));
    }
}
