using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

/// <summary>As <see cref="StepCheck"/>, for HR whom no pilot wave takes in: they are told of those who have no manager, and of nothing of their own.</summary>
public sealed class StepOfficeCheck(PerfSignalData data, StepCheck check) : IDeliveryCheck
{
    public const string Word = "cycle_step_office";

    public string Name => Word;

    public bool IsForOffice => true;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct) =>
        await data.PersonRoles.AnyAsync(role => role.PersonId == row.RecipientId && role.Kind == RoleKind.Hr, ct)
            ? await check.WhyNot(row, ct)
            : "no_office";

    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) => check.About(rows, ct);
}
