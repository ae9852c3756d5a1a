using System.Globalization;
using System.Text;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>
/// Reads one expression. Precedence is that of the reference grammar, where == binds tighter than &lt;
/// (https://github.com/microsoft/botbuilder-js, ExpressionAntlrParser.g4).
/// </summary>
internal sealed class Parser(string source)
{
    private static readonly string[][] Levels =
    [
        ["||"],
        ["&&"],
        ["<=", ">=", "<", ">"],
        ["==", "!="],
        ["+", "-"],
        ["*", "/"],
    ];
    private static readonly string[] Roots = ["$data", "$root", "$index"];
    private int _at;

    /// <summary>Throws <see cref="FormatException"/> with a sentence that says what is wrong.</summary>
    public static Expression Parse(string source)
    {
        var parser = new Parser(source);
        var expression = parser.Binary(0);
        parser.Space();
        return parser._at == source.Length ? expression : throw parser.Unexpected();
    }

    private Expression Binary(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        var left = Binary(level + 1);
        while (Operator(Levels[level]) is { } op)
        {
            left = Function.Call(op, [left, Binary(level + 1)]);
        }

        return left;
    }

    private string? Operator(string[] operators)
    {
        Space();
        var op = Array.Find(operators, o => string.CompareOrdinal(source, _at, o, 0, o.Length) == 0);
        _at += op?.Length ?? 0;
        return op;
    }

    private Expression Unary()
    {
        Space();
        if (_at < source.Length && source[_at] is '!' or '-' or '+' && !(source[_at] == '!' && Peek(1) == '='))
        {
            var op = source[_at++].ToString();
            var operand = Unary();
            return op == "!" ? Function.Call(op, [operand]) : Function.Call(op, [new Constant(0d), operand]);
        }

        return Primary();
    }

    private char Peek(int ahead) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    private Expression Primary()
    {
        var expression = Atom();
        while (true)
        {
            Space();
            if (Take('.'))
            {
                Space();
                expression = new Accessor(Identifier(), expression);
            }
            else if (Take('['))
            {
                var index = Binary(0);
                Expect(']');
                expression = new Element(expression, index);
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression Atom()
    {
        Space();
        if (_at >= source.Length)
        {
            throw new FormatException($"\"{source}\" ends too early.");
        }

        var c = source[_at];
        if (Take('('))
        {
            var inner = Binary(0);
            Expect(')');
            return inner;
        }

        if (char.IsAsciiDigit(c))
        {
            return Number();
        }

        return c is '\'' or '"' ? new Constant(Text.Literal(Quoted(c))) : Named();
    }

    private Expression Named()
    {
        var name = Identifier();
        Space();
        if (Take('('))
        {
            return Function.Call(name, Arguments());
        }

        return name switch
        {
            "true" => new Constant(true),
            "false" => new Constant(false),
            "null" => new Constant(null),
            "undefined" => new Constant(Values.Undefined),
            _ when name[0] == '$' && !Roots.Contains(name) => throw new FormatException(
                $"\"{name}\" is not known; there are {string.Join(", ", Roots)}."
            ),
            _ => new Accessor(name, null),
        };
    }

    private List<Expression> Arguments()
    {
        var arguments = new List<Expression>();
        Space();
        if (Take(')'))
        {
            return arguments;
        }

        do
        {
            arguments.Add(Binary(0));
            Space();
        } while (Take(','));
        Expect(')');
        return arguments;
    }

    private Constant Number()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek(0)))
        {
            _at++;
        }

        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _at++;
            while (char.IsAsciiDigit(Peek(0)))
            {
                _at++;
            }
        }

        return new Constant(double.Parse(source.AsSpan(start, _at - start), CultureInfo.InvariantCulture));
    }

    private string Quoted(char quote)
    {
        var text = new StringBuilder();
        for (_at++; _at < source.Length; _at++)
        {
            var c = source[_at];
            if (c == quote)
            {
                _at++;
                return text.ToString();
            }

            if (c != '\\')
            {
                text.Append(c);
                continue;
            }

            var next = Peek(1);
            var escaped = next switch
            {
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                '\\' => "\\",
                _ when next == quote => quote.ToString(),
                _ => null,
            };
            text.Append(escaped ?? "\\");
            _at += escaped is null ? 0 : 1;
        }

        throw new FormatException($"the string in \"{source}\" is not closed.");
    }

    private string Identifier()
    {
        var start = _at;
        if (char.IsAsciiLetter(Peek(0)) || Peek(0) is '_' or '$')
        {
            _at++;
            while (char.IsAsciiLetterOrDigit(Peek(0)) || Peek(0) == '_')
            {
                _at++;
            }
        }

        return _at > start ? source[start.._at] : throw Unexpected();
    }

    private bool Take(char c)
    {
        if (Peek(0) != c || _at >= source.Length)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char c)
    {
        Space();
        if (!Take(c))
        {
            throw new FormatException($"\"{source}\" lacks a \"{c}\" at position {_at + 1}.");
        }
    }

    private void Space()
    {
        while (Peek(0) is ' ' or '\t' or '\u00a0')
        {
            _at++;
        }
    }

    private FormatException Unexpected() =>
        new(
            _at < source.Length
                ? $"\"{source}\" has an unexpected \"{source[_at]}\" at position {_at + 1}."
                : $"\"{source}\" ends too early."
        );
}
