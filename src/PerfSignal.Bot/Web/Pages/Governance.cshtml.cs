using PerfSignal.Core.Data;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The register, which is the live configuration: every metric, what it is for, how long its data is kept and who sees it.</summary>
public sealed class GovernanceModel(PerfSignalData data) : SitePage
{
    public IReadOnlyList<MetricDefinition> Metrics { get; private set; } = [];
    public IReadOnlyList<RoleProfile> Profiles { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var catalog = await Catalog.Load(data, Aborted);
        Metrics = [.. catalog.Metrics];
        Profiles = [.. catalog.Profiles];
    }

    public IEnumerable<string> FamiliesOf(string metric) =>
        Profiles.Where(profile => profile.Metrics.Any(entry => entry.Metric == metric)).Select(profile => profile.RoleFamily);
}
