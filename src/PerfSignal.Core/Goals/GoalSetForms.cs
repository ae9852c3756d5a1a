using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>Makes the form of a goal, empty, filled, or with what has to be mended.</summary>
internal sealed class GoalSetForms(Reader reader, Goal? goal, IReadOnlyList<Goal> parents)
{
    private const string Card = "goal_set_form";

    /// <summary>The choice of no goal above.</summary>
    public const string None = "none";
    private const int MostParents = 30;
    private const int MostTitle = 60;

    /// <summary>The field at which a missing part is asked for.</summary>
    public static string FieldOf(SmartPart part, Goal written) =>
        part switch
        {
            SmartPart.Title => "title",
            SmartPart.Measure when written.Metric is null => "metric",
            SmartPart.Measure when written.Baseline is null => "baseline",
            SmartPart.Measure => "target",
            SmartPart.Due => "due",
            _ => "parent",
        };

    public Reply Open(GoalSaid said) => Reply.Open(Card, Form(said, askOpen: false));

    public Reply Again(GoalSaid said, IReadOnlyDictionary<string, string> errors, bool askOpen) =>
        Reply.Ask(Card, Form(said, askOpen), errors);

    private GoalSetForm Form(GoalSaid said, bool askOpen) =>
        new(
            reader.Say(goal is null ? "goal_set_title" : "goal_set_title_change", ("key", goal?.Key ?? "")),
            goal?.Id.ToString("N") ?? "",
            goal?.Version.ToString("N") ?? "",
            GoalText.Cut(said.Title, GoalCheck.MaxTitle),
            GoalText.Cut(said.Metric, GoalCheck.MaxTitle),
            GoalText.Cut(said.Baseline, 24),
            GoalText.Cut(said.Target, 24),
            GoalText.Cut(said.Unit, 60),
            GoalDue.Read(said.Due, reader.Today, reader.Language) is { } due ? NodaTime.Text.LocalDatePattern.Iso.Format(due) : "",
            Choices().Any(choice => choice.Value == said.Parent) ? said.Parent : None,
            Choices(),
            GoalText.Cut(said.Weight.Length == 0 ? "1" : said.Weight, 24),
            said.Visible ? "true" : "false",
            askOpen
        );

    private List<GoalChoice> Choices()
    {
        var choices = parents
            .Take(MostParents)
            .Select(parent => new GoalChoice($"{parent.Key} {GoalText.Cut(parent.Title, MostTitle)}", parent.Id.ToString("N")))
            .Prepend(new GoalChoice(reader.Say("goal_parent_none"), None))
            .ToList();
        if (goal?.ParentId is { } above && choices.TrueForAll(choice => choice.Value != above.ToString("N")))
        {
            choices.Add(new GoalChoice(reader.Say("goal_above_unseen"), above.ToString("N")));
        }

        return choices;
    }
}
