using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Reads people in pages by e-mail address, so that memory does not grow with how many they are.</summary>
internal static class AudiencePages
{
    public const int Size = 500;

    /// <param name="after">The last address of the page before; null for the first.</param>
    public static Task<List<Person>> PageAfter(this IQueryable<Person> people, string? after, int size, CancellationToken ct) =>
#pragma warning disable CA1309 // The database compares, in the order in which it sorts.
        (after is null ? people : people.Where(person => string.Compare(person.Email, after) > 0))
#pragma warning restore CA1309
            .OrderBy(person => person.Email)
            .Take(size)
            .ToListAsync(ct);

    public static async IAsyncEnumerable<List<Person>> Pages(this IQueryable<Person> people, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = await people.PageAfter(null, Size, ct); page.Count > 0; page = await people.PageAfter(page[^1].Email, Size, ct))
        {
            yield return page;
        }
    }
}
