using System.Linq.Expressions;
using NodaTime;

namespace PerfSignal.Core.People;

/// <summary>The waves that hold on one day, as a rule over people.</summary>
public sealed class PilotDay
{
    private readonly IReadOnlyList<PilotWave> waves;

    private PilotDay(IReadOnlyList<PilotWave> waves, bool takesEveryone)
    {
        (this.waves, TakesEveryone) = (waves, takesEveryone);
        Condition = takesEveryone ? _ => true : AnyOf(waves);
    }

    public static PilotDay Of(IReadOnlyList<PilotWave> all, LocalDate day)
    {
        var held = all.Where(wave => wave.HoldsOn(day)).ToList();
        return new PilotDay(held, all.Count == 0 || held.Exists(wave => wave.Families.Count == 0 && wave.Teams.Count == 0));
    }

    public bool TakesEveryone { get; }

    /// <summary>The same rule as a condition that a database can evaluate.</summary>
    public Expression<Func<Person, bool>> Condition { get; }

    public bool Takes(Person person) => TakesEveryone || waves.Any(wave => wave.Covers(person));

    private static Expression<Func<Person, bool>> AnyOf(IReadOnlyList<PilotWave> waves)
    {
        var person = Expression.Parameter(typeof(Person), "person");
        var any = waves
            .Select(wave => new Renamed(person).Visit(wave.Condition.Body))
            .Aggregate((Expression)Expression.Constant(false), Expression.OrElse);
        return Expression.Lambda<Func<Person, bool>>(any, person);
    }

    private sealed class Renamed(ParameterExpression person) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node.Type == typeof(Person) ? person : node;
    }
}
