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
    Dialogues dialogues,
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
        seal.Open(inbound.PersonId, await Once(inbound, keep, ct));

    private async Task<Reply> Once(Inbound inbound, Func<Person, Reply, Task>? keep, CancellationToken ct)
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
                var stranger = readers.ForNobody(person?.Language);
                return new Reply.Said(stranger.Say("conversation_not_known"));
            }

            var reply = await Answer(inbound, person, ct);
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

    private async Task<Reply> Answer(Inbound inbound, Person person, CancellationToken ct)
    {
        var reader = readers.For(person);
        var command = new Command
        {
            Verb = "",
            By = person,
            Reader = reader,
            Platform = inbound.Platform,
            Row = inbound.Row,
            Fields = inbound.Fields,
            IsFleeting = inbound.IsFleeting,
        };
        if (inbound.Verb is { } name)
        {
            return verbs.ByName(name) is { } pressed
                ? await Call(pressed, command with { Verb = pressed.Name, Text = inbound.Text?.Trim() ?? "" }, ct)
                : new Reply.Said(reader.Say("conversation_no_such_button"));
        }

        var text = inbound.Text ?? "";
        var (verb, words) = Typed(text);
        if (await dialogues.Of(person.Id, ct) is { } open && IsAnswer(open, text, verb, words))
        {
            return await Continue(open, command, text.Trim(), ct);
        }

        if (verb is not null)
        {
            return await Call(verb, command with { Verb = verb.Name, Text = words }, ct);
        }

        return await PlainWords(command, text.Trim(), ct) ?? NotUnderstood(words, reader);
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

    private Task<Reply> Call(Verb verb, Command command, CancellationToken ct) =>
        ((IVerb)handlers.GetRequiredService(verb.Handler)).Handle(command, ct);

    /// <summary>A command by itself, or one with a slash, is a command also while something is asked.</summary>
    private static bool IsAnswer(Dialogue open, string text, Verb? verb, string words) =>
        text.Trim().Length > 0 && (verb is null || (open.TakesAnyWords && words.Length > 0 && !text.TrimStart().StartsWith('/')));

    private async Task<Reply> Continue(Dialogue open, Command command, string answer, CancellationToken ct)
    {
        if (open.AskedAt + Dialogue.Lifetime <= clock.Now())
        {
            return Reply.Show("question_late", new LateQuestionCard(open.Question, answer));
        }

        if (verbs.ByName(open.Verb) is not { } verb)
        {
            dialogues.End(open);
            return new Reply.Said(command.Reader.Say("dialogue_nothing_open"));
        }

        var fields = new Dictionary<string, string>(CardJson.Read<Dictionary<string, string>>(open.Fields), StringComparer.Ordinal)
        {
            [open.Waits] = answer,
        };
        dialogues.End(open);
        return await Call(verb, command with { Verb = verb.Name, Row = open.Row, Fields = fields, InDialogue = true }, ct);
    }

    /// <summary>`/perf goals` means `goals`: on Slack one command stands for everything.</summary>
    private (Verb? Verb, string Words) Typed(string text)
    {
        var words = text.Trim().TrimStart('/');
        return words.StartsWith("perf ", StringComparison.OrdinalIgnoreCase)
            ? verbs.ByWords(words["perf ".Length..])
            : verbs.ByWords(words);
    }

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
