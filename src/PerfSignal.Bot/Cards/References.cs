using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>A data path, text key or verb used at a line.</summary>
/// <param name="Landing">What the field does with text; raw for conditions and lists.</param>
internal sealed record Reference(string Name, int Line, Landing Landing = Landing.Raw);

/// <summary>Everything a template refers to. A data path is absolute: <c>people[].name</c> is the name of each of the people.</summary>
internal sealed record References(IReadOnlyList<Reference> Data, IReadOnlyList<Reference> Texts, IReadOnlyList<Reference> Verbs)
{
    public static References Of(Template template, SourceObject source)
    {
        var collector = new Collector();
        collector.Template(template, "");
        var verbs = new List<Reference>();
        CollectVerbs(source, verbs);
        return new References([.. collector.Data.Distinct()], [.. collector.Texts.Distinct()], verbs);
    }

    private static void CollectVerbs(SourceNode node, List<Reference> verbs)
    {
        switch (node)
        {
            case SourceArray array:
                foreach (var item in array.Items)
                {
                    CollectVerbs(item, verbs);
                }

                break;
            case SourceObject o:
                if (o.Type == "Action.Execute" && o["verb"] is SourceText verb)
                {
                    verbs.Add(new Reference(verb.Text, verb.Line));
                }

                foreach (var property in o.Properties)
                {
                    CollectVerbs(property.Value, verbs);
                }

                break;
        }
    }

    private sealed class Collector
    {
        public List<Reference> Data { get; } = [];

        public List<Reference> Texts { get; } = [];

        /// <summary><paramref name="scope"/> is the path of the current data; null where it cannot be known from the template.</summary>
        public void Template(Template template, string? scope)
        {
            switch (template)
            {
                case ValueTemplate value:
                    Expression(value.Expression, scope, value.Line, value.Landing);
                    break;
                case TextTemplate text:
                    foreach (var part in text.Parts)
                    {
                        Expression(part, scope, text.Line, text.Landing);
                    }

                    break;
                case ArrayTemplate array:
                    foreach (var item in array.Items)
                    {
                        Template(item, scope);
                    }

                    break;
                case ObjectTemplate o:
                    Object(o, scope);
                    break;
            }
        }

        private void Object(ObjectTemplate o, string? scope)
        {
            var inner = scope;
            if (o.Data is not null)
            {
                Template(o.Data, scope);
                inner = o.Data is ValueTemplate { Expression: var path } && Path(path, scope) is { } found ? found + "[]" : null;
            }

            if (o.When is not null)
            {
                Template(o.When, inner);
            }

            foreach (var (_, value) in o.Properties)
            {
                Template(value, inner);
            }
        }

        private void Expression(Expression expression, string? scope, int line, Landing landing)
        {
            switch (expression)
            {
                case Accessor { Of: Accessor { Name: "t", Of: null }, Name: var key }:
                    Texts.Add(new Reference(key, line));
                    break;
                case Accessor or Element:
                    if (Path(expression, scope) is { } path)
                    {
                        Data.Add(new Reference(path, line, landing));
                    }

                    Indexes(expression, scope, line);
                    break;
                case Call call:
                    foreach (var argument in call.Arguments)
                    {
                        Expression(argument, scope, line, landing);
                    }

                    break;
            }
        }

        private void Indexes(Expression? expression, string? scope, int line)
        {
            switch (expression)
            {
                case Accessor accessor:
                    Indexes(accessor.Of, scope, line);
                    break;
                case Element element:
                    Expression(element.Index, scope, line, Landing.Raw);
                    Indexes(element.Of, scope, line);
                    break;
                case Call:
                    Expression(expression, scope, line, Landing.Raw);
                    break;
            }
        }

        private static string? Path(Expression? expression, string? scope) =>
            expression switch
            {
                Accessor { Of: null, Name: "$root" } => "",
                Accessor { Of: null, Name: "$data" } => scope,
                Accessor { Of: null, Name: "$index" or "t" } => null,
                Accessor { Of: null, Name: var name } => scope is null ? null : Join(scope, name),
                Accessor { Of: var of, Name: var name } => Path(of, scope) is { } owner ? Join(owner, name) : null,
                Element { Of: var of, Index: Constant { Value: Text key } } => Path(of, scope) is { } owner ? Join(owner, key.Plain) : null,
                Element { Of: var of } => Path(of, scope) is { } owner ? owner + "[]" : null,
                _ => null,
            };

        private static string Join(string owner, string name) => owner.Length == 0 ? name : owner + "." + name;
    }
}
