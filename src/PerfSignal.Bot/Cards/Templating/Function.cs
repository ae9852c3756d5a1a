namespace PerfSignal.Bot.Cards.Templating;

[Flags]
internal enum Kinds
{
    Boolean = 1,
    Number = 2,
    Any = 4,
    String = 8,
    Array = 16,
}

/// <summary>An operator or function of the language: what it takes, what it gives, how it is computed.</summary>
internal sealed record Function(string Name, Kinds Gives, int Least, int Most, Kinds[] Takes, Func<Call, Frame, bool, Outcome> Compute)
{
    /// <summary>A call with its arguments checked; throws <see cref="FormatException"/> for an unknown name or wrong arguments.</summary>
    public static Call Call(string name, IReadOnlyList<Expression> arguments)
    {
        if (!Functions.All.TryGetValue(name, out var function))
        {
            throw new FormatException(
                $"\"{name}\" is not a function of the card language; there are {string.Join(", ", Functions.All.Keys.Order(StringComparer.Ordinal))}."
            );
        }

        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            var wanted = function.Least == function.Most ? $"{function.Least}" : $"{function.Least} or more";
            throw new FormatException($"{name} takes {wanted} arguments, not {arguments.Count}.");
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            var takes = function.Takes[Math.Min(i, function.Takes.Length - 1)];
            var gives = KindOf(arguments[i]);
            if (!takes.HasFlag(Kinds.Any) && !gives.HasFlag(Kinds.Any) && (takes & gives) == default)
            {
                throw new FormatException($"{name} cannot take {arguments[i]} as argument {i + 1}: it wants {takes}, not {gives}.");
            }
        }

        return new Call(function, arguments);
    }

    private static Kinds KindOf(Expression expression) =>
        expression switch
        {
            Templating.Call call => call.Function.Gives,
            Constant { Value: bool } => Kinds.Boolean,
            Constant { Value: double } => Kinds.Number,
            Constant { Value: Text } => Kinds.String,
            _ => Kinds.Any,
        };
}

/// <summary>A value, or the reason there is none.</summary>
internal readonly record struct Outcome(object? Value, string? Error)
{
    public static Outcome Of(object? value) => new(value, null);

    public static Outcome Fail(string error) => new(Values.Undefined, error);
}
