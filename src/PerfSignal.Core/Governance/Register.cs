namespace PerfSignal.Core.Governance;

/// <summary>What the register says beside the metrics: which classes of data are held today, and who may read them by the rights table.</summary>
public static class Register
{
    /// <summary>Classes of which rows can exist; a class that nothing writes yet is not collected, and is left out.</summary>
    public static IReadOnlyList<DataClass> Held { get; } =
    [
        DataClass.Figures,
        DataClass.Brief,
        DataClass.Commitments,
        DataClass.SharedFeedback,
        DataClass.MineNotes,
        DataClass.RecordNotes,
        DataClass.Goals,
        DataClass.Development,
        DataClass.Draft,
        DataClass.Review,
        DataClass.Rating,
        DataClass.ChatAccounts,
        DataClass.Contests,
        DataClass.Nudges,
        DataClass.ReviewSteps,
        DataClass.AuditPart,
        DataClass.DraftingSwitch,
    ];

    /// <summary>Who may read how much of a class, in the order of the table.</summary>
    public static IReadOnlyList<(Relation Who, Reach HowFar)> Readers(DataClass dataClass) =>
        [
            .. from relation in Enum.GetValues<Relation>()
            from grant in RightsTable.Of(dataClass, relation)
            where grant.Right == Right.Read
            select (relation, grant.Reach),
        ];
}
