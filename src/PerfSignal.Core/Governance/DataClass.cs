namespace PerfSignal.Core.Governance;

/// <summary>The classes of data that the rights table speaks of.</summary>
public enum DataClass
{
    Figures,
    Brief,
    Commitments,
    SharedFeedback,
    MineNotes,
    RecordNotes,
    Goals,
    Development,
    Draft,
    Review,
    SurveyAnswer,
    Rating,
    Contests,
    ReviewSteps,
    ChatAccounts,
    Nudges,
    AuditPart,
    Register,

    /// <summary>Whose drafts no model writes.</summary>
    DraftingSwitch,
}

/// <summary>What a viewer is to a subject on a date.</summary>
public enum Relation
{
    Self,
    Manager,
    SkipLevel,
    FormerManager,
    NextManager,
    Peer,
    Delegate,
    Hr,
    WorksCouncil,
    Executive,
    Admin,

    /// <summary>Somebody below the subject in the line, at any remove.</summary>
    Report,
}

public enum Right
{
    Read,
    Write,
    Contest,
    AddContext,
    Comment,
    Agree,
}

/// <summary>Why data of a person is read; kept in the audit entry.</summary>
public enum Purpose
{
    OneOnOne,
    OwnData,
    Conversation,
    Team,
    Process,
    BreakGlass,

    /// <summary>To decide what somebody contests.</summary>
    Contest,
}
