using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.MyData;

/// <summary>Reads what is held about the one who asks; of nobody else.</summary>
public sealed class HeldReader(PerfSignalData data, Access access)
{
    /// <summary>Set by <see cref="Counts"/> and <see cref="Page"/>.</summary>
    internal Guid Me { get; private set; }

    internal Task<IQueryable<T>> Own<T>(CancellationToken ct)
        where T : class, IAbout<T> => access.Read<T>(new Viewer(Me), Me, Purpose.OwnData, ct);

    /// <summary>Rows beside the rights table: what keeps the service going for this person.</summary>
    internal IQueryable<T> Kept<T>(System.Linq.Expressions.Expression<Func<T, bool>> mine)
        where T : class =>
        HeldKinds.IsKept<T>() ? data.Set<T>().Where(mine) : throw new InvalidOperationException($"{typeof(T).Name} is not listed.");

    public async Task<IReadOnlyList<(HeldKind Kind, int Rows)>> Counts(Viewer viewer, CancellationToken ct)
    {
        Me = viewer.PersonId;
        var counts = new List<(HeldKind, int)>();
        foreach (var kind in HeldKinds.All)
        {
            counts.Add((kind, await kind.Count(this, ct)));
        }

        return counts;
    }

    public async Task<IReadOnlyList<HeldRow>> Page(Viewer viewer, HeldKind kind, Reader words, int skip, int take, CancellationToken ct)
    {
        Me = viewer.PersonId;
        return await kind.Page(this, words, skip, take, ct);
    }

    /// <summary>Names of those who stand in some rows.</summary>
    public Task<Dictionary<Guid, string>> Names(IEnumerable<HeldRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => row.Who).OfType<Guid>().Distinct().ToList();
        return data.People.Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
    }
}
