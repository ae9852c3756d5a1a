using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Reads people in pages by e-mail address, so that of a large audience only the identifiers are held.</summary>
/// <remarks>
/// They are looked for and sorted once. To ask for what comes after an address would do that again for each page: a database that reckons the
/// condition narrower than the address begins with the condition.
/// </remarks>
internal static class AudiencePages
{
    public const int Size = 500;

    /// <summary>Who they are, in the order of the pages; 16 bytes each.</summary>
    public static Task<List<Guid>> Ids(this IQueryable<Person> people, CancellationToken ct) =>
        people.OrderBy(person => person.Email).Select(person => person.Id).ToListAsync(ct);

    /// <summary>Those of them who are among the people still.</summary>
    public static Task<List<Person>> Page(this IQueryable<Person> people, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        people.Where(person => EF.Parameter(ids).Contains(person.Id)).OrderBy(person => person.Email).ToListAsync(ct);

    public static async IAsyncEnumerable<List<Person>> Pages(this IQueryable<Person> people, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var ids in (await people.Ids(ct)).Chunk(Size))
        {
            yield return await people.Page(ids, ct);
        }
    }
}
