using System.Linq.Expressions;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Governance;

/// <summary>A grant that holds, with the relationship through which it does.</summary>
public sealed record HeldGrant(Grant Grant, Relationship Through);

/// <summary>Turns grants into the condition that a row must meet.</summary>
internal static class Scope
{
    // Before any record and within what every database can store.
    private static readonly Instant Ever = Instant.FromUtc(1900, 1, 1, 0, 0);

    /// <summary>True for rows about the subject that at least one of the grants opens; null where none opens any.</summary>
    public static Expression<Func<T, bool>>? Of<T>(IEnumerable<HeldGrant> grants, Guid viewer, Guid subject, Instant now)
        where T : class, IAbout<T>
    {
        Expression<Func<T, bool>>? all = null;
        foreach (var grant in grants.Distinct())
        {
            if (Of<T>(grant, viewer, subject, now) is { } one)
            {
                all = all is null ? one : Join(all, one, Expression.OrElse);
            }
        }

        return all;
    }

    /// <summary>Instants are stored to the microsecond; what was frozen in this very one is readable.</summary>
    private static readonly Duration FinestStored = Duration.FromNanoseconds(1000);

    private static Expression<Func<T, bool>>? Of<T>(HeldGrant held, Guid viewer, Guid subject, Instant now)
        where T : class, IAbout<T>
    {
        var about = T.About(subject);
        var through = held.Through;
        return held.Grant.Reach switch
        {
            Reach.All => about,
            Reach.OwnAndPair => Join(about, T.InvolvedIn(subject), Expression.OrElse),
            Reach.Mirror => And(about, T.During(Ever, now + FinestStored)),
            Reach.Pair => And(about, T.InvolvedIn(through.InPlaceOf)),
            Reach.Authored => And(about, T.InvolvedIn(viewer)),
            Reach.OwnPeriod => And(about, During<T>(through)),
            Reach.PairInOwnPeriod => And(And(about, T.InvolvedIn(through.InPlaceOf)), During<T>(through)),
            Reach.Marked when MarkedRows<T>.Condition is { } marked => And(about, marked),
            _ => null,
        };
    }

    private static Expression<Func<T, bool>> During<T>(Relationship through)
        where T : class, IAbout<T> => T.During(through.From ?? Ever, through.Until ?? Ever);

    private static Expression<Func<T, bool>> And<T>(Expression<Func<T, bool>> one, Expression<Func<T, bool>> other) =>
        Join(one, other, Expression.AndAlso);

    private static Expression<Func<T, bool>> Join<T>(
        Expression<Func<T, bool>> one,
        Expression<Func<T, bool>> other,
        Func<Expression, Expression, BinaryExpression> with
    ) =>
        Expression.Lambda<Func<T, bool>>(
            with(one.Body, new Swap(other.Parameters[0], one.Parameters[0]).Visit(other.Body)),
            one.Parameters
        );

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }

    /// <summary>The condition of <see cref="IMarked{TSelf}"/>, found once per entity; null where the entity marks nothing.</summary>
    private static class MarkedRows<T>
        where T : class, IAbout<T>
    {
        public static readonly Expression<Func<T, bool>>? Condition = Find();

        private static Expression<Func<T, bool>>? Find() =>
            Array.Exists(typeof(T).GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IMarked<>))
                ? (Expression<Func<T, bool>>)
                    typeof(Scope)
                        .GetMethod(nameof(Marked), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                        .MakeGenericMethod(typeof(T))
                        .Invoke(null, null)!
                : null;
    }

    private static Expression<Func<T, bool>> Marked<T>()
        where T : class, IMarked<T> => T.Marked;
}
