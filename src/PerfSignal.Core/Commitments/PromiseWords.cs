using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>Takes "Ana: migrate billing by Friday" and "I'll send the report tomorrow" for promises, without a verb; nothing is saved by it.</summary>
/// <remarks>
/// Only what is hardly anything else: a line that begins with the name of somebody of one's pairs and a colon, or a sentence in the first
/// person with a date. Questions are none.
/// </remarks>
public sealed class PromiseWords(PerfSignalData data) : IPlainWords
{
    /// <summary>A shorter beginning of a name is no name.</summary>
    private const int ShortestName = 2;

    /// <summary>One line for `commitment.log`, which asks back what it leaves open; several for `commitment.note`.</summary>
    public async Task<Command?> Read(Command command, CancellationToken ct)
    {
        var lines = NoteCommitments.LinesOf(command.Text);
        var isOne = command.Verb == LogCommitment.Name;
        if (isOne != (lines.Count == 1) || lines.Count > NoteCommitments.Most || command.Text.Length > NoteCommitments.MaxText)
        {
            return null;
        }

        var pairs = await Pair.AllOf(data, command.By, command.Reader.Today, ct);
        var others = pairs.Select(pair => pair.Other(command.By.Id)).ToList();
        return !lines.All(line => IsPromise(line, Promise.Read(line, command.By, others, command.Reader.Today, command.Reader.Language)))
                ? null
            : isOne ? LogCommitment.InWords(command, lines[0])
            : command;
    }

    private static bool IsPromise(string line, Promise promise) =>
        promise.Text.Length > 1
        && !line.EndsWith('?')
        && (
            promise.Named.Count > 0
                ? line.IndexOf(':', StringComparison.Ordinal) >= ShortestName
                : promise.ByMe && promise.Due is not DueDate.None
        );
}
