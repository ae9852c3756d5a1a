using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Conversing;

/// <summary>Verbs of tests that ask back: `jot` for words and for somebody they are about, `pick` for a number.</summary>
public static class AskingVerbs
{
    public const string Texts = """
        {
          "help_test_jot": "Jots.", "usage_test_jot": "jot", "help_test_pick": "Picks.", "usage_test_pick": "pick"
        }
        """;

    public static IReadOnlyList<Verb> All { get; } = [new("test.jot", typeof(Jot), ["jot"]), new("test.pick", typeof(Pick), ["pick"])];

    /// <summary>Saves a private note: what (any words), then about whom (an e-mail address).</summary>
    public sealed class Jot(PerfSignalData data, Dialogues dialogues, TimeProvider clock) : IVerb
    {
        public async Task<Reply> Handle(Command command, CancellationToken ct)
        {
            var fields = new Dictionary<string, string>(command.Fields, StringComparer.Ordinal);
            if (!command.InDialogue && command.Text.Length > 0)
            {
                fields["text"] = command.Text;
            }

            if (!fields.TryGetValue("text", out var text))
            {
                return await dialogues.Ask(command, fields, "text", "What?", takesAnyWords: true, ct);
            }

            var who = fields.GetValueOrDefault("who", "");
            if (await data.People.SingleOrDefaultAsync(person => person.Email == who, ct) is not { } about)
            {
                return await dialogues.Ask(command, fields, "who", $"About whom is “{text}”?", takesAnyWords: false, ct);
            }

            data.Add(
                new MineNote
                {
                    Id = clock.NewId(),
                    AuthorId = command.By.Id,
                    SubjectId = about.Id,
                    Text = text,
                    At = clock.Now(),
                }
            );
            await data.SaveChangesAsync(ct);
            return new Reply.Said($"Jotted: {text}");
        }
    }

    /// <summary>Asks for a number, and saves before it asks again.</summary>
    public sealed class Pick(PerfSignalData data, Dialogues dialogues) : IVerb
    {
        public async Task<Reply> Handle(Command command, CancellationToken ct)
        {
            await data.SaveChangesAsync(ct);
            return int.TryParse(command.Field("number"), out var number)
                ? new Reply.Said($"Picked {number}")
                : await dialogues.Ask(command, command.Fields, "number", "Which number?", takesAnyWords: false, ct);
        }
    }
}
