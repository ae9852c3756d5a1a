using Microsoft.EntityFrameworkCore;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The register, which is the live configuration: every metric, what it is for, how long its data is kept and who sees it.</summary>
public sealed class GovernanceModel(
    PerfSignalData data,
    DraftSwitches switches,
    IDraftWriter writer,
    Standings standings,
    Organization organization,
    PilotDesk pilot,
    PilotGate gate
) : SitePage
{
    public SwitchedOff Off { get; private set; } = null!;

    /// <summary>Null where no model is set up.</summary>
    public string? Writer => writer is PlainWriter ? null : writer.Name;

    /// <summary>HR and the works council see how drafts come out.</summary>
    public bool SeesNumbers { get; private set; }

    public IReadOnlyList<MetricDefinition> Metrics { get; private set; } = [];
    public IReadOnlyList<RoleProfile> Profiles { get; private set; } = [];

    /// <summary>How many people were told, on some platform, what is held about them and why.</summary>
    public int Welcomed { get; private set; }

    /// <summary>Which parts of the organisation the bot is switched on for.</summary>
    public IReadOnlyList<PilotWave> Waves { get; private set; } = [];

    /// <summary>What the pilot is to the reader.</summary>
    public string Mine { get; private set; } = "";
    public NodaTime.LocalDate Today => gate.Today;

    public async Task OnGetAsync()
    {
        Waves = await pilot.All(Aborted);
        Mine = await PilotWords.Mine(gate, Me, Reader, Aborted);
        Welcomed = await data.Set<WelcomeShown>().Select(row => row.PersonId).Distinct().CountAsync(Aborted);
        var catalog = await Catalog.Load(data, Aborted);
        Off = await switches.Everywhere(Math.Max(5, organization.MinimumGroup), Aborted);
        var standing = await standings.Of(Me, Aborted);
        SeesNumbers = standing.IsHr || standing.Roles.Contains(RoleKind.WorksCouncil);
        Metrics = [.. catalog.Metrics];
        Profiles = [.. catalog.Profiles];
    }

    /// <summary>Data beside the rights table's classes: open to every feature, and to nobody's curiosity.</summary>
    public static IReadOnlyList<string> Beside { get; } = ["Directory", "Calendar", "Conversation"];

    /// <summary>Who may read a class, in words, straight from the table by which access is decided.</summary>
    public string WhoOf(DataClass dataClass) =>
        Register.Readers(dataClass).All(one => one.HowFar == Reach.Authored)
            ? Reader.Say("web_register_who_author")
            : string.Join(
                "; ",
                Register
                    .Readers(dataClass)
                    .Select(one =>
                        one.HowFar == Reach.All
                            ? Reader.Say("web_rel_" + one.Who)
                            : $"{Reader.Say("web_rel_" + one.Who)} ({Reader.Say("web_reach_" + one.HowFar)})"
                    )
            );

    public IEnumerable<string> FamiliesOf(string metric) =>
        Profiles.Where(profile => profile.Metrics.Any(entry => entry.Metric == metric)).Select(profile => profile.RoleFamily);
}
