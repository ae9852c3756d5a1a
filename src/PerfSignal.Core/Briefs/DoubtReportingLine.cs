using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>`brief.not_mine`: the people data names the wrong manager. HR sees it, and the pair gets nothing while that line stands.</summary>
public sealed class DoubtReportingLine(PerfSignalData data, Audit audit, BriefCards cards, BriefFinder finder, TimeProvider clock) : IVerb
{
    public const string Name = "brief.not_mine";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (await finder.ByRow(command, ct) is not { } view || await Line(view.Evidence, ct) is not { } line)
        {
            return new Reply.Said(command.Reader.Say("brief_gone"));
        }

        var me = command.By.Id;
        if (
            await data.Set<OrgDataDoubt>()
                .AnyAsync(doubt => doubt.LineId == line.Id && doubt.RaisedBy == me && doubt.DismissedAt == null, ct)
        )
        {
            return new Reply.Said(command.Reader.Say("brief_not_mine_already"));
        }

        await Raise(line, me, ct);
        await audit.Add(me, "changed", Name, line.ReportId, ct: ct);
        await data.SaveChangesAsync(ct);
        var card = cards.Write(view with { DroppedBecause = "not_mine" }, me, command.Reader);
        return Reply.Show(BriefCards.CardFor(me, view.Evidence), card, replaces: true);
    }

    private async Task Raise(ReportingLine line, Guid by, CancellationToken ct)
    {
        // HR looked once and kept the line: the same person may raise it again.
        if (await data.Set<OrgDataDoubt>().FirstOrDefaultAsync(doubt => doubt.LineId == line.Id && doubt.RaisedBy == by, ct) is { } before)
        {
            before.DismissedAt = null;
            return;
        }

        data.Add(
            new OrgDataDoubt
            {
                Id = clock.NewId(),
                ManagerId = line.ManagerId,
                ReportId = line.ReportId,
                LineId = line.Id,
                RaisedBy = by,
                At = clock.Now(),
            }
        );
    }

    private async Task<ReportingLine?> Line(Evidence evidence, CancellationToken ct)
    {
        var (manager, report) = (evidence.Manager.Id, evidence.Report.Id);
        var lines = await data.ReportingLines.Where(line => line.ManagerId == manager && line.ReportId == report).ToListAsync(ct);
        return lines.Find(line => line.HoldsOn(evidence.Today)) ?? lines.MaxBy(line => line.From);
    }
}
