using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>All pages of a question.</summary>
/// <param name="Items">By id, the last word of each.</param>
/// <param name="DeltaLink">Of a round of changes; null for other questions.</param>
internal sealed record GraphPages(IReadOnlyDictionary<string, GraphEvent> Items, string? DeltaLink);

/// <summary>Follows the links of pages as they stand, within bounds and never to another host.</summary>
internal sealed class GraphRound(GraphClient client)
{
    /// <summary>Of fifty events each; more than anybody has in two months.</summary>
    private const int MostPages = 200;

    /// <param name="ofChanges">Whether the last page has to carry a link for the next round.</param>
    public async Task<GraphResult<GraphPages>> Read(Uri first, bool ofChanges, CancellationToken ct)
    {
        var items = new Dictionary<string, GraphEvent>(StringComparer.Ordinal);
        var address = first;
        for (var number = 0; number < MostPages; number++)
        {
            var (page, failed, outdated) = await client.Get<GraphPage>(address, ct);
            if (page is null)
            {
                return new(null, failed, outdated);
            }

            if (page.Value is null)
            {
                return Invalid("a page without value");
            }

            foreach (var item in page.Value)
            {
                if (item?.Id is not { Length: > 0 } id)
                {
                    return Invalid("an event without id");
                }

                items[id] = item;
            }

            switch (page)
            {
                case { NextLink: { } next } when client.Inside(next) is { } link:
                    address = link;
                    break;
                case { NextLink: not null }:
                    return Invalid("a link to another host");
                case { DeltaLink: { } delta } when client.Inside(delta) is null:
                    return Invalid("a link to another host");
                case { DeltaLink: null } when ofChanges:
                    return Invalid("a last page without deltaLink");
                default:
                    return new(new GraphPages(items, page.DeltaLink));
            }
        }

        return Invalid($"more than {MostPages} pages");
    }

    private static GraphResult<GraphPages> Invalid(string word) => new(null, new CalendarSync.Failed(CalendarTrouble.Invalid, word));
}
