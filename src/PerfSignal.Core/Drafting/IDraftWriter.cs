using NodaTime;

namespace PerfSignal.Core.Drafting;

/// <summary>Writes a summary from evidence: a model behind a wire, or the deterministic writer.</summary>
public interface IDraftWriter
{
    /// <summary>The model's name, or `plain`.</summary>
    string Name { get; }

    /// <summary>Writes once; whatever goes wrong comes back as a failure.</summary>
    Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct);
}

/// <summary>All that a writer gets to know.</summary>
public sealed record DraftRequest
{
    public required DraftKind Kind { get; init; }

    /// <summary>`en` or `de`.</summary>
    public required string Language { get; init; }

    /// <summary>The manager's day on which it is written.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>Placeholder of the manager.</summary>
    public required string Manager { get; init; }

    /// <summary>Placeholder of the person it is about.</summary>
    public required string Report { get; init; }
    public required IReadOnlyList<EvidenceItem> Items { get; init; }
    public int MaxSentences { get; init; } = 12;

    /// <summary>Characters of one sentence.</summary>
    public int MaxSentence { get; init; } = 300;
}

/// <summary>One sentence with the ids of the evidence that it rests on. There is no place for a score, a rating, a rank or a prediction.</summary>
public sealed record DraftSentence(string Text, IReadOnlyList<string> Evidence);

/// <summary>Tokens that a writer used.</summary>
public sealed record DraftUsage(int TokensIn, int TokensOut)
{
    public static DraftUsage None { get; } = new(0, 0);

    public static DraftUsage operator +(DraftUsage one, DraftUsage other) =>
        new(one.TokensIn + other.TokensIn, one.TokensOut + other.TokensOut);
}

/// <summary>What a writer answers.</summary>
public abstract record WriterAnswer(DraftUsage Usage)
{
    public sealed record Wrote(IReadOnlyList<DraftSentence> Sentences, DraftUsage Used) : WriterAnswer(Used);

    /// <param name="Reason">A word of the texts (`draft_reason_…`).</param>
    public sealed record Failed(string Reason, DraftUsage Used) : WriterAnswer(Used);
}
