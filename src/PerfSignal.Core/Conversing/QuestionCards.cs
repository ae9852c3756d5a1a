namespace PerfSignal.Core.Conversing;

/// <summary>Model of the card `question`.</summary>
/// <param name="Id">The dialogue that its button ends.</param>
/// <param name="IsAside">Whether words typed below it do not reach the bot.</param>
/// <param name="Dropped">The question that gave way to this one, with what was typed for it; null where none was open.</param>
public sealed record QuestionCard([property: Written] string Question, string Id, bool IsAside = false, TypedBefore? Dropped = null);

/// <summary>Model of the card `question_late`: an answer came after the question had run out.</summary>
/// <param name="Answer">What was typed now; nothing was done with it.</param>
/// <param name="CanTake">Whether the answer was kept, so that a button can give it after all.</param>
public sealed record LateQuestionCard(string Id, TypedBefore Before, [property: Written] string Answer, bool CanTake);

/// <summary>Model of the card `question_ended`: the dialogue is over without an effect.</summary>
/// <param name="Why">A sentence of the texts.</param>
public sealed record EndedQuestionCard(string Why, TypedBefore Before);

/// <summary>A question with what was typed for it, shown back so that nothing typed is lost.</summary>
public sealed record TypedBefore([property: Written] string Question, IReadOnlyList<TypedLine> Typed)
{
    /// <summary>Characters that are shown back: what Teams takes in one message, 28 KB, holds them in any script.</summary>
    public const int MaxShown = 4000;

    /// <summary>The words as far as they may be shown.</summary>
    public static TypedBefore Of(string question, IEnumerable<string> typed)
    {
        var (lines, left) = (new List<TypedLine>(), MaxShown);
        foreach (var words in typed.TakeWhile(_ => left > 0).Take(20))
        {
            lines.Add(new TypedLine(Cut(words, left)));
            left -= words.Length;
        }

        return new TypedBefore(Cut(question, Dialogue.MaxQuestion), lines);
    }

    /// <summary>At most so many characters, with an ellipsis where some are missing; never half a character.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - 1;
        return text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}

public sealed record TypedLine([property: Written] string Words);
