using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Reviews;

/// <summary>Asked right before a nudge leaves: what of it is still open for its recipient? Nothing, and it is not sent.</summary>
public sealed class StepCheck(PerfSignalData data, StepCards cards, ReaderFactory readers) : IDeliveryCheck
{
    public const string Word = "cycle_step";

    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var recipient = await data.People.AsNoTracking().SingleAsync(person => person.Id == row.RecipientId, ct);
        var (card, open, anyDone) = await cards.Refresh(CardJson.Read<ReviewStepsCard>(row.Model), recipient.Id, readers.For(recipient), ct);
        if (!open)
        {
            return anyDone ? "step_done" : "step_not_open";
        }

        row.Model = CardJson.Write(card);
        return null;
    }

    /// <summary>Names of a manager's own reports and that a step is open, nothing that anybody wrote; the list itself is read through Access.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyDictionary<Guid, (Guid, DataClass)>>(new Dictionary<Guid, (Guid, DataClass)>());
}
