using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.MyData;

/// <summary>What the reader may contest, and the verb that does.</summary>
public sealed record HeldItem(string Verb, Guid Id);

/// <summary>One row that is held about the reader.</summary>
/// <param name="Text">What it says, as far as it says something; what people wrote is as they wrote it.</param>
/// <param name="Who">Somebody else who stands in it, such as the author; null where nobody does.</param>
/// <param name="Item">Set where somebody else wrote it and it may be contested.</param>
public sealed record HeldRow(Instant? At, string Text, Guid? Who = null, HeldItem? Item = null);

/// <summary>A kind of rows that are held about a person, counted and shown page by page.</summary>
public abstract class HeldKind(string name, Type entity)
{
    /// <summary>A word of the texts, `held_…`, and of the address of its page.</summary>
    public string Name => name;
    public Type Entity => entity;

    public abstract Task<int> Count(HeldReader reader, CancellationToken ct);

    public abstract Task<IReadOnlyList<HeldRow>> Page(HeldReader reader, Reader words, int skip, int take, CancellationToken ct);
}

/// <param name="rows">The reader's own rows, the newest first.</param>
/// <param name="part">What of a row is read.</param>
internal sealed class HeldKind<T, TPart>(
    string name,
    Func<HeldReader, CancellationToken, Task<IQueryable<T>>> rows,
    System.Linq.Expressions.Expression<Func<T, TPart>> part,
    Func<TPart, Reader, HeldRow> line
) : HeldKind(name, typeof(T))
    where T : class
{
    public override async Task<int> Count(HeldReader reader, CancellationToken ct) => await (await rows(reader, ct)).CountAsync(ct);

    public override async Task<IReadOnlyList<HeldRow>> Page(HeldReader reader, Reader words, int skip, int take, CancellationToken ct)
    {
        var page = await (await rows(reader, ct)).AsNoTracking().Skip(skip).Take(take).Select(part).ToListAsync(ct);
        return [.. page.Select(row => line(row, words))];
    }
}
