using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Every row of one kind that is held about the person, page by page.</summary>
public sealed class HeldModel(HeldReader held, Access access) : SitePage
{
    public const int PageSize = 50;

    /// <summary>Nobody has so many pages; a made-up number asks the database for nothing.</summary>
    private const int MostPages = 100_000;

    public HeldKind Kind { get; private set; } = HeldKinds.All[0];
    public IReadOnlyList<HeldRow> Rows { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public ItemContests Contests { get; private set; } = ItemContests.None;

    /// <summary>From 1.</summary>
    public int Number { get; private set; } = 1;
    public bool HasOlder { get; private set; }

    public async Task<IActionResult> OnGetAsync(string kind, [FromQuery(Name = "page")] int? page)
    {
        if (HeldKinds.Find(kind) is not { } found)
        {
            return NotFound();
        }

        Kind = found;
        Number = Math.Clamp(page ?? 1, 1, MostPages);
        var rows = await held.Page(Viewer, found, Reader, (Number - 1) * PageSize, PageSize + 1, Aborted);
        HasOlder = rows.Count > PageSize;
        Rows = [.. rows.Take(PageSize)];
        Names = await held.Names(Rows, Aborted);
        if (Rows.Any(row => row.Item is not null))
        {
            Contests = await ItemContests.Of(access, Viewer, Aborted);
        }

        return Page();
    }
}
