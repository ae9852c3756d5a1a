using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Briefs;

/// <summary>Evidence for tests: an uneventful one to vary, and one with everything in it.</summary>
public static class Sample
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly Guid Maya = new("0193a1b2-0000-7000-8000-000000000001");
    private static readonly Guid Ana = new("0193a1b2-0000-7000-8000-000000000002");

    public static Figure Figure(
        string key,
        string name,
        decimal? value = 36,
        decimal? target = 40,
        Position position = Position.Unknown,
        FigureState state = FigureState.Known,
        decimal[]? trend = null
    ) =>
        new()
        {
            MetricKey = key,
            MetricVersion = 1,
            Name = name,
            Measures = "what it measures",
            Formula = "sum of amount",
            Type = MetricType.Output,
            Attribution = Attribution.Person,
            Unit = "points",
            Direction = Direction.Higher,
            Weight = 0.3m,
            BusinessOutcome = "outcome",
            Influence = "influence",
            State = state,
            Value = state == FigureState.Known ? value : null,
            Target = target,
            Position = position,
            WindowStart = new LocalDate(2026, 10, 26),
            WindowEnd = new LocalDate(2026, 11, 24),
            TimeZone = "Europe/Berlin",
            Records = 12,
            MinimumSample = 1,
            Sources = [new SourceRead("jira", Now - Duration.FromHours(2), true)],
            Trend =
            [
                .. (trend ?? [30, 31, 30, 31, 30, 31]).Select(
                    (point, place) => new TrendPoint(new LocalDate(2026, 6, 1).PlusMonths(place), point, 5)
                ),
            ],
        };

    /// <summary>Years of working together, a brief a week ago, feedback yesterday: nothing that would press.</summary>
    public static Evidence Calm =>
        new()
        {
            Manager = new EvidencePerson(Maya, "Maya Brandt", "engineering", "Europe/Berlin", new LocalDate(2020, 1, 1)),
            Report = new EvidencePerson(Ana, "Ana Sousa", "engineering", "Europe/Lisbon", new LocalDate(2022, 6, 1)),
            MeetingStart = Now + Duration.FromMinutes(30),
            FrozenAt = Now,
            Since = Now - Duration.FromDays(7),
            PairSince = new LocalDate(2022, 6, 1),
            LastFeedbackAt = Now - Duration.FromDays(1),
            Figures = [Figure("engineering.story_points", "Story points")],
        };

    public static EvidenceCommitment Commitment(
        bool byReport = true,
        bool overdue = false,
        bool done = false,
        LocalDate? due = null,
        string text = "migrate billing"
    ) => new(new Guid("0193a1b2-0000-7000-8000-0000000000c1"), byReport ? "Ana Sousa" : "Maya Brandt", byReport, text, due, overdue, done);

    public static EvidenceGoal Goal(decimal progress = 50, LocalDate? due = null, decimal? before = null, LocalDate? started = null) =>
        new(
            new Guid("0193a1b2-0000-7000-8000-0000000000e1"),
            "kr1",
            "Cut checkout errors by half",
            progress,
            started ?? new LocalDate(2026, 11, 1),
            due,
            before
        );

    public static EvidenceFeedback Note(bool byManager = true, bool praise = true, bool contested = false) =>
        new(
            new Guid("0193a1b2-0000-7000-8000-0000000000f1"),
            byManager ? "Maya Brandt" : "Ben Okafor",
            byManager,
            praise,
            "The runbook you wrote saved us an hour.",
            Now - Duration.FromDays(3),
            contested
        );

    public static EvidencePlanItem PlanItem(LocalDate? due = null, LocalDate? review = null, bool overdue = false, bool toReview = false) =>
        new(new Guid("0193a1b2-0000-7000-8000-0000000000d1"), "Lead the next incident review", due, review, overdue, toReview);

    /// <summary>A bit of everything.</summary>
    public static Evidence Full =>
        Calm with
        {
            Commitments =
            [
                Commitment(overdue: true, due: new LocalDate(2026, 11, 20)),
                Commitment(byReport: false, due: new LocalDate(2026, 12, 1), text: "ask Finance for the second licence"),
                Commitment(done: true, text: "write the runbook"),
            ],
            Figures =
            [
                Figure("engineering.story_points", "Story points", 34, 40, Position.Below, trend: [42, 40, 41, 36, 35, 34]) with
                {
                    Contested = true,
                },
                Figure("engineering.code_quality", "Code quality", 91, 90, Position.Near) with
                {
                    Unit = "score",
                    Type = MetricType.Quality,
                    Attribution = Attribution.Team,
                },
                Figure("engineering.cycle_time", "Cycle time", 4.25m, 5, Position.Above, trend: [7, 6, 6, 5, 5, 4.25m]) with
                {
                    Unit = "days",
                    Direction = Direction.Lower,
                    MedianWhereSkewed = 2,
                },
                Figure("engineering.review_participation", "Review participation", 17, 15, Position.Above) with
                {
                    Unit = "count",
                    ContextNote = "Two weeks were spent on the incident.",
                },
                Figure("engineering.incidents", "Incidents owned", state: FigureState.NoData) with
                {
                    Sources = [new SourceRead("pagerduty", null, false)],
                },
                Figure("engineering.sprint_completion", "Sprint completion", state: FigureState.TooFew) with
                {
                    Unit = "percent",
                    Target = 0.85m,
                    Records = 3,
                    MinimumSample = 5,
                },
                Figure("engineering.release_success", "Release success", 0.965m, 0.95m, Position.Near) with
                {
                    Unit = "percent",
                    Sources = [new SourceRead("github", Now - Duration.FromDays(3), false)],
                },
            ],
            Goals = [Goal(60, new LocalDate(2026, 12, 18), 45)],
            Feedback = [Note(), Note(byManager: false, praise: false)],
            Plan = [PlanItem(review: new LocalDate(2026, 11, 24), toReview: true), PlanItem(due: new LocalDate(2026, 12, 18))],
            ContextNotes = [new EvidenceNote("I was at a conference last week.", Now - Duration.FromDays(2))],
            Missing =
            [
                new Missing("never_read", "pagerduty"),
                new Missing("stale_source", "github", Now - Duration.FromDays(3)),
                new Missing("small_sample", "engineering.sprint_completion"),
            ],
            Recency = new Recency(2, 3, 12, new LocalDate(2026, 8, 26), new LocalDate(2026, 11, 24), [new LocalDate(2026, 9, 1)]),
            Questions = ["context_note", "figure_contested", "commitment_overdue"],
        };
}
