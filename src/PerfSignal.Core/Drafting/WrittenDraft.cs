namespace PerfSignal.Core.Drafting;

/// <summary>What <see cref="Draft.Sentences"/> holds.</summary>
/// <param name="Fallback">Why the plain writer stepped in for a model; null where it did not.</param>
public sealed record WrittenDraft(IReadOnlyList<DraftSentence> Sentences, string? Fallback)
{
    /// <summary>The writer of a draft that a model is still to write.</summary>
    public const string Pending = "";

    public string Text => string.Join('\n', Sentences.Select(sentence => sentence.Text));
}
