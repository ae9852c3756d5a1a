using System.Linq.Expressions;
using NodaTime;

namespace PerfSignal.Core.Drafting;

/// <summary>Puts rows into months within the database, whose functions of dates differ from product to product.</summary>
internal static class MonthOf
{
    /// <summary>The place of the month in which a row is: 0 before the second start, and so on.</summary>
    /// <param name="starts">Of the months, the earliest first.</param>
    public static Expression<Func<T, int>> Row<T>(Expression<Func<T, Instant?>> at, IReadOnlyList<Instant> starts)
    {
        Expression place = Expression.Constant(0);
        foreach (var start in starts.Skip(1))
        {
            place = Expression.Add(
                place,
                Expression.Condition(
                    Expression.GreaterThanOrEqual(at.Body, Expression.Constant(start, typeof(Instant?))),
                    Expression.Constant(1),
                    Expression.Constant(0)
                )
            );
        }

        return Expression.Lambda<Func<T, int>>(place, at.Parameters);
    }
}
