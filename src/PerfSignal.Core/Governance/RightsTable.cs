using static PerfSignal.Core.Governance.Reach;
using static PerfSignal.Core.Governance.Right;

namespace PerfSignal.Core.Governance;

/// <summary>Who may do what with which class of data, and how far: one row per class, one entry per relation. What is not here is refused.</summary>
public static class RightsTable
{
    private static readonly Dictionary<(DataClass Class, Relation Relation), Grant[]> Cells = Table();

    public static IReadOnlyList<Grant> Of(DataClass dataClass, Relation relation) => Cells.GetValueOrDefault((dataClass, relation), []);

    private static Dictionary<(DataClass, Relation), Grant[]> Table()
    {
        var cells = new Dictionary<(DataClass, Relation), Grant[]>();
        Row(DataClass.Figures)
            .Cell(Relation.Self, (Read, All), (Contest, All), (AddContext, All))
            .Cell(Relation.Manager, (Read, All))
            .Cell(Relation.SkipLevel, (Read, Aggregates))
            .Cell(Relation.FormerManager, (Read, OwnPeriod))
            .Cell(Relation.NextManager, (Read, FromStart))
            .Cell(Relation.Delegate, (Read, All))
            .Cell(Relation.Hr, (Read, All))
            .Cell(Relation.WorksCouncil, (Read, RegisterOnly))
            .Cell(Relation.Executive, (Read, Aggregates));
        Row(DataClass.Brief)
            .Cell(Relation.Self, (Read, Mirror))
            .Cell(Relation.Manager, (Read, Pair))
            .Cell(Relation.FormerManager, (Read, Pair))
            .Cell(Relation.Delegate, (Read, Pair))
            .Cell(Relation.Hr, (Read, BreakGlass));
        Row(DataClass.Commitments)
            .Cell(Relation.Self, (Read, OwnAndPair), (Write, OwnAndPair))
            .Cell(Relation.Manager, (Read, Pair), (Write, Pair))
            .Cell(Relation.FormerManager, (Read, PairInOwnPeriod))
            .Cell(Relation.Delegate, (Read, Pair), (Write, Pair));
        Row(DataClass.SharedFeedback)
            .Cell(Relation.Self, (Read, All), (Contest, All), (Comment, All))
            .Cell(Relation.Manager, (Read, All), (Write, Authored))
            .Cell(Relation.FormerManager, (Read, OwnPeriod))
            .Cell(Relation.Peer, (Read, Authored), (Write, Authored))
            .Cell(Relation.Delegate, (Read, All), (Write, Authored))
            .Cell(Relation.Hr, (Read, BreakGlass));
        Row(DataClass.MineNotes)
            .Cell(Relation.Self, (Read, Authored), (Write, Authored))
            .Cell(Relation.Manager, (Read, Authored), (Write, Authored))
            .Cell(Relation.FormerManager, (Read, Authored), (Write, Authored))
            .Cell(Relation.NextManager, (Read, Authored), (Write, Authored))
            .Cell(Relation.Peer, (Read, Authored), (Write, Authored))
            .Cell(Relation.Delegate, (Read, Authored), (Write, Authored));
        Row(DataClass.RecordNotes)
            .Cell(Relation.Self, (Read, All))
            .Cell(Relation.Manager, (Read, All), (Write, Authored))
            .Cell(Relation.FormerManager, (Read, OwnPeriod))
            .Cell(Relation.Hr, (Read, All));
        Row(DataClass.Goals)
            .Cell(Relation.Self, (Read, All), (Write, All))
            .Cell(Relation.Manager, (Read, All), (Comment, All), (Agree, All))
            .Cell(Relation.SkipLevel, (Read, All))
            .Cell(Relation.FormerManager, (Read, OwnPeriod))
            .Cell(Relation.NextManager, (Read, All))
            .Cell(Relation.Peer, (Read, Marked))
            .Cell(Relation.Delegate, (Read, All), (Comment, All), (Agree, All))
            .Cell(Relation.Hr, (Read, TitlesAndProgress))
            .Cell(Relation.Executive, (Read, Aggregates))
            .Cell(Relation.Report, (Read, Marked));
        Row(DataClass.Development)
            .Cell(Relation.Self, (Read, All), (Write, All), (Contest, All))
            .Cell(Relation.Manager, (Read, All), (Write, Authored))
            .Cell(Relation.FormerManager, (Read, OwnPeriod))
            .Cell(Relation.Delegate, (Read, All), (Write, Authored));
        Row(DataClass.Draft)
            .Cell(Relation.Manager, (Read, Pair), (Write, Pair))
            .Cell(Relation.Delegate, (Read, Pair), (Write, Pair))
            .Cell(Relation.Hr, (Read, Aggregates))
            .Cell(Relation.WorksCouncil, (Read, Counts));
        Row(DataClass.Review)
            .Cell(Relation.Self, (Read, All), (Comment, All), (Contest, All))
            .Cell(Relation.Manager, (Read, All))
            .Cell(Relation.SkipLevel, (Read, Marked))
            .Cell(Relation.FormerManager, (Read, Authored))
            .Cell(Relation.Peer, (Read, Authored))
            .Cell(Relation.Delegate, (Read, All))
            .Cell(Relation.Hr, (Read, Marked));
        Row(DataClass.SurveyAnswer)
            .Cell(Relation.Hr, (Read, Aggregates))
            .Cell(Relation.WorksCouncil, (Read, Aggregates))
            .Cell(Relation.Executive, (Read, Aggregates));
        Row(DataClass.Rating)
            .Cell(Relation.Self, (Read, Marked))
            .Cell(Relation.Manager, (Read, Governed))
            .Cell(Relation.SkipLevel, (Read, Governed))
            .Cell(Relation.Hr, (Read, All));
        // Authored: the contests that this one is to decide. The reason is written to them, not to whom it may be about.
        Row(DataClass.Contests)
            .Cell(Relation.Self, (Read, All), (Write, All))
            .Cell(Relation.Manager, (Read, Authored), (Write, Authored))
            .Cell(Relation.SkipLevel, (Read, Authored), (Write, Authored))
            .Cell(Relation.Hr, (Read, Authored), (Write, Authored));
        // Who completed which step when; what anybody wrote in it is not here.
        Row(DataClass.ReviewSteps)
            .Cell(Relation.Self, (Read, All), (Write, All))
            .Cell(Relation.Manager, (Read, All), (Write, All))
            .Cell(Relation.FormerManager, (Read, Authored))
            .Cell(Relation.Delegate, (Read, All), (Write, All))
            .Cell(Relation.Hr, (Read, All), (Write, All))
            .Cell(Relation.WorksCouncil, (Read, Counts));
        Row(DataClass.ChatAccounts).Cell(Relation.Self, (Read, All)).Cell(Relation.Hr, (Read, All), (Write, All));
        Row(DataClass.Nudges).Cell(Relation.Self, (Read, All)).Cell(Relation.Hr, (Read, All), (Write, All));
        Row(DataClass.AuditPart)
            .Cell(Relation.Self, (Read, All))
            .Cell(Relation.Manager, (Read, Authored))
            .Cell(Relation.WorksCouncil, (Read, Counts));
        Row(DataClass.DraftingSwitch)
            .Cell(Relation.Self, (Read, All), (Write, All))
            .Cell(Relation.Hr, (Read, Marked), (Write, Marked))
            .Cell(Relation.WorksCouncil, (Read, Counts));
        Row(DataClass.Register)
            .Cell(Relation.Self, (Read, All))
            .Cell(Relation.Manager, (Read, All))
            .Cell(Relation.SkipLevel, (Read, All))
            .Cell(Relation.FormerManager, (Read, All))
            .Cell(Relation.NextManager, (Read, All))
            .Cell(Relation.Peer, (Read, All))
            .Cell(Relation.Delegate, (Read, All))
            .Cell(Relation.Hr, (Read, All), (Write, WithApproval))
            .Cell(Relation.WorksCouncil, (Read, All))
            .Cell(Relation.Executive, (Read, All))
            .Cell(Relation.Admin, (Read, SettingsOnly), (Write, SettingsOnly));
        return cells;

        RowOf Row(DataClass dataClass) => new(cells, dataClass);
    }

    private readonly struct RowOf(Dictionary<(DataClass, Relation), Grant[]> cells, DataClass dataClass)
    {
        public RowOf Cell(Relation relation, params (Right Right, Reach Reach)[] grants)
        {
            cells.Add((dataClass, relation), [.. grants.Select(grant => new Grant(grant.Right, grant.Reach))]);
            return this;
        }
    }
}
