using System.Linq.Expressions;
using NodaTime;

namespace PerfSignal.Core.Governance;

/// <summary>An entity that holds something about a person; it is read through <see cref="Access"/> only.</summary>
public interface IAbout<TSelf>
    where TSelf : class, IAbout<TSelf>
{
    static abstract DataClass Class { get; }

    /// <summary>True for the rows that are about the subject.</summary>
    static abstract Expression<Func<TSelf, bool>> About(Guid subject);

    /// <summary>True for the rows that the viewer wrote or is one of the pair of, for rights that reach no further.</summary>
    static abstract Expression<Func<TSelf, bool>> InvolvedIn(Guid viewer);

    /// <summary>True for the rows of a period, for rights that are limited to one's own period; until is excluded.</summary>
    static abstract Expression<Func<TSelf, bool>> During(Instant from, Instant until);
}

/// <summary>An entity some of whose rows stand open to those whose right reaches marked rows only.</summary>
public interface IMarked<TSelf> : IAbout<TSelf>
    where TSelf : class, IMarked<TSelf>
{
    /// <summary>True for a goal made visible, a rating that was shared, a review (and no mere summary).</summary>
    static abstract Expression<Func<TSelf, bool>> Marked { get; }
}

/// <summary>An entity whose author, and whoever else took part in it, may read it again whatever they are to the person it is about.</summary>
public interface IWritten<TSelf> : IAbout<TSelf>
    where TSelf : class, IWritten<TSelf>;

/// <summary>An entity of which some viewers may read a part, such as title and progress.</summary>
public interface IInPart<TSelf, TPart> : IAbout<TSelf>
    where TSelf : class, IInPart<TSelf, TPart>
{
    static abstract Expression<Func<TSelf, TPart>> Part { get; }
}
