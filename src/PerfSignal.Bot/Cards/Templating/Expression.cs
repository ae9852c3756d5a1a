using System.Globalization;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>A parsed expression; its text form is the one the reference library prints where a value is missing.</summary>
internal abstract record Expression;

internal sealed record Constant(object? Value) : Expression
{
    public override string ToString() =>
        Value switch
        {
            null => "null",
            bool b => b ? "true" : "false",
            double d => JsNumber.Text(d),
            Text t => "'" + t.Plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'",
            _ => "undefined",
        };
}

/// <summary>A property by name: of the current data when <paramref name="Of"/> is null.</summary>
internal sealed record Accessor(string Name, Expression? Of) : Expression
{
    public override string ToString() => Of is null ? Name : Of + "." + Name;
}

internal sealed record Element(Expression Of, Expression Index) : Expression
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Of}[{Index}]");
}

/// <summary>An operator or function with its arguments.</summary>
internal sealed record Call(Function Function, IReadOnlyList<Expression> Arguments) : Expression
{
    public override string ToString()
    {
        var infix = !char.IsAsciiLetter(Function.Name[0]) && Arguments.Count >= 2;
        return infix
            ? "(" + string.Join(" " + Function.Name + " ", Arguments) + ")"
            : Function.Name + "(" + string.Join(", ", Arguments) + ")";
    }
}
