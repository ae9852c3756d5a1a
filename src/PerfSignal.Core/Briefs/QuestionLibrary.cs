namespace PerfSignal.Core.Briefs;

/// <summary>The written library of suggested questions, each with its condition, and how some are chosen for a brief.</summary>
public static class QuestionLibrary
{
    /// <summary>Suggested questions of one brief.</summary>
    public const int Most = 3;

    /// <summary>A question does not come again in this many briefs of the pair.</summary>
    public const int Apart = 3;

    public static IReadOnlyList<Question> All { get; } =
    [
        .. CommitmentQuestions.All,
        .. FigureQuestions.All,
        .. GoalQuestions.All,
        .. FeedbackQuestions.All,
        .. PlanQuestions.All,
        .. PairQuestions.All,
        .. OpenQuestions.All,
    ];

    private static readonly Dictionary<string, Question> ByKey = All.ToDictionary(question => question.Key, StringComparer.Ordinal);

    /// <summary>A question by its key; null for one that the library no longer has.</summary>
    public static Question? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>Keys of the questions for this evidence, the most pressing first: one a topic, none of the used ones. The same evidence gives the same questions.</summary>
    public static IReadOnlyList<string> Choose(Evidence evidence, IReadOnlySet<string> used)
    {
        var chosen = new List<Question>(Most);
        foreach (
            var question in All.OrderByDescending(question => question.Priority).ThenBy(question => question.Key, StringComparer.Ordinal)
        )
        {
            if (chosen.Count == Most)
            {
                break;
            }

            if (!used.Contains(question.Key) && !chosen.Exists(one => one.Topic == question.Topic) && question.About(evidence) is not null)
            {
                chosen.Add(question);
            }
        }

        return [.. chosen.Select(question => question.Key)];
    }
}
