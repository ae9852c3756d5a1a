using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.MyData;

/// <summary>The newest that others wrote about the reader, which can be contested right there.</summary>
public sealed class NewestItems(PerfSignalData data, Access access)
{
    private const int Feedbacks = 3;
    private const int Long = 180;

    public async Task<IReadOnlyList<MyDataItem>> Of(Command command, CancellationToken ct)
    {
        var (me, reader) = (command.By.Id, command.Reader);
        var contested = await (await access.Read<Contest>(command.Viewer, me, Purpose.OwnData, ct))
            .Where(row => row.ItemId != null)
            .Select(row => row.ItemId)
            .ToListAsync(ct);
        var feedback = await (await access.Read<FeedbackNote>(command.Viewer, me, Purpose.OwnData, ct))
            .OrderByDescending(row => row.At)
            .Take(Feedbacks)
            .ToListAsync(ct);
        var assessments = await (await access.Read<Assessment>(command.Viewer, me, Purpose.OwnData, ct))
            .Where(row => row.AuthorId != me)
            .OrderByDescending(row => row.At)
            .Take(1)
            .ToListAsync(ct);
        var summaries = await (await access.Read<Summary>(command.Viewer, me, Purpose.OwnData, ct))
            .OrderByDescending(row => row.ApprovedAt)
            .Take(1)
            .ToListAsync(ct);
        var authors = feedback.Select(row => row.AuthorId).Concat(assessments.Select(row => row.AuthorId)).ToList();
        var names = await data.People.Where(one => authors.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, ct);
        return
        [
            .. feedback.Select(row => Item("feedback", row.Id, row.AuthorId, row.At, row.Text)),
            .. assessments.Select(row => Item("assessment", row.Id, row.AuthorId, row.At, row.Note ?? "")),
            .. summaries.Select(row =>
                Item("summary", row.Id, row.ApprovedById, row.ApprovedAt, $"{DraftCards.ShortLabel(row.Writer, reader)} · {row.Text}")
            ),
        ];

        MyDataItem Item(string kind, Guid id, Guid author, NodaTime.Instant at, string text)
        {
            var what = reader.Say("contest_item_" + kind, ("date", reader.Date(at.InZone(reader.Zone).Date)));
            return new MyDataItem(
                id.ToString("N"),
                kind,
                names.TryGetValue(author, out var name) ? $"{what}, {BriefCards.Cut(name, 80)}" : what,
                BriefCards.Cut(text, Long),
                !contested.Contains(id)
            );
        }
    }
}
