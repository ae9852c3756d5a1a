using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>Asks in words for what is missing in a new goal: one thing at a time, and each but the title may be skipped.</summary>
public sealed class GoalAsking(Dialogues dialogues)
{
    private const int MostChoices = 8;
    private static readonly string[] Skips =
    [
        "skip",
        "later",
        "no",
        "none",
        "-",
        "überspringen",
        "auslassen",
        "später",
        "nein",
        "keins",
        "keine",
    ];

    /// <summary>The next question, or what is to be saved.</summary>
    internal async Task<(Reply? Question, GoalSaid? Said)> Next(Command command, IReadOnlyList<Goal> parents, CancellationToken ct)
    {
        var (said, skipped, problem) = command.InDialogue ? Answered(command, parents) : (OfWords(command), "", "");
        if (Missing(said, skipped, parents, command.Reader) is not { } part)
        {
            return (null, said);
        }

        var fields = said.Fields();
        fields["skipped"] = skipped;
        var question = Question(part, problem, said, parents, command.Reader);
        var anyWords = part is SmartPart.Title or SmartPart.Measure;
        return (await dialogues.Ask(command with { Row = null }, fields, Waits(part), question, anyWords, ct), null);
    }

    private static GoalSaid OfWords(Command command)
    {
        var (title, due) = GoalDue.Split(command.Text, command.Reader.Today, command.Reader.Language);
        var said = new GoalSaid { Title = Capital(title) };
        return due is { } day ? said.WithDue(day) : said;
    }

    /// <summary>Puts the answer into its place; one that cannot be read is asked for again, with the reason.</summary>
    private static (GoalSaid Said, string Skipped, string Problem) Answered(Command command, IReadOnlyList<Goal> parents)
    {
        var (said, skipped, reader) = (GoalSaid.Of(command), command.Field("skipped"), command.Reader);
        var part = Array.Find(Enum.GetValues<SmartPart>(), one => command.Field(Waits(one)).Length > 0);
        var answer = command.Field(Waits(part));
        if (Skips.Contains(answer.TrimEnd('.'), StringComparer.OrdinalIgnoreCase))
        {
            return said.Title.Length > 0 || part != SmartPart.Title
                ? (said, skipped + part, "")
                : (said, skipped, reader.Say("goal_title_needed", ("max", "200")));
        }

        switch (part)
        {
            case SmartPart.Title:
                // A second title is taken as it is: the question was asked once.
                return answer.Length <= GoalCheck.MaxTitle
                    ? (said with { Title = Capital(answer) }, skipped + part, "")
                    : (said, skipped, reader.Say("goal_too_long", ("max", reader.Number(GoalCheck.MaxTitle, 0))));
            case SmartPart.Measure:
                var measure = MeasureWords.Read(answer, reader.Language);
                return measure is null ? (said, skipped, reader.Say("goal_number_wrong"))
                    : measure.Metric.Length > GoalCheck.MaxTitle
                        ? (said, skipped, reader.Say("goal_too_long", ("max", reader.Number(GoalCheck.MaxTitle, 0))))
                    : measure.Baseline is not null && measure.Baseline == measure.Target ? (said, skipped, reader.Say("goal_target_equal"))
                    : (With(said, measure, reader), skipped, "");
            case SmartPart.Due:
                var due = GoalDue.Read(answer, reader.Today, reader.Language);
                return due is null ? (said, skipped, reader.Say("goal_due_wrong"))
                    : due <= reader.Today ? (said, skipped, reader.Say("goal_due_past", ("date", reader.Date(due.Value))))
                    : (said.WithDue(due.Value), skipped, "");
            default:
                var parent = parents.FirstOrDefault(goal => goal.Key.Equals(answer, StringComparison.OrdinalIgnoreCase));
                return parent is null
                    ? (said, skipped, reader.Say("goal_parent_wrong"))
                    : (said with { Parent = parent.Id.ToString("N") }, skipped, "");
        }
    }

    private static GoalSaid With(GoalSaid said, MeasureSaid measure, Reader reader) =>
        said with
        {
            Metric =
                measure.Metric.Length > 0 ? measure.Metric
                : said.Metric.Length > 0 ? said.Metric
                : said.Title,
            Baseline = measure.Baseline?.ToString("0.####", reader.Culture) ?? said.Baseline,
            Target = measure.Target?.ToString("0.####", reader.Culture) ?? said.Target,
            Unit = measure.Unit.Length > 0 ? GoalText.Cut(measure.Unit, 60) : said.Unit,
        };

    private static SmartPart? Missing(GoalSaid said, string skipped, IReadOnlyList<Goal> parents, Reader reader)
    {
        foreach (var part in Enum.GetValues<SmartPart>())
        {
            var isMissing = part switch
            {
                SmartPart.Title => said.Title.Length is 0 or > GoalCheck.MaxTitle || !Smart.IsSpecific(said.Title),
                SmartPart.Measure => said.Metric.Length == 0 || said.Baseline.Length == 0 || said.Target.Length == 0,
                SmartPart.Due => GoalDue.Read(said.Due, reader.Today, reader.Language) is not { } due || due <= reader.Today,
                _ => said.Parent.Length == 0 && parents.Count > 0,
            };
            var mayBeLeft = part != SmartPart.Title || said.Title.Length is > 0 and <= GoalCheck.MaxTitle;
            if (isMissing && !(mayBeLeft && skipped.Contains(part.ToString(), StringComparison.Ordinal)))
            {
                return part;
            }
        }

        return null;
    }

    private static string Waits(SmartPart part) => "say_" + part.ToString().ToLowerInvariant();

    private static string Question(SmartPart part, string problem, GoalSaid said, IReadOnlyList<Goal> parents, Reader reader)
    {
        var question = part switch
        {
            SmartPart.Title => reader.Say("goal_question_Title"),
            SmartPart.Measure => reader.Say(said.Metric.Length == 0 ? "goal_question_Measure" : "goal_question_Measure_numbers"),
            SmartPart.Due => reader.Say("goal_question_Due"),
            _ => reader.Say(
                "goal_question_Parent",
                ("goals", string.Join("; ", parents.Take(MostChoices).Select(parent => $"{parent.Key} {GoalText.Cut(parent.Title, 60)}")))
            ),
        };
        return GoalText.Cut($"{problem} {question}".Trim(), 1000);
    }

    private static string Capital(string title) => title.Length == 0 ? title : char.ToUpperInvariant(title[0]) + title[1..];
}
