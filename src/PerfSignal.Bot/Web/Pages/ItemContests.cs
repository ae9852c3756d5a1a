using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Which of the items that were written about the reader they contest.</summary>
/// <param name="Marked">Contested and not decided yet, or upheld.</param>
/// <param name="Decided">Contested and not upheld; what was written does not change, so it is decided once.</param>
public sealed record ItemContests(IReadOnlySet<Guid> Marked, IReadOnlySet<Guid> Decided)
{
    public static ItemContests None { get; } = new(new HashSet<Guid>(), new HashSet<Guid>());

    public static async Task<ItemContests> Of(Access access, Viewer viewer, CancellationToken ct)
    {
        var mine = await access.Read<Contest>(viewer, viewer.PersonId, Purpose.OwnData, ct);
        var rows = await mine.AsNoTracking().Where(row => row.ItemId != null).ToListAsync(ct);
        return new ItemContests(Ids(rows, "open", "upheld"), Ids(rows, "rejected"));
    }

    public ContestedItemView View(HeldItem item, Reader reader) => new(item, Marked.Contains(item.Id), Decided.Contains(item.Id), reader);

    private static HashSet<Guid> Ids(List<Contest> rows, params string[] states) =>
        [.. rows.Where(row => states.Contains(row.State, StringComparer.Ordinal)).Select(row => row.ItemId).OfType<Guid>()];
}

/// <summary>The mark of a contested item, or the button that contests it.</summary>
public sealed record ContestedItemView(HeldItem Item, bool Marked, bool Decided, Reader Reader)
{
    public string Label => Reader.Say("button_" + Item.Verb.Replace('.', '_'));
}
