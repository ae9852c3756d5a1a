using PerfSignal.Core.Data;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The open drafts of a manager, or of who stands in, and how theirs came out in numbers.</summary>
public sealed class DraftsModel(PerfSignalData data, DraftList list, DraftOversight oversight) : SitePage
{
    public IReadOnlyList<ListedDraft> Drafts { get; private set; } = [];
    public DraftOverview Mine { get; private set; } = null!;

    /// <summary>What was just done, as a text; null where nothing was.</summary>
    public string? Done { get; private set; }

    public async Task OnGetAsync(string? done)
    {
        Done = done switch
        {
            "approved" => Reader.Say("web_drafts_approved"),
            "discarded" => Reader.Say("draft_discarded"),
            "writing" => Reader.Say("draft_writing"),
            _ => null,
        };
        Drafts = await list.Of(Me, Reader, Aborted);
        Mine = await oversight.Own(Viewer, Aborted);
        await data.SaveChangesAsync(Aborted);
    }

    public string What(ListedDraft draft) =>
        draft is { From: { } from, Until: { } until }
            ? Reader.Say("web_drafts_period", ("from", Reader.Date(from)), ("until", Reader.Date(until)))
            : Reader.Say("web_drafts_one_on_one");
}
