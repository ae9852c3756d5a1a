using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Home;

/// <summary>Where things stand for one person: what comes next, what is open, what is held about them, and their team where they have one.</summary>
/// <param name="CommitmentsTitle">With how many there are and how many of them are overdue.</param>
/// <param name="Held">How much is held about the reader, and how to see it.</param>
/// <param name="TeamTitle">Empty for somebody without reports.</param>
public sealed record HomeCard(
    string Title,
    string MeetingsTitle,
    IReadOnlyList<HomeMeeting> Meetings,
    string CommitmentsTitle,
    IReadOnlyList<HomeCommitment> Commitments,
    string MoreCommitments,
    string GoalsTitle,
    IReadOnlyList<HomeGoal> Goals,
    string MoreGoals,
    string Held,
    string TeamTitle,
    IReadOnlyList<HomeReport> Team,
    string MoreTeam
);

public sealed record HomeMeeting(string When, string Who);

/// <param name="Row">Opaque id for the button.</param>
public sealed record HomeCommitment(
    string Row,
    [property: Written] string Owner,
    [property: Written] string Text,
    string Due,
    bool Overdue,
    bool CanClose
);

/// <param name="Bar">Progress as ten blocks, for the eye; the number stands beside it.</param>
public sealed record HomeGoal([property: Written] string Title, string Progress, string Bar, string Due);

/// <param name="Person">Id of the report, for a commitment or feedback.</param>
/// <param name="Meeting">Id of the next 1:1, for its brief; empty where none is planned.</param>
public sealed record HomeReport(string Person, [property: Written] string Name, string Next, string Open, bool Overdue, string Meeting);
