namespace PerfSignal.Core.Feedback.Wording;

/// <summary>What a piece of feedback does not say (situation, behaviour, effect: https://www.ccl.org/articles/leading-effectively-articles/closing-the-gap-between-intent-vs-impact-sbii/).</summary>
[Flags]
public enum Missing
{
    None = 0,

    /// <summary>When or where it was.</summary>
    Situation = 1,

    /// <summary>What the person did, as somebody could have seen it.</summary>
    Behaviour = 2,

    /// <summary>What followed from it.</summary>
    Effect = 4,
}
