using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>Questions about the role's figures: they ask for the story behind a number, never for a verdict. A contested figure gives no occasion but one.</summary>
internal static class FigureQuestions
{
    private const string Behind = "figures_behind";
    private const string Ahead = "figures_ahead";
    private const string Data = "data";

    public static IReadOnlyList<Question> All { get; } =
    [
        new("figure_contested", Data, 92, evidence => QuestionSubject.Of(evidence.Figures.FirstOrDefault(figure => figure.Contested))),
        new(
            "figure_below_falling",
            Behind,
            90,
            evidence => First(evidence, figure => figure.Position == Position.Below && Trends.Of(figure) < 0)
        ),
        new(
            "figures_several_below",
            Behind,
            89,
            evidence => QuestionSubject.If(Sound(evidence).Count(figure => figure.Position == Position.Below) >= 3)
        ),
        new(
            "figure_note",
            "figure_note",
            86,
            evidence => QuestionSubject.Of(evidence.Figures.FirstOrDefault(figure => figure.ContextNote is not null))
        ),
        new(
            "figure_below_rising",
            Behind,
            84,
            evidence => First(evidence, figure => figure.Position == Position.Below && Trends.Of(figure) > 0)
        ),
        new(
            "team_figure_below",
            Behind,
            83,
            evidence => First(evidence, figure => figure.Position == Position.Below && figure.Attribution == Attribution.Team)
        ),
        new(
            "figure_below",
            Behind,
            82,
            evidence => First(evidence, figure => figure.Position == Position.Below && figure.Attribution == Attribution.Person)
        ),
        new("output_over_quality", "balance", 80, evidence => QuestionSubject.If(Apart(evidence, MetricType.Output, MetricType.Quality))),
        new("quality_over_output", "balance", 79, evidence => QuestionSubject.If(Apart(evidence, MetricType.Quality, MetricType.Output))),
        new(
            "figure_falling",
            Behind,
            76,
            evidence => First(evidence, figure => figure.Position != Position.Below && Trends.Of(figure) < 0)
        ),
        new("figure_well_above", Ahead, 72, evidence => First(evidence, figure => figure.Position == Position.WellAbove)),
        new("figures_all_there", Ahead, 70, evidence => QuestionSubject.If(AllThere(evidence))),
        new("figure_rising", Ahead, 66, evidence => First(evidence, figure => figure.Position != Position.Below && Trends.Of(figure) > 0)),
        new("figure_above", Ahead, 58, evidence => First(evidence, figure => figure.Position == Position.Above)),
        new("figure_near", Ahead, 50, evidence => First(evidence, figure => figure.Position == Position.Near)),
        new(
            "figure_quarantined",
            Data,
            60,
            evidence => QuestionSubject.Of(evidence.Figures.FirstOrDefault(figure => figure.State == FigureState.Quarantined))
        ),
        new(
            "source_never_read",
            Data,
            56,
            evidence => QuestionSubject.Of(evidence.Missing.FirstOrDefault(one => one.Reason == "never_read"))
        ),
        new("source_stale", Data, 55, evidence => QuestionSubject.Of(evidence.Missing.FirstOrDefault(one => one.Reason == "stale_source"))),
        new("figure_skewed", Data, 46, evidence => First(evidence, figure => figure.MedianWhereSkewed is not null)),
        new(
            "figure_too_few",
            Data,
            44,
            evidence => QuestionSubject.Of(evidence.Figures.FirstOrDefault(figure => figure.State == FigureState.TooFew))
        ),
        new("figures_none", Data, 42, evidence => QuestionSubject.If(evidence.Figures.All(figure => figure.State != FigureState.Known))),
    ];

    private static IEnumerable<Figure> Sound(Evidence evidence) =>
        evidence.Figures.Where(figure => figure.State == FigureState.Known && !figure.Contested);

    private static QuestionSubject? First(Evidence evidence, Func<Figure, bool> holds) =>
        QuestionSubject.Of(
            Sound(evidence)
                .OrderByDescending(figure => figure.Weight)
                .ThenBy(figure => figure.MetricKey, StringComparer.Ordinal)
                .FirstOrDefault(holds)
        );

    private static bool Apart(Evidence evidence, MetricType ahead, MetricType behind) =>
        Sound(evidence).Any(figure => figure.Type == ahead && figure.Position is Position.Above or Position.WellAbove)
        && Sound(evidence).Any(figure => figure.Type == behind && figure.Position == Position.Below);

    private static bool AllThere(Evidence evidence)
    {
        var placed = Sound(evidence).Where(figure => figure.Position != Position.Unknown).ToList();
        return placed.Count >= 3 && placed.TrueForAll(figure => figure.Position != Position.Below);
    }
}
