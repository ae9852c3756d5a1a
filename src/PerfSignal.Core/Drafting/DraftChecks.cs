using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Drafting;

/// <summary>Asked right before a draft that a model wrote leaves: is it open still, and may its recipient read it today?</summary>
public sealed class DraftCheck(Access access) : IDeliveryCheck
{
    public const string Word = "draft";
    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var draft = await access.ForService<Draft>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == row.CheckId, ct);
        return
            draft is { State: DraftState.Open }
            && await access.May(new Viewer(row.RecipientId), draft.ReportId, DataClass.Draft, Right.Read, ct)
            ? null
            : "draft_gone";
    }

    public async Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    )
    {
        var ids = rows.Select(row => row.CheckId).OfType<Guid>().ToList();
        var reports = await access
            .ForService<Draft>()
            .Where(one => ids.Contains(one.Id))
            .ToDictionaryAsync(one => one.Id, one => one.ReportId, ct);
        return rows.Where(row => row.CheckId is { } id && reports.ContainsKey(id))
            .ToDictionary(row => row.Id, row => (reports[row.CheckId!.Value], DataClass.Draft));
    }
}

/// <summary>Asked right before an approved summary leaves: does its person still work here?</summary>
public sealed class SummaryCheck(Access access) : IDeliveryCheck
{
    public const string Word = "summary";
    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct) =>
        await access.May(new Viewer(row.RecipientId), row.RecipientId, DataClass.Review, Right.Read, ct) ? null : "summary_gone";

    /// <summary>It goes to the person it is about.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>>(
            rows.ToDictionary(row => row.Id, row => (row.RecipientId, DataClass.Review))
        );
}
