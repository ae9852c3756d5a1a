using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

/// <summary>Somebody's open plan.</summary>
/// <param name="Person">Whose it is, for the button that adds; empty for the reader's own.</param>
public sealed record PlanList(string Title, string Person, IReadOnlyList<PlanLine> Lines, string Empty, string More, bool MayWrite);

/// <param name="Row">Person and item, for the buttons.</param>
/// <param name="About">Kind, competency and dates in one line.</param>
public sealed record PlanLine(string Row, [property: Written] string Text, string About, bool Overdue);

/// <summary>The form that puts an action on a plan.</summary>
/// <param name="Person">Whose plan; empty for the reader's own.</param>
/// <param name="Due">ISO date, or empty.</param>
/// <param name="Review">ISO date, or empty.</param>
public sealed record PlanForm(
    string Title,
    string Person,
    [property: Written] string Text,
    string Kind,
    IReadOnlyList<PlanChoice> Kinds,
    string Competency,
    IReadOnlyList<PlanChoice> Competencies,
    string Due,
    string Review,
    string Seen,
    [property: Written] string Hint = ""
);

public sealed record PlanChoice(string Title, string Value);

/// <summary>The form that moves the dates of an action.</summary>
public sealed record PlanMoveForm(string Row, [property: Written] string Text, string Due, string Review);

/// <summary>Tells a person of actions on their plan: a day of review came, or their manager added one.</summary>
public sealed record PlanNewsCard(string Title, IReadOnlyList<PlanLine> Lines, string More);

/// <summary>Writes an action of a plan as a line.</summary>
internal static class PlanLines
{
    public static PlanLine Of(PlanItem item, Reader reader, CompetencyLibrary library)
    {
        var overdue = item.OverdueOn(reader.Today);
        string[] parts =
        [
            reader.Say(KindKey(item.Kind)),
            library.Find(item.CompetencyKey)?.Name.In(reader) ?? "",
            item.DueOn is { } due ? reader.Say(overdue ? "plan_item_overdue" : "plan_item_due", ("date", reader.Date(due))) : "",
            item.ReviewOn is { } review ? reader.Say("plan_item_review", ("date", reader.Date(review))) : "",
        ];
        return new PlanLine($"{item.PersonId:N}.{item.Id:N}", item.Text, string.Join(" · ", parts.Where(part => part.Length > 0)), overdue);
    }

    public static string KindKey(PlanKind kind) =>
        kind switch
        {
            PlanKind.Practice => "plan_kind_practice",
            PlanKind.Project => "plan_kind_project",
            PlanKind.Mentoring => "plan_kind_mentoring",
            PlanKind.Course => "plan_kind_course",
            _ => "plan_kind_reading",
        };

    /// <summary>What comes first: a review or a due date.</summary>
    public static IEnumerable<PlanItem> InOrder(IEnumerable<PlanItem> items) =>
        items.OrderBy(item => item.Next ?? NodaTime.LocalDate.MaxIsoValue).ThenBy(item => item.CreatedAt).ThenBy(item => item.Id);

    public static PlanForm Form(Command command, Person person, CompetencyLibrary library, IReadOnlyDictionary<string, string> typed)
    {
        var reader = command.Reader;
        var own = person.Id == command.By.Id;
        return new PlanForm(
            own ? reader.Say("plan_form_own") : reader.Say("plan_form_of", ("name", person.Name)),
            own ? "" : person.Id.ToString("N"),
            typed.GetValueOrDefault("text", ""),
            typed.GetValueOrDefault("kind", nameof(PlanKind.Practice)),
            [.. Enum.GetValues<PlanKind>().Select(kind => new PlanChoice(reader.Say(KindKey(kind)), $"{kind}"))],
            typed.GetValueOrDefault("competency", AddPlanItem.NoCompetency),
            [
                new PlanChoice(reader.Say("plan_no_competency"), AddPlanItem.NoCompetency),
                .. library.For(person).Select(one => new PlanChoice(one.Name.In(reader), one.Key)),
            ],
            typed.GetValueOrDefault("due", ""),
            typed.GetValueOrDefault("review", ""),
            own ? reader.Say("plan_seen_own") : reader.Say("plan_seen", ("name", person.Name)),
            typed.GetValueOrDefault("hint", "")
        );
    }
}
