using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.withdraw`: who asked takes back what is still open of a request; answers that are there stay.</summary>
public sealed class WithdrawRequest(PerfSignalData data, Requests requests, Outbox outbox, Audit audit, TimeProvider clock) : IVerb
{
    public const string Name = "feedback.withdraw";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var open = Guid.TryParse(command.Row, out var group)
            ? await requests
                .Of(command.Viewer)
                .Where(row => row.GroupId == group && row.AskerId == command.By.Id && row.State == RequestState.Open)
                .ToListAsync(ct)
            : [];
        if (open.Count == 0)
        {
            return new Reply.Said(reader.Say("feedback_request_nothing_open"));
        }

        foreach (var request in open)
        {
            request.State = RequestState.Withdrawn;
            request.AnsweredAt = clock.Now();
        }

        await TakeBack([.. open.Select(request => request.Id)], ct);
        await audit.Add(command.By.Id, "changed", Name, open[0].SubjectId, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say("feedback_request_withdrawn", ("count", reader.Number(open.Count, 0))));
    }

    /// <summary>Cards that still ask would lead nowhere.</summary>
    private async Task TakeBack(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var sends = await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row =>
                row.Check == RequestCheck.Word && row.Act == DeliveryAct.Send && row.CheckId != null && ids.Contains(row.CheckId.Value)
            )
            .Where(row => (row.State == DeliveryState.Sent || row.State == DeliveryState.Waiting) && !row.Retracted)
            .ToListAsync(ct);
        await outbox.Queue([.. sends.Select(send => outbox.Retract(send, $"withdrawn:{send.Id:N}"))], ct);
    }
}
