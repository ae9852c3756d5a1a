using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>Rows of drafts and summaries as the product would write them.</summary>
internal static class DraftRows
{
    /// <summary>An approved draft and its summary.</summary>
    public static object[] Approved(
        Person manager,
        Person report,
        Instant at,
        string text = "It was agreed to meet.",
        DraftKind kind = DraftKind.OneOnOne
    )
    {
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            ManagerId = manager.Id,
            ReportId = report.Id,
            Language = "en",
            Evidence = CardJson.Write(Packs.Of(Sample.Calm)),
            EvidenceHash = new string('0', 64),
            Sentences = CardJson.Write(new WrittenDraft([new(text, ["E1"])], null)),
            Writer = PlainWriter.Plain,
            PromptVersion = DraftPrompt.Version,
            State = DraftState.Approved,
            CreatedAt = at,
            EndedAt = at,
        };
        return
        [
            draft,
            new Summary
            {
                Id = Guid.CreateVersion7(),
                DraftId = draft.Id,
                Kind = draft.Kind,
                ManagerId = manager.Id,
                ReportId = report.Id,
                Language = "en",
                Text = text,
                Evidence = draft.Evidence,
                Writer = draft.Writer,
                PromptVersion = draft.PromptVersion,
                ApprovedById = manager.Id,
                ApprovedAt = at,
            },
        ];
    }
}
