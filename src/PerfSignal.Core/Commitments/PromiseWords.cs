using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>Takes "Ana: migrate billing by Friday" and "I'll send the report tomorrow" for promises, without a verb; nothing is saved by it.</summary>
/// <remarks>
/// Only what is hardly anything else: a line that begins with the name of somebody of one's pairs and a colon, or a sentence in the first
/// person with a date. Questions are none.
/// </remarks>
public sealed class PromiseWords(PerfSignalData data, TimeProvider clock) : IPlainWords
{
    /// <summary>For how long "yes" means the card that showed what would be saved.</summary>
    private static readonly Duration Lifetime = Duration.FromMinutes(30);

    private static readonly string[] Yes =
    [
        "YES",
        "Y",
        "YEP",
        "YES PLEASE",
        "OK",
        "OKAY",
        "SAVE",
        "SAVE IT",
        "JA",
        "JA BITTE",
        "JO",
        "SPEICHERN",
        "PASST",
    ];
    private static readonly string[] No = ["NO", "N", "NOPE", "NEIN", "NICHT SPEICHERN"];

    /// <summary>A shorter beginning of a name is no name.</summary>
    private const int ShortestName = 2;

    /// <summary>One line for `commitment.log`, which asks back what it leaves open; several for `commitment.note`.</summary>
    public async Task<Command?> Read(Command command, CancellationToken ct)
    {
        var lines = NoteCommitments.LinesOf(command.Text);
        var isOne = command.Verb == LogCommitment.Name;
        if (!isOne && command.Text.TrimEnd('.', '!').ToUpperInvariant() is var word && (Yes.Contains(word) || No.Contains(word)))
        {
            return await Shown(command, Yes.Contains(word), ct);
        }

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

    /// <summary>What the button of the card would bring that was this person's last answer; null where it was another.</summary>
    private async Task<Command?> Shown(Command command, bool isYes, CancellationToken ct)
    {
        var since = clock.Now() - Lifetime;
        var last = await data.Set<InboundRow>()
            .AsNoTracking()
            .Where(row => row.ReceivedAt >= since && row.PersonId == command.By.Id)
            .OrderByDescending(row => row.ReceivedAt)
            .Select(row => row.Answer)
            .FirstOrDefaultAsync(ct);
        return
            last is not null
            && ReplyJson.Read(last) is Reply.Showed { Card: NoteCommitments.Card, Model: var model }
            && model["open"]?.GetValue<bool>() == true
            ? command with
            {
                Row = Word(model, "row") is { Length: > 0 } row ? row : null,
                Fields = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["lines"] = Word(model, "typed"),
                    ["draft"] = Word(model, "draft"),
                    ["seen"] = isYes ? Word(model, "seen") : NoteCommitments.Left,
                },
            }
            : null;
    }

    private static string Word(JsonObject model, string name) => model[name]?.GetValue<string>() ?? "";

    private static bool IsPromise(string line, Promise promise) =>
        promise.Text.Length > 1
        && !line.EndsWith('?')
        && (
            promise.Named.Count > 0
                ? line.IndexOf(':', StringComparison.Ordinal) >= ShortestName
                : promise.ByMe && promise.Due is not DueDate.None
        );
}
