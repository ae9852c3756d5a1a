using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Briefs;

public sealed class QuestionLibraryTests
{
    private static readonly LocalDate Today = Sample.Calm.Today;

    /// <summary>For each question that needs an occasion, evidence that gives one.</summary>
    private static readonly Dictionary<string, Evidence> Occasions = new()
    {
        ["manager_overdue"] = Sample.Calm with { Commitments = [Sample.Commitment(byReport: false, overdue: true)] },
        ["commitments_overdue_several"] = Sample.Calm with
        {
            Commitments = [Sample.Commitment(overdue: true), Sample.Commitment(overdue: true)],
        },
        ["commitment_overdue"] = Sample.Calm with { Commitments = [Sample.Commitment(overdue: true)] },
        ["commitments_many"] = Sample.Calm with { Commitments = [.. Enumerable.Repeat(Sample.Commitment(), 5)] },
        ["commitment_due_soon"] = Sample.Calm with { Commitments = [Sample.Commitment(due: Today.PlusDays(3))] },
        ["manager_owes"] = Sample.Calm with { Commitments = [Sample.Commitment(byReport: false)] },
        ["commitment_undated"] = Sample.Calm with { Commitments = [Sample.Commitment()] },
        ["commitment_kept"] = Sample.Calm with { Commitments = [Sample.Commitment(done: true)] },
        ["commitments_none"] = Sample.Calm,
        ["figure_contested"] = Of(Figure() with { Contested = true }),
        ["figure_below_falling"] = Of(Figure(Position.Below, 40, 40, 40, 20, 20, 20)),
        ["figures_several_below"] = Of(Figure(Position.Below), Figure(Position.Below), Figure(Position.Below)),
        ["figure_note"] = Of(Figure() with { ContextNote = "I was on call." }),
        ["figure_below_rising"] = Of(Figure(Position.Below, 20, 20, 20, 30, 30, 30)),
        ["team_figure_below"] = Of(Figure(Position.Below) with { Attribution = Attribution.Team }),
        ["figure_below"] = Of(Figure(Position.Below)),
        ["output_over_quality"] = Of(Figure(Position.Above), Figure(Position.Below) with { Type = MetricType.Quality }),
        ["quality_over_output"] = Of(Figure(Position.Below), Figure(Position.Above) with { Type = MetricType.Quality }),
        ["figure_falling"] = Of(Figure(Position.Near, 40, 40, 40, 20, 20, 20)),
        ["figure_well_above"] = Of(Figure(Position.WellAbove)),
        ["figures_all_there"] = Of(Figure(Position.Above), Figure(Position.Near), Figure(Position.Near)),
        ["figure_rising"] = Of(Figure(Position.Near, 20, 20, 20, 40, 40, 40)),
        ["figure_above"] = Of(Figure(Position.Above)),
        ["figure_near"] = Of(Figure(Position.Near)),
        ["figure_quarantined"] = Of(Figure() with { State = FigureState.Quarantined, Value = null }),
        ["source_never_read"] = Sample.Calm with { Missing = [new Missing("never_read", "jira")] },
        ["source_stale"] = Sample.Calm with { Missing = [new Missing("stale_source", "jira", Sample.Now)] },
        ["figure_skewed"] = Of(Figure() with { MedianWhereSkewed = 3 }),
        ["figure_too_few"] = Of(Figure() with { State = FigureState.TooFew, Value = null }),
        ["figures_none"] = Of(),
        ["goal_overdue"] = Goal(Sample.Goal(due: Today.PlusDays(-1))),
        ["goal_due_soon"] = Goal(Sample.Goal(due: Today.PlusDays(10))),
        ["goal_behind"] = Goal(Sample.Goal(10, Today.PlusDays(30), started: Today.PlusDays(-90))),
        ["goal_reached"] = Goal(Sample.Goal(100)),
        ["goal_moved"] = Goal(Sample.Goal(60, before: 40)),
        ["goal_back"] = Goal(Sample.Goal(30, before: 40)),
        ["goal_quiet"] = Goal(Sample.Goal()),
        ["goals_many"] = Goal([.. Enumerable.Repeat(Sample.Goal(), 6)]),
        ["goals_none"] = Sample.Calm,
        ["goal_undated"] = Goal(Sample.Goal()),
        ["context_note"] = Sample.Calm with { ContextNotes = [new EvidenceNote("On leave last week.", Sample.Now)] },
        ["feedback_contested"] = Feedback(Sample.Note(contested: true)),
        ["praise_from_others"] = Feedback(Sample.Note(byManager: false)),
        ["feedback_from_others"] = Feedback(Sample.Note(byManager: false, praise: false)),
        ["praise_given"] = Feedback(Sample.Note()),
        ["feedback_given"] = Feedback(Sample.Note(praise: false)),
        ["feedback_long_ago"] = Sample.Calm with { LastFeedbackAt = Sample.Now - Duration.FromDays(21) },
        ["feedback_never"] = Sample.Calm with { LastFeedbackAt = null },
        ["plan_review"] = Sample.Calm with { Plan = [Sample.PlanItem(toReview: true)] },
        ["plan_overdue"] = Sample.Calm with { Plan = [Sample.PlanItem(overdue: true)] },
        ["plan_open"] = Sample.Calm with { Plan = [Sample.PlanItem()] },
        ["new_hire_first_days"] = Hired(Today.PlusDays(-5)),
        ["new_hire"] = Hired(Today.PlusDays(-50)),
        ["new_manager"] = Sample.Calm with { PairSince = Today.PlusDays(-20) },
        ["first_brief"] = Sample.Calm with { Since = null },
        ["long_gap"] = Sample.Calm with { Since = Sample.Now - Duration.FromDays(50) },
        ["anniversary"] = Hired(Today.PlusYears(-3).PlusDays(-4)),
        ["recency"] = Sample.Calm with { Recency = new Recency(1, 1, 8, Today.PlusDays(-90), Today, []) },
    };

