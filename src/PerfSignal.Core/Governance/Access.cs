using System.Linq.Expressions;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Governance;

/// <summary>Asks the rights table who may read or do what about whom, and records reads of other people's data.</summary>
public sealed class Access(PerfSignalData data, Audit audit, Relations relations, TimeProvider clock)
{
    private readonly HashSet<(Guid Viewer, Guid Subject, string Act, DataClass Class, Purpose Purpose)> recorded = [];

    /// <summary>
    /// The rows about the subject that the viewer may read today, as a query that is empty where nothing may be read.
    /// A refusal looks like absence, so it reveals nothing. The entry about the read is saved with the caller's transaction.
    /// </summary>
    public async Task<IQueryable<T>> Read<T>(Viewer viewer, Guid subject, Purpose purpose, CancellationToken ct)
        where T : class, IAbout<T> => await Open<T>(viewer, subject, purpose, await Held(viewer, subject, T.Class, Right.Read, ct), ct);

    /// <summary>As <see cref="Read{T}"/> for several subjects, asked as one query; a row that is about two of them is there twice.</summary>
    public async Task<IQueryable<T>> ReadAll<T>(Viewer viewer, IReadOnlyCollection<Guid> subjects, Purpose purpose, CancellationToken ct)
        where T : class, IAbout<T>
    {
        await relations.Prepare(viewer.PersonId, subjects, ct);
        IQueryable<T>? all = null;
        foreach (var subject in subjects)
        {
            var rows = await Read<T>(viewer, subject, purpose, ct);
            all = all is null ? rows : all.Concat(rows);
        }

        return all ?? data.Set<T>().Where(row => false);
    }

    /// <summary>
    /// As <see cref="Read{T}"/>, and opens as well what HR may read for a reason only. The reason, at most <see cref="GlassBreak.MaxReason"/>
    /// characters, is shown to the person concerned; a blank one opens nothing more.
    /// </summary>
    public async Task<IQueryable<T>> BreakGlass<T>(Viewer viewer, Guid subject, string reason, CancellationToken ct)
        where T : class, IAbout<T>
    {
        var held = await Held(viewer, subject, T.Class, Right.Read, ct);
        var words = reason.Trim();
        if (words.Length == 0 || held.All(grant => grant.Grant.Reach != Reach.BreakGlass))
        {
            return await Open<T>(viewer, subject, Purpose.BreakGlass, held, ct);
        }

        data.Add(
            new GlassBreak
            {
                Id = clock.NewId(),
                ReaderId = viewer.PersonId,
                SubjectId = subject,
                What = T.Class,
                Reason = words[..Math.Min(words.Length, GlassBreak.MaxReason)],
                At = clock.Now(),
            }
        );
        var opened = held.Select(grant =>
            grant.Grant.Reach == Reach.BreakGlass ? grant with { Grant = new(Right.Read, Reach.All) } : grant
        );
        return await Open<T>(viewer, subject, Purpose.BreakGlass, [.. opened], ct);
    }

    /// <summary>The part of each row that the viewer may read, such as title and progress; for those who may read whole rows too.</summary>
    public async Task<IQueryable<TPart>> ReadPart<T, TPart>(Viewer viewer, Guid subject, Purpose purpose, CancellationToken ct)
        where T : class, IInPart<T, TPart>
    {
        var held = await Held(viewer, subject, T.Class, Right.Read, ct);
        var opened = held.Select(grant =>
            grant.Grant.Reach == Reach.TitlesAndProgress ? grant with { Grant = new(Right.Read, Reach.All) } : grant
        );
        return (await Open<T>(viewer, subject, purpose, [.. opened], ct)).Select(T.Part);
    }

    /// <summary>Whether the viewer holds a right today about the subject's data of a class, for some rows at least and without a further condition.</summary>
    /// <remarks>For <see cref="DataClass.Register"/>, which is about nobody, the viewer stands for the subject too.</remarks>
    public async Task<bool> May(Viewer viewer, Guid subject, DataClass dataClass, Right right, CancellationToken ct) =>
        (await Held(viewer, subject, dataClass, right, ct)).Any(held => OpensRows(held.Grant.Reach));

    /// <summary>How far the viewer's right reaches, also where it opens no rows, such as <see cref="Reach.Aggregates"/>.</summary>
    public async Task<IReadOnlySet<Reach>> Reaches(Viewer viewer, Guid subject, DataClass dataClass, Right right, CancellationToken ct) =>
        (await Held(viewer, subject, dataClass, right, ct)).Select(held => held.Grant.Reach).ToHashSet();

    /// <summary>Whether a role of the viewer's lets them know how many rows of a class there are, of which state, and nothing of whose they are.</summary>
    public async Task<bool> SeesCounts(Viewer viewer, DataClass dataClass, CancellationToken ct) =>
        (await relations.RolesOf(viewer.PersonId, ct)).Any(role =>
            RightsTable.Of(dataClass, role.Relation).Any(grant => grant is { Right: Right.Read, Reach: Reach.Counts })
        );

