namespace PerfSignal.Bot.Cards.Templating;

/// <summary>
/// Reads one expression. Precedence is that of the reference grammar, where == binds tighter than &lt;
/// (https://github.com/microsoft/botbuilder-js, ExpressionAntlrParser.g4).
/// </summary>
internal sealed class Parser
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
    private static readonly string[] Signs = ["!", "-", "+"];
    private static readonly string[] Roots = ["$data", "$root", "$index"];
    private readonly Scanner _scan;

    private Parser(string source) => _scan = new Scanner(source);

    /// <summary>Throws <see cref="FormatException"/> with a sentence that says what is wrong.</summary>
    public static Expression Parse(string source)
    {
        var parser = new Parser(source);
        var expression = parser.Binary(0);
        parser._scan.Space();
        return parser._scan.IsAtEnd ? expression : throw parser._scan.Unexpected();
    }

    private Expression Binary(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        var left = Binary(level + 1);
        while (_scan.Operator(Levels[level]) is { } op)
        {
            left = Function.Call(op, [left, Binary(level + 1)]);
        }

        return left;
    }

    private Expression Unary()
    {
        if (_scan.Operator(Signs) is not { } op)
        {
            return Primary();
        }

        var operand = Unary();
        return op == "!" ? Function.Call(op, [operand]) : Function.Call(op, [new Constant(0d), operand]);
    }

    private Expression Primary()
    {
        var expression = Atom();
        while (true)
        {
            _scan.Space();
            if (_scan.Take('.'))
            {
                _scan.Space();
                expression = new Accessor(_scan.Identifier(), expression);
            }
            else if (_scan.Take('['))
            {
                var index = Binary(0);
                _scan.Expect(']');
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
        _scan.Space();
        if (_scan.IsAtEnd)
        {
            throw _scan.Unexpected();
        }

        var c = _scan.Peek(0);
        if (_scan.Take('('))
        {
            var inner = Binary(0);
            _scan.Expect(')');
            return inner;
        }

        if (char.IsAsciiDigit(c))
        {
            return new Constant(_scan.Number());
        }

        return c is '\'' or '"' ? new Constant(Text.Literal(_scan.Quoted(c))) : Named();
    }

    private Expression Named()
    {
        var name = _scan.Identifier();
        _scan.Space();
        if (_scan.Take('('))
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
        _scan.Space();
        if (_scan.Take(')'))
        {
            return arguments;
        }

        do
        {
            arguments.Add(Binary(0));
            _scan.Space();
        } while (_scan.Take(','));
        _scan.Expect(')');
        return arguments;
    }
}