    public static TheoryData<string> Keys => [.. QuestionLibrary.All.Select(question => question.Key)];

    [Fact]
    public void Has_forty_questions_at_least_each_under_a_key_of_its_own()
    {
        QuestionLibrary.All.Count.ShouldBeGreaterThanOrEqualTo(40);
        QuestionLibrary.All.Select(question => question.Key).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Reaches_every_question_by_some_evidence_and_not_without_occasion(string key)
    {
        var others = QuestionLibrary.All.Select(question => question.Key).Where(other => other != key).ToHashSet();
        QuestionLibrary.Choose(Occasions.GetValueOrDefault(key, Sample.Calm), others).ShouldBe([key]);
        if (!key.StartsWith("open_", StringComparison.Ordinal) && key is not ("commitments_none" or "goals_none"))
        {
            QuestionLibrary.Choose(Sample.Calm, others).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Has_every_question_in_both_languages(string key)
    {
        var (en, de) = (BriefWorld.Texts.Of("en")["question_" + key], BriefWorld.Texts.Of("de")["question_" + key]);
        en.ShouldEndWith("?");
        de.ShouldEndWith("?");
        de.ShouldNotBe(en);
        Places(de).ShouldBe(Places(en));
    }

    [Fact]
    public void Asks_at_most_one_question_of_a_topic_and_the_most_pressing_first()
    {
        var chosen = QuestionLibrary.Choose(Sample.Full, new HashSet<string>());
        chosen.ShouldBe(["commitment_overdue", "context_note", "figure_contested"]);
    }

    [Fact]
    public void Repeats_no_question_within_three_briefs_and_always_finds_three()
    {
        var random = new Random(20261124);
        for (var pair = 0; pair < (Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 5_000 : 100); pair++)
        {
            var asked = new List<IReadOnlyList<string>>();
            for (var brief = 0; brief < 12; brief++)
            {
                var evidence = Occasions.Values.ElementAt(random.Next(Occasions.Count));
                var used = asked.TakeLast(QuestionLibrary.Apart).SelectMany(keys => keys).ToHashSet();
                var chosen = QuestionLibrary.Choose(evidence, used);
                chosen.Count.ShouldBe(QuestionLibrary.Most);
                chosen.ShouldAllBe(key => !used.Contains(key));
                QuestionLibrary.Choose(evidence, used).ShouldBe(chosen);
                asked.Add(chosen);
            }
        }
    }

    private static IEnumerable<string> Places(string text) => text.Split('{').Skip(1).Select(part => part.Split('}')[0]).Order();

    private static Figure Figure(Position position = Position.Unknown, params decimal[] trend) =>
        Sample.Figure("engineering.story_points", "Story points", position: position, trend: trend.Length == 0 ? null : trend);

    private static Evidence Of(params Figure[] figures) => Sample.Calm with { Figures = figures };

    private static Evidence Goal(params EvidenceGoal[] goals) => Sample.Calm with { Goals = goals };

    private static Evidence Feedback(params EvidenceFeedback[] notes) => Sample.Calm with { Feedback = notes };

    private static Evidence Hired(LocalDate on) => Sample.Calm with { Report = Sample.Calm.Report with { HiredOn = on }, PairSince = on };
}
