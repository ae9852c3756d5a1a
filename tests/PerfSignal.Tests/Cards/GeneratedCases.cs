using System.Text.Json.Nodes;

namespace PerfSignal.Tests.Cards;

/// <summary>Random templates over the whole language, the same for the same seed, for comparison with the official library.</summary>
internal sealed class GeneratedCases(int seed)
{
    private static readonly string[] Names =
    [
        "n",
        "m",
        "z",
        "s",
        "e",
        "w",
        "yes",
        "no",
        "nil",
        "list",
        "words",
        "none",
        "o.k",
        "o.list[1]",
        "gone",
        "o.gone",
        "list[0]",
        "rows[1].name",
    ];
    private static readonly string[] Binary = ["==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "*", "/"];
    private readonly Random _random = new(seed);

    public IEnumerable<ExpanderCase> Take(int count) =>
        Enumerable.Range(0, count).Select(i => new ExpanderCase($"generated {seed}-{i}", Template(), Data(), null));

    private static JsonObject Data() =>
        (JsonObject)
            JsonNode.Parse(
                """
                {"n":7,"m":-2.5,"z":0,"s":"Text with *stars* & <tags>","e":"","w":"12","yes":true,"no":false,"nil":null,
                 "list":[3,"b",null,true],"words":["a","b","c"],"none":[],"o":{"k":"v","list":[1,2.25]},
                 "rows":[{"name":"Ana","n":1,"tags":["x","y"]},{"name":"Bö","n":2000.5,"tags":[]},{"name":"","n":-3}]}
                """
            )!;

    /// <summary>One part each: the official library gives up on a whole template when one value in it cannot be computed.</summary>
    private JsonObject Template() =>
        _random.Next(5) switch
        {
            0 => new() { ["whole"] = Whole(3) },
            1 => new() { ["text"] = Sentence() },
            2 => new() { ["body"] = new JsonArray(Row("${rows}"), Row("${words}"), Row(Whole(1))) },
            3 => new() { ["body"] = new JsonArray(new JsonObject { ["$when"] = "${!!(" + Expression(2) + ")}", ["k"] = Whole(1) }, 1) },
            _ => new()
            {
                ["one"] = new JsonObject { ["$data"] = Pick(["${o}", "${rows}", "${none}", "${nil}", "${gone}"]), ["v"] = Sentence() },
            },
        };

    private JsonObject Row(string data)
    {
        var row = new JsonObject
        {
            ["$data"] = data,
            ["a"] = Pick(["${name}", "${$data}", "${$index}", "${$root.s}", "${n * 2}", "${count(tags)} tags"]),
        };
        if (_random.Next(3) == 0)
        {
            row["$when"] = Pick(["${n > 1}", "${$index < 2}", "${exists(name)}", "${!empty(tags)}", "${name == 'Ana'}"]);
        }

        return row;
    }

    private string Whole(int depth) => "${" + Expression(depth) + "}";

    private string Sentence() => Pick(["a ", "", "→ "]) + Whole(2) + Pick([" and ", "", " \\${x} "]) + Whole(2) + Pick(["", "."]);

    private string Expression(int depth)
    {
        if (depth == 0 || _random.Next(4) == 0)
        {
            return _random.Next(4) switch
            {
                0 => Pick(["1", "0", "2.5", "'a'", "'it is'", "true", "false", "null"]),
                _ => Pick(Names),
            };
        }

        string Next() => Expression(depth - 1);
        return _random.Next(18) switch
        {
            0 or 1 or 2 or 3 => $"({Next()} {Pick(Binary)} {Next()})",
            4 => $"{Next()} {Pick(Binary)} {Next()} {Pick(Binary)} {Next()}",
            5 => $"if({Next()}, {Next()}, {Next()})",
            6 => $"!{Pick(Names)}",
            7 => $"empty({Next()})",
            8 => $"exists({Next()})",
            9 => $"coalesce({Next()}, {Next()}, 'end')",
            10 => $"count({Next()})",
            11 => $"length({Next()})",
            12 => $"join({Pick(["list", "words", "none", "s"])}, {Pick(["','", "' - '"])})",
            13 => $"concat({Next()}, {Next()})",
            14 => $"string({Next()})",
            15 => $"toUpper({Next()})",
            16 => $"formatNumber({Next()}, {_random.Next(4)}, 'en-US')",
            _ => $"-{Pick(Names)}",
        };
    }

    private string Pick(string[] of) => of[_random.Next(of.Length)];
}
