using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Drafting;

public static class DraftVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(WriteDraft.Name, typeof(WriteDraft), ["draft"], Audience.Managers) { NameIn = DraftSubjects.NameIn },
        new(ChangeDraft.Edit, typeof(ChangeDraft), [], Audience.Managers),
        new(ApproveDraft.Name, typeof(ApproveDraft), [], Audience.Managers),
        new(ChangeDraft.Discard, typeof(ChangeDraft), [], Audience.Managers),
        new(ChangeDraft.Again, typeof(ChangeDraft), [], Audience.Managers),
        new(SwitchDrafting.Name, typeof(SwitchDrafting), ["ai", "ki"]) { Knows = (words, _) => SwitchDrafting.Knows(words) },
        new(ShowSummary.Show, typeof(ShowSummary), ["summary"]) { NameIn = Verb.WholeName },
        new(ShowSummary.Comment, typeof(ShowSummary), []),
    ];
}
