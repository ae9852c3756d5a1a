using System.Diagnostics.CodeAnalysis;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Core.Drafting;

/// <summary>A draft as the guard left it.</summary>
/// <param name="Writer">Who wrote what is shown: the model, or `plain`.</param>
/// <param name="Refused">Sentences refused, by reason.</param>
/// <param name="Fallback">Why the plain writer stepped in, a word of the texts (`draft_reason_…`); null where it did not.</param>
public sealed record MadeDraft(
    IReadOnlyList<DraftSentence> Sentences,
    string Writer,
    IReadOnlyDictionary<string, int> Refused,
    DraftUsage Usage,
    int Milliseconds,
    string? Fallback
);

/// <summary>Has a draft written and guarded; whatever the writer does, there is one in the end.</summary>
public sealed class DraftMaker(IDraftWriter writer, PlainWriter plain, TimeProvider clock)
{
    /// <summary>A model gets so long, one attempt to repair its answer included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [SuppressMessage("Design", "CA1031", Justification = "A writer behind a wire may fail in any way; the manager gets the plain draft.")]
    public async Task<MadeDraft> Make(DraftPack pack, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        var request = pack.Request;
        WriterAnswer answer;
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            answer = await writer.Write(request, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            answer = new WriterAnswer.Failed("timeout", DraftUsage.None);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            answer = new WriterAnswer.Failed("failed", DraftUsage.None);
        }

        var took = (int)clock.GetElapsedTime(start).TotalMilliseconds;
        if (answer is not WriterAnswer.Wrote wrote)
        {
            return Plainly(pack, new Dictionary<string, int>(), answer.Usage, took, ((WriterAnswer.Failed)answer).Reason);
        }

        var guarded = Guard.Whole.Check(request, wrote.Sentences);
        var refused = guarded
            .Refused.GroupBy(refusal => refusal.Rule, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Key, rule => rule.Count());
        return guarded.TooMuch && writer.Name != PlainWriter.Plain
            ? Plainly(pack, refused, answer.Usage, took, "refused")
            : new MadeDraft(Restored(pack, guarded.Kept), writer.Name, refused, answer.Usage, took, null);
    }

    private MadeDraft Plainly(DraftPack pack, IReadOnlyDictionary<string, int> refused, DraftUsage usage, int took, string reason) =>
        new(Restored(pack, plain.Sentences(pack.Request)), PlainWriter.Plain, refused, usage, took, reason);

    private static IReadOnlyList<DraftSentence> Restored(DraftPack pack, IReadOnlyList<DraftSentence> sentences) =>
        [.. sentences.Select(sentence => sentence with { Text = pack.Restore(sentence.Text, sentence.Evidence) })];
}
