using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Reviews;

/// <summary>Whose numbers of a cycle somebody may see: HR its population's, the works council everyone's, and names only HR.</summary>
public sealed class CycleViewers(HrPopulations populations, Access access)
{
    /// <summary>Null for those who see no numbers.</summary>
    public async Task<HrPopulation?> Population(Viewer viewer, CancellationToken ct) =>
        await populations.Of(viewer, ct) is { } population ? population
        : await CountsOnly(viewer, ct) ? new HrPopulation(Everyone: true, [])
        : null;

    public async Task<bool> IsHr(Viewer viewer, CancellationToken ct) => await populations.Of(viewer, ct) is not null;

    /// <summary>The rights table gives counts to roles that are about nobody; asked about the viewer's own role.</summary>
    private Task<bool> CountsOnly(Viewer viewer, CancellationToken ct) => access.SeesCounts(viewer, DataClass.ReviewSteps, ct);
}
