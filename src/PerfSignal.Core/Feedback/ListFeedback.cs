using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.list`: what others wrote about the reader, notes for the record included, and what the reader wrote about others.</summary>
public sealed class ListFeedback(PerfSignalData data, Access access) : IVerb
{
    public const string Name = "feedback.list";
    private const int PageSize = 3;
    private const int LastPage = 500;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var page = int.TryParse(command.Row, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Min(asked, LastPage)
            : 0;
        var (received, moreReceived) = await Received(command, page, ct);
        var (given, moreGiven) = await Given(command, page, ct);
        var ids = received.Concat(given).Select(note => note.Other).Distinct().ToList();
        var names = await data
            .People.Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        await data.SaveChangesAsync(ct);
        var reader = command.Reader;
        return Reply.Show(
            "feedback_list",
            new FeedbackList(
                reader.Say("feedback_list_title"),
                reader.Say("feedback_list_received"),
                [.. received.Select(note => Line(reader, note, names, "from"))],
                received.Count == 0 ? reader.Say(page == 0 ? "feedback_list_none_received" : "feedback_list_no_more") : "",
                reader.Say("feedback_list_given"),
                [.. given.Select(note => Line(reader, note, names, "about"))],
                given.Count == 0 ? reader.Say(page == 0 ? "feedback_list_none_given" : "feedback_list_no_more") : "",
                page > 0 ? Page(page - 1) : "",
                (moreReceived || moreGiven) && page < LastPage ? Page(page + 1) : ""
            ),
            replaces: command.Row is not null
        );
    }

    private async Task<(IReadOnlyList<Note> Notes, bool More)> Received(Command command, int page, CancellationToken ct)
    {
        var me = command.By.Id;
        var most = (page + 1) * PageSize + 1;
        var shared = await (await access.Read<FeedbackNote>(command.Viewer, me, Purpose.OwnData, ct))
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(most)
            .Select(row => new Note(
                row.Id,
                row.AuthorId,
                row.Text,
                row.At,
                row.Kind == FeedbackKind.Praise ? "praise" : "feedback",
                row.Contested,
                row.Posted,
                row.RequestId != null
            ))
            .ToListAsync(ct);
        var records = await (await access.Read<RecordNote>(command.Viewer, me, Purpose.OwnData, ct))
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(most)
            .Select(row => new Note(row.Id, row.AuthorId, row.Text, row.At, "record", false, false, false))
            .ToListAsync(ct);
        return PageOf(shared.Concat(records), page);
    }

    private async Task<(IReadOnlyList<Note> Notes, bool More)> Given(Command command, int page, CancellationToken ct)
    {
        var me = command.By.Id;
        var most = (page + 1) * PageSize + 1;
        var shared = await access
            .Written<FeedbackNote>(command.Viewer)
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(most)
            .Select(row => new Note(
                row.Id,
                row.SubjectId,
                row.Text,
                row.At,
                row.Kind == FeedbackKind.Praise ? "praise" : "feedback",
                row.Contested,
                row.Posted,
                row.RequestId != null
            ))
            .ToListAsync(ct);
        var records = await access
            .Written<RecordNote>(command.Viewer)
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(most)
            .Select(row => new Note(row.Id, row.SubjectId, row.Text, row.At, "record", false, false, false))
            .ToListAsync(ct);
        // A private note has a subject only as a thought of its author; it is read as the author's own data.
        var mine = await (await access.Read<MineNote>(command.Viewer, me, Purpose.OwnData, ct))
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(most)
            .Select(row => new Note(row.Id, row.SubjectId ?? me, row.Text, row.At, "mine", false, false, false))
            .ToListAsync(ct);
        return PageOf(shared.Concat(records).Concat(mine), page);
    }

    private static (IReadOnlyList<Note> Notes, bool More) PageOf(IEnumerable<Note> notes, int page)
    {
        var rest = notes.OrderByDescending(note => note.At).ThenByDescending(note => note.Id).Skip(page * PageSize).ToList();
        return ([.. rest.Take(PageSize)], rest.Count > PageSize);
    }

    private static FeedbackLine Line(Reader reader, Note note, Dictionary<Guid, string> names, string way)
    {
        var title = reader.Say(
            $"feedback_line_{way}",
            ("name", names[note.Other]),
            ("kind", reader.Say("feedback_kind_" + note.Kind)),
            ("date", reader.Date(note.At.InZone(reader.Zone).Date))
        );
        var mark =
            note.Contested ? "feedback_mark_contested"
            : note.Posted ? "feedback_mark_posted"
            : note.Answers ? "feedback_mark_answer"
            : null;
        return new FeedbackLine(note.Id.ToString("N"), mark is null ? title : $"{title}, {reader.Say(mark)}", note.Text);
    }

    private static string Page(int page) => page.ToString(CultureInfo.InvariantCulture);

    /// <param name="Other">Its author for a note that was received, else whom it is about.</param>
    private sealed record Note(Guid Id, Guid Other, string Text, Instant At, string Kind, bool Contested, bool Posted, bool Answers);
}
