using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Data;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A brief about the person, one entry an occasion.</summary>
public sealed record BriefLine(Guid OccurrenceId, Instant FrozenAt, string Manager, int Revisions);

/// <summary>Everything that is held about the person, and who read it.</summary>
public sealed class MeModel(
    PerfSignalData data,
    Access access,
    FigureReader figures,
    AccessHistory history,
    OwnRecords records,
    HeldReader held,
    DraftSwitches switches,
    TimeProvider clock
) : SitePage
{
    /// <summary>Rows of one kind that a page shows, newest first; the access request has all of them.</summary>
    private const int Shown = 100;

    public IReadOnlyList<FigureView> Figures { get; private set; } = [];
    public IReadOnlyList<Goal> Goals { get; private set; } = [];
    public IReadOnlyList<Commitment> Commitments { get; private set; } = [];
    public IReadOnlyList<FeedbackNote> Feedback { get; private set; } = [];
    public IReadOnlyList<ContextNote> Notes { get; private set; } = [];
    public IReadOnlyList<Contest> Contests { get; private set; } = [];
    public IReadOnlyList<BriefLine> Briefs { get; private set; } = [];
    public IReadOnlyList<MineNote> Private { get; private set; } = [];
    public IReadOnlyList<PlanItem> Plan { get; private set; } = [];
    public IReadOnlyList<Assessment> Assessments { get; private set; } = [];
    public IReadOnlyList<Summary> Summaries { get; private set; } = [];
    public OwnSwitches Models { get; private set; } = new(true, true);
    public ItemContests Contested { get; private set; } = ItemContests.None;
    public CompetencyLibrary Library { get; private set; } = ShippedCompetencies.Library;
    public IReadOnlyList<HistoryLine> Readers { get; private set; } = [];
    public IReadOnlyList<GlassLine> Glass { get; private set; } = [];
    public IReadOnlyList<ManagerLine> Managers { get; private set; } = [];
    public IReadOnlyList<AccountLine> Accounts { get; private set; } = [];
    public IReadOnlyList<(HeldKind Kind, int Rows)> Counts { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Who decides a contest, or decided it; null where there is nobody.</summary>
    public string? WhoDecides(Contest contest) =>
        (contest.DecidedAt is null ? contest.DeciderId : contest.DecidedById) is { } id ? Names.GetValueOrDefault(id) : null;

    public async Task OnGetAsync()
    {
        if (await access.May(Viewer, Me.Id, DataClass.Figures, Right.Read, Aborted))
        {
            var mine = await figures.For(Me, clock.Now(), Aborted);
            Figures = [.. mine.Select((figure, index) => new FigureView($"figure-{index}", figure))];
        }

        Goals = await (await Mine<Goal>()).OrderBy(row => row.Key).Take(Shown).ToListAsync(Aborted);
        Commitments = await (await Mine<Commitment>())
            .OrderBy(row => row.State)
            .ThenByDescending(row => row.CreatedAt)
            .Take(Shown)
            .ToListAsync(Aborted);
        Feedback = await (await Mine<FeedbackNote>()).OrderByDescending(row => row.At).Take(Shown).ToListAsync(Aborted);
        Notes = await (await Mine<ContextNote>()).OrderByDescending(row => row.At).Take(Shown).ToListAsync(Aborted);
        Contests = await (await Mine<Contest>()).OrderByDescending(row => row.OpenedAt).Take(Shown).ToListAsync(Aborted);
        Private = await (await Mine<MineNote>()).OrderByDescending(row => row.At).Take(Shown).ToListAsync(Aborted);
        Plan = await (await Mine<PlanItem>())
            .OrderBy(row => row.State)
            .ThenByDescending(row => row.CreatedAt)
            .Take(Shown)
            .ToListAsync(Aborted);
        Assessments = await (await Mine<Assessment>()).OrderByDescending(row => row.At).Take(Shown).ToListAsync(Aborted);
        Summaries = await (await Mine<Summary>()).OrderByDescending(row => row.ApprovedAt).Take(Shown).ToListAsync(Aborted);
        Models = await switches.Own(Me, Aborted);
        Contested = await ItemContests.Of(access, Viewer, Aborted);
        Library = await CompetencyLibrary.Load(data, Aborted);
        var briefs = await (await Mine<Brief>())
            .OrderByDescending(row => row.FrozenAt)
            .Take(Shown)
            .Select(row => new
            {
                row.OccurrenceId,
                row.FrozenAt,
                row.ManagerId,
            })
            .ToListAsync(Aborted);
        var people = Feedback
            .Select(row => row.AuthorId)
            .Concat(Commitments.Select(row => row.OwnerId))
            .Concat(briefs.Select(row => row.ManagerId))
            .Concat(Assessments.Select(row => row.AuthorId))
            .Concat(Summaries.Select(row => row.ApprovedById))
            .Concat(Contests.SelectMany(row => new[] { row.DeciderId, row.DecidedById }.OfType<Guid>()))
            .ToHashSet();
        Names = await data.People.Where(row => people.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, Aborted);
        Briefs =
        [
            .. briefs
                .GroupBy(row => row.OccurrenceId)
                .Select(rows => new BriefLine(rows.Key, rows.Max(row => row.FrozenAt), Name(rows.First().ManagerId), rows.Count())),
        ];
        Readers = await history.Of(Viewer, Aborted);
        Glass = await records.Glass(Viewer, Aborted);
        Managers = await records.Managers(Viewer, Aborted);
        Accounts = await records.Accounts(Viewer, Aborted);
        Counts = await held.Counts(Viewer, Aborted);
        await data.SaveChangesAsync(Aborted);
    }

    public string Name(Guid person) => Names.GetValueOrDefault(person, "");

    private async Task<IQueryable<T>> Mine<T>()
        where T : class, IAbout<T> => (await access.Read<T>(Viewer, Me.Id, Purpose.OwnData, Aborted)).AsNoTracking();
}
