using NodaTime;

namespace PerfSignal.Core.Briefs;

/// <summary>Questions about the two as a pair, about tenure and about the time that the evidence covers.</summary>
internal static class PairQuestions
{
    private const string Topic = "pair";

    public static IReadOnlyList<Question> All { get; } =
    [
        new("new_hire_first_days", Topic, 97, evidence => QuestionSubject.If(Days(evidence.Report.HiredOn, evidence) is >= 0 and < 30)),
        new("new_hire", Topic, 85, evidence => QuestionSubject.If(Days(evidence.Report.HiredOn, evidence) is >= 30 and < 90)),
        new(
            "new_manager",
            Topic,
            91,
            evidence => QuestionSubject.If(evidence.PairSince is { } since && since > evidence.Report.HiredOn && Days(since, evidence) < 60)
        ),
        new("first_brief", "rhythm", 59, evidence => QuestionSubject.If(evidence.Since is null)),
        new(
            "long_gap",
            "rhythm",
            75,
            evidence => QuestionSubject.If(evidence.Since is { } since && evidence.FrozenAt - since >= Duration.FromDays(45))
        ),
        new("anniversary", Topic, 49, evidence => QuestionSubject.If(Anniversary(evidence))),
        new("recency", "recency", 51, evidence => QuestionSubject.If(evidence.Recency is { Skewed: true })),
    ];

    private static int Days(LocalDate from, Evidence evidence) => Period.DaysBetween(from, evidence.Today);

    /// <summary>Within 14 days after a full year of work.</summary>
    private static bool Anniversary(Evidence evidence)
    {
        var years = Period.Between(evidence.Report.HiredOn, evidence.Today, PeriodUnits.Years).Years;
        return years >= 1 && Days(evidence.Report.HiredOn.PlusYears(years), evidence) <= 14;
    }
}
