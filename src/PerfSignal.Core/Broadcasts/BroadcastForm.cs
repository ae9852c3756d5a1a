using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>One choice of a form.</summary>
public sealed record BroadcastChoice(string Title, string Value);

/// <summary>The form in which a broadcast is written in chat, with what was typed.</summary>
/// <param name="Departments">Keys of the chosen ones, with commas between; so for families and locations.</param>
/// <param name="AsksEmails">Whether the list is short enough for a field in chat; else <paramref name="EmailsKept"/> says that it stays.</param>
public sealed record BroadcastForm(
    string Heading,
    string Notice,
    string Row,
    string Template,
    IReadOnlyList<BroadcastChoice> Templates,
    [property: Written] string Title,
    [property: Written] string TextEn,
    [property: Written] string TextDe,
    [property: Written] string Url,
    string Managers,
    string Departments,
    IReadOnlyList<BroadcastChoice> DepartmentChoices,
    string Families,
    IReadOnlyList<BroadcastChoice> FamilyChoices,
    string Locations,
    IReadOnlyList<BroadcastChoice> LocationChoices,
    string Cycle,
    IReadOnlyList<BroadcastChoice> CycleChoices,
    bool AsksEmails,
    [property: Written] string Emails,
    string EmailsKept,
    string Timing,
    IReadOnlyList<BroadcastChoice> Timings,
    string Date,
    string Time
);
