using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.note`: up to three promises, a line each, as after a 1:1. Shows how it understands them, and saves exactly what it showed.</summary>
public sealed class NoteCommitments(PerfSignalData data, Access access, CommitmentLog log, TimeProvider clock) : IVerb
{
    public const string Name = "commitment.note";

    /// <summary>The card that shows what will be saved, and then what was.</summary>
    public const string Card = "commitment_check";
    public const int Most = 3;

    /// <summary>All lines together.</summary>
    public const int MaxText = 2000;

    /// <summary>Said of a card instead of what it showed: it is left alone.</summary>
    internal const string Left = "left";

    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        command.Field("seen") == Left
            ? new Reply.Said(command.Reader.Say("commitment_check_left"))
            : await Echo(command, command.Fields.ContainsKey("lines") ? command.Field("lines") : command.Text, ct);

    public static IReadOnlyList<string> LinesOf(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Shows what would be saved; saves it where the button beneath that very sight was pressed.</summary>
    internal async Task<Reply> Echo(Command command, string text, CancellationToken ct)
    {
        var reader = command.Reader;
        var (pairs, only) = await Pairs(command, ct);
        if (pairs.Count == 0)
        {
            return new Reply.Said(reader.Say("commitment_not_with_them"));
        }

        var lines = new LineReader(command.By, pairs, only, reader).Read(text);
        var problem =
            lines.Count == 0 ? reader.Say("commitment_text_missing")
            : lines.Count > Most || text.Length > MaxText ? reader.Say("commitment_lines_many", ("most", reader.Number(Most, 0)))
            : "";
        lines = [.. lines.Take(Most)];
        var draft = Guid.TryParse(command.Field("draft"), out var known) ? known : clock.NewId();
        var seen = Seen(lines);
        var ready = problem.Length == 0 && lines.All(line => line.Problem.Length == 0);
        var card = CommitmentCheckCard.Of(reader, command.Row, draft, text, seen, lines, problem, ready);
        return ready && command.Field("seen") == seen
            ? await Save(command, draft, lines, card, ct)
            : Reply.Show(Card, card, replaces: IsOnCard(command));
    }

    private async Task<Reply> Save(
        Command command,
        Guid draft,
        IReadOnlyList<ReadLine> lines,
        CommitmentCheckCard card,
        CancellationToken ct
    )
    {
        for (var number = 0; number < lines.Count; number++)
        {
            var (pair, owner, id) = (lines[number].Pair!, lines[number].Owner!, Numbered(draft, number));
            if (!await access.May(command.Viewer, pair.Report.Id, DataClass.Commitments, Right.Write, ct))
            {
                return new Reply.Said(command.Reader.Say("commitment_not_with_them"));
            }

            // Pressed twice, or on the same card on two devices: what was shown is saved once.
            var saved = await access.Read<Commitment>(command.Viewer, pair.Report.Id, Purpose.Conversation, ct);
            if (!await saved.AnyAsync(row => row.Id == id, ct))
            {
                await log.Add(id, Name, command.By, pair, owner.Id, lines[number].Text, lines[number].Due, ct);
            }
        }

        await data.SaveChangesAsync(ct);
        return Reply.Show(Card, card.AsSaved(command.Reader), replaces: IsOnCard(command));
    }

    /// <summary>Typed words have no card of their own to take the place of.</summary>
    private static bool IsOnCard(Command command) => command.Text.Length == 0 && command.Fields.ContainsKey("lines");

    /// <summary>The pair of the card, by the other's id or by the 1:1; all of the reader's where none is given.</summary>
    private async Task<(IReadOnlyList<Pair> Pairs, bool Only)> Pairs(Command command, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(command.Row))
        {
            return (await Pair.AllOf(data, command.By, command.Reader.Today, ct), false);
        }

        var me = command.By.Id;
        var id = Guid.TryParse(command.Row, out var row) ? row : Guid.Empty;
        var meeting = await data
            .Occurrences.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id && (one.ManagerId == me || one.ReportId == me), ct);
        var other =
            meeting is null ? id
            : meeting.ManagerId == me ? meeting.ReportId
            : meeting.ManagerId;
        return (await Pair.Of(data, me, other, command.Reader.Today, ct) is { } pair ? [pair] : [], true);
    }

    /// <summary>Names what was understood, dates included: "Friday" is another day tomorrow.</summary>
    private static string Seen(IEnumerable<ReadLine> lines)
    {
        var all = string.Join(
            '\n',
            lines.Select(line => $"{line.Owner?.Id:N} {line.Pair?.Other(line.Owner?.Id ?? default).Id:N} {Iso(line.Due)} {line.Text}")
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..32];
    }

    private static string Iso(LocalDate? due) => due is { } day ? LocalDatePattern.Iso.Format(day) : "-";

    private static Guid Numbered(Guid draft, int number)
    {
        var bytes = draft.ToByteArray(bigEndian: true);
        bytes[15] ^= (byte)number;
        return new Guid(bytes, bigEndian: true);
    }
}
