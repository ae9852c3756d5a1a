using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Drafting;

/// <summary>A draft as its full editor shows it.</summary>
/// <param name="Label">Who wrote it.</param>
/// <param name="Refused">Sentences that the guard refused, by reason, the most first.</param>
/// <param name="Difference">What was changed of the draft; null where nothing was.</param>
/// <param name="EvidenceChanged">The evidence is another now, so it may be written again.</param>
public sealed record DraftSheet(
    Draft Draft,
    Person Report,
    string Label,
    string Notice,
    IReadOnlyList<SheetLine> Lines,
    IReadOnlyList<SheetEvidence> Evidence,
    IReadOnlyList<(string Reason, int Count)> Refused,
    IReadOnlyList<ChangedLine>? Difference,
    bool EvidenceChanged
)
{
    /// <summary>Of the text that is shown.</summary>
    public string Version => Draft.Version.ToString("N");
}

/// <summary>One sentence of a text.</summary>
/// <param name="Evidence">What it rests on; for one that was changed, what the draft's sentence rested on; empty for the manager's own.</param>
/// <param name="Was">The draft's sentence that was changed into it; null for one that was kept, and for the manager's own.</param>
public sealed record SheetLine(string Text, IReadOnlyList<string> Evidence, bool Own, string? Was)
{
    public bool IsChanged => Was is not null;
}

/// <summary>One item of the evidence, and where it comes from.</summary>
/// <param name="Source">In words.</param>
/// <param name="On">The day it is due or was written.</param>
/// <param name="ReadAt">When its source was read.</param>
/// <param name="Cited">The text, as it is, rests on it.</param>
public sealed record SheetEvidence(
    string Id,
    EvidenceKind Kind,
    string Text,
    string Source,
    LocalDate? On,
    Instant? ReadAt,
    IReadOnlyList<string> Links,
    bool Cited
);
