using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Web;

/// <summary>Verbs that only tests know: one that writes, and one that fails after it wrote.</summary>
public static class TestVerbs
{
    public const string Texts =
        """{ "help_test_note": "Notes.", "usage_test_note": "note", "help_test_fail": "Fails.", "usage_test_fail": "fail" }""";

    public static IReadOnlyList<Verb> All { get; } =
    [new("test.note", typeof(TakeNote), ["note"]) { PlainWords = typeof(Remembered) }, new("test.fail", typeof(Fail), ["fail"])];

    /// <summary>`!milk` means `note milk`.</summary>
    public sealed class Remembered : IPlainWords
    {
        public Task<Command?> Read(Command command, CancellationToken ct) =>
            Task.FromResult(command.Text.StartsWith('!') ? command with { Text = command.Text[1..] } : null);
    }

    public sealed class TakeNote(PerfSignalData data, TimeProvider clock) : IVerb
    {
        public async Task<Reply> Handle(Command command, CancellationToken ct)
        {
            data.Add(
                new MineNote
                {
                    Id = clock.NewId(),
                    AuthorId = command.By.Id,
                    Text = command.Text,
                    At = clock.Now(),
                }
            );
            await data.SaveChangesAsync(ct);
            return new Reply.Said($"Noted: {command.Text}");
        }
    }

    public sealed class Fail(PerfSignalData data, TimeProvider clock) : IVerb
    {
        public async Task<Reply> Handle(Command command, CancellationToken ct)
        {
            await new TakeNote(data, clock).Handle(command, ct);
            throw new InvalidOperationException("Broken on purpose.");
        }
    }
}
