using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Drafting;

/// <summary>`summary.show` and `summary.comment`: an approved summary for those who may read it, and the person's own words beside it.</summary>
public sealed class ShowSummary(PerfSignalData data, Directory directory, Access access, Audit audit, TimeProvider clock) : IVerb
{
    public const string Show = "summary.show";
    public const string Comment = "summary.comment";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var about = command.By.Id;
        Guid? which = null;
        if (command.Row is not null)
        {
            if (DraftRow.Parse(command.Row) is not { } row)
            {
                return new Reply.Said(command.Reader.Say("summary_gone"));
            }

            (about, which) = (row.Report, row.Id);
        }
        else if (command.Text.Length > 0)
        {
            about = await directory.ByName(command.Viewer, command.Text, ct) is NameMatch.Found found ? found.Person.Id : Guid.Empty;
        }

        var readable = await access.Read<Summary>(command.Viewer, about, Purpose.OneOnOne, ct);
        var summary = await readable
            .AsNoTracking()
            .Where(one => which == null || one.Id == which)
            .OrderByDescending(one => one.ApprovedAt)
            .FirstOrDefaultAsync(ct);
        if (summary is null)
        {
            await data.SaveChangesAsync(ct);
            return new Reply.Said(command.Reader.Say(which is null ? "summary_none" : "summary_gone"));
        }

        return command.Verb == Comment ? await Commented(command, summary, ct) : await Shown(command, summary, ct);
    }

    private async Task<Reply> Shown(Command command, Summary summary, CancellationToken ct)
    {
        var report = (await data.People.FindAsync([summary.ReportId], ct))!;
        var approver = await data.People.FindAsync([summary.ApprovedById], ct);
        var comments = await (await access.Read<SummaryComment>(command.Viewer, report.Id, Purpose.OneOnOne, ct))
            .AsNoTracking()
            .Where(comment => comment.SummaryId == summary.Id)
            .OrderBy(comment => comment.At)
            .ToListAsync(ct);
        await data.SaveChangesAsync(ct);
        return Reply.Show(
            SummaryCards.Card,
            SummaryCards.Write(summary, report, approver?.Name ?? "", comments, command.By.Id, command.Reader)
        );
    }

    private async Task<Reply> Commented(Command command, Summary summary, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!await access.May(command.Viewer, summary.ReportId, DataClass.Review, Right.Comment, ct))
        {
            return new Reply.Said(reader.Say("summary_gone"));
        }

        var text = command.Field("text");
        var form = new SummaryCommentForm(new DraftRow(summary.ReportId, summary.Id).ToString(), reader.Say("summary_comment_title"), text);
        if (!command.Fields.ContainsKey("text"))
        {
            return Reply.Open(SummaryCards.FormCard, form);
        }

        if (text.Length is 0 or > SummaryComment.MaxText)
        {
            var error = reader.Say("summary_comment_needed", ("max", reader.Number(SummaryComment.MaxText, 0)));
            return Reply.Ask(SummaryCards.FormCard, form, new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = error });
        }

        data.Add(
            new SummaryComment
            {
                Id = clock.NewId(),
                SummaryId = summary.Id,
                ReportId = summary.ReportId,
                AuthorId = command.By.Id,
                Text = text,
                At = clock.Now(),
            }
        );
        await audit.Add(command.By.Id, "changed", Comment, summary.ReportId, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say("summary_commented"));
    }
}