    /// <summary>Those about whom the viewer holds a right as HR today, for what concerns many at once; nobody where the viewer is not HR.</summary>
    public async Task<Population> Population(Viewer viewer, DataClass dataClass, Right right, CancellationToken ct) =>
        RightsTable.Of(dataClass, Relation.Hr).Any(grant => grant.Right == right && grant.Reach == Reach.All)
            ? await relations.PopulationOf(viewer.PersonId, ct)
            : People.Population.Nobody;

    /// <summary>
    /// The people of whom the viewer's roles allow totals of a class, as a query of ids; null where they allow none. Only for a reach that opens
    /// no rows. The entry about the look is saved by the caller.
    /// </summary>
    public async Task<IQueryable<Guid>?> Totals(Viewer viewer, DataClass dataClass, Reach reach, CancellationToken ct)
    {
        if (OpensRows(reach))
        {
            throw new ArgumentOutOfRangeException(nameof(reach), reach, "opens rows");
        }

        var held = (await relations.PopulationsOf(viewer.PersonId, ct))
            .Where(role => RightsTable.Of(dataClass, role.Role).Contains(new Grant(Right.Read, reach)))
            .ToList();
        if (held.Count == 0)
        {
            return null;
        }

        await audit.Add(viewer.PersonId, "read", dataClass.ToString(), null, Purpose.Process.ToString(), ct);
        var departments = held.ConvertAll(role => role.Department);
        return departments.Contains(null)
            ? data.People.Select(person => person.Id)
            : data.People.Where(person => departments.Contains(person.Department)).Select(person => person.Id);
    }

    /// <summary>
    /// Whether the viewer may write feedback or praise about the subject. Any two who work here today may, upward and across teams too;
    /// it gives no right to read more than one's own words.
    /// </summary>
    public Task<bool> MayGiveFeedback(Viewer viewer, Guid subject, CancellationToken ct) =>
        relations.AreColleagues(viewer.PersonId, subject, ct);

    /// <summary>
    /// What the viewer wrote, asked for or was asked for, whoever it is about: colleagues of other teams are nothing to each other in the
    /// rights table, and what somebody wrote themself tells them nothing new.
    /// </summary>
    public IQueryable<T> Written<T>(Viewer viewer)
        where T : class, IWritten<T> => data.Set<T>().Where(T.InvolvedIn(viewer.PersonId));

    /// <summary>Every row, for scheduled acts of the service that act in nobody's name; a test lists the types that may call it.</summary>
    public IQueryable<T> ForService<T>()
        where T : class, IAbout<T> => data.Set<T>();

    private async Task<IQueryable<T>> Open<T>(
        Viewer viewer,
        Guid subject,
        Purpose purpose,
        IReadOnlyList<HeldGrant> held,
        CancellationToken ct
    )
        where T : class, IAbout<T>
    {
        var condition = Scope.Of<T>(held, viewer.PersonId, subject, clock.Now());
        await Record(viewer, subject, condition is null ? "refused" : "read", T.Class, purpose, ct);
        Expression<Func<T, bool>> nothing = row => false;
        return data.Set<T>().Where(condition ?? nothing);
    }

    private async Task<IReadOnlyList<HeldGrant>> Held(Viewer viewer, Guid subject, DataClass dataClass, Right right, CancellationToken ct)
    {
        var through = await relations.Of(viewer.PersonId, subject, ct);
        if (dataClass == DataClass.Register)
        {
            through = [.. through, .. await relations.RolesOf(viewer.PersonId, ct)];
        }

        // Only goals cascade down the line; asked last, since it walks up the viewer's managers.
        if (
            dataClass == DataClass.Goals
            && right == Right.Read
            && !through.Any(relationship =>
                RightsTable.Of(dataClass, relationship.Relation).Any(grant => grant is { Right: Right.Read, Reach: Reach.All })
            )
            && await relations.IsBelow(viewer.PersonId, subject, ct)
        )
        {
            through = [.. through, new Relationship(Relation.Report, viewer.PersonId)];
        }

        return
        [
            .. from relationship in through
            from grant in RightsTable.Of(dataClass, relationship.Relation)
            where grant.Right == right
            select new HeldGrant(grant, relationship),
        ];
    }

    /// <summary>One entry per answer, however many queries it takes; one's own data leaves none.</summary>
    internal async Task Record(Viewer viewer, Guid subject, string act, DataClass dataClass, Purpose purpose, CancellationToken ct)
    {
        if (viewer.PersonId != subject && recorded.Add((viewer.PersonId, subject, act, dataClass, purpose)))
        {
            // Somebody asked for by a made-up id gets no alias.
            Guid? known = await data.People.FindAsync([subject], ct) is null ? null : subject;
            await audit.Add(viewer.PersonId, act, dataClass.ToString(), known, purpose.ToString(), ct);
        }
    }

    private static bool OpensRows(Reach reach) =>
        reach
            is Reach.All
                or Reach.OwnAndPair
                or Reach.Mirror
                or Reach.Pair
                or Reach.Authored
                or Reach.OwnPeriod
                or Reach.PairInOwnPeriod
                or Reach.Marked
                or Reach.WithApproval;
}
