using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>Refuses what some platform could not show, with the line it stands on.</summary>
internal sealed class SubsetCheck(string file)
{
    public static void Check(string file, SourceNode root)
    {
        if (root is not SourceObject { Type: "AdaptiveCard" } card)
        {
            throw new CardException(file, root.Line, "the root must be an object with \"type\": \"AdaptiveCard\".");
        }

        if (card["version"] is not SourceText { Text: "1.5" })
        {
            throw new CardException(file, card.Line, "\"version\" must be \"1.5\", the newest that Teams takes from a bot.");
        }

        new SubsetCheck(file).Part(card, "AdaptiveCard");
    }

    private void Part(SourceObject part, string type)
    {
        var known = Subset.Types[type];
        foreach (var property in part.Properties.Where(p => p.Name is not ("$data" or "$when")))
        {
            if (!known.TryGetValue(property.Name, out var rule))
            {
                throw new CardException(
                    file,
                    property.Line,
                    $"{type} has no \"{property.Name}\" here; there are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}."
                );
            }

            Property(type, property, rule);
        }

        if (type.StartsWith("Input.", StringComparison.Ordinal) && type != "Input.Choice" && part["id"] is not SourceText)
        {
            throw new CardException(file, part.Line, $"{type} needs an \"id\", the name of its value when the card is sent back.");
        }

        if (type.StartsWith("Input.", StringComparison.Ordinal) && part["id"] is SourceText { Text: "verb" or "card" } reserved)
        {
            throw new CardException(
                file,
                reserved.Line,
                $"an input cannot be called \"{reserved.Text}\"; the form around it uses that name."
            );
        }

        if (type == "Action.Execute" && (part["verb"] as SourceText)?.Text.Contains("${", StringComparison.Ordinal) is not false)
        {
            throw new CardException(
                file,
                part.Line,
                "Action.Execute needs a \"verb\" that is written out, so that it can be checked at start."
            );
        }
    }

    private void Property(string type, SourceProperty property, Property rule)
    {
        switch (rule.Kind)
        {
            case PropertyKind.Free:
                break;
            case PropertyKind.Parts when property.Value is SourceArray parts:
                foreach (var part in parts.Items)
                {
                    Nested(part, rule.Allowed);
                }

                break;
            // Choices come from data as a whole; they hold only a title and a value.
            case PropertyKind.Parts when rule.Allowed is ["Input.Choice"] && property.Value is SourceText:
                break;
            case PropertyKind.Parts:
                throw new CardException(file, property.Line, $"\"{property.Name}\" of {type} must be a list written out in the card.");
            case PropertyKind.Word
                when property.Value is SourceText word
                    && !word.Text.Contains("${", StringComparison.Ordinal)
                    && !rule.Allowed.Contains(word.Text, StringComparer.OrdinalIgnoreCase):
                throw new CardException(file, property.Line, $"\"{property.Name}\" is one of {string.Join(", ", rule.Allowed)}.");
            default:
                Scalar(type, property, rule);
                break;
        }
    }

    private void Scalar(string type, SourceProperty property, Property rule)
    {
        var fits =
            rule.Kind is PropertyKind.Raw
                ? property.Value is SourceText or SourceLiteral
                : property.Value is SourceText or SourceLiteral { Value: null };
        if (!fits)
        {
            throw new CardException(file, property.Value.Line, $"\"{property.Name}\" of {type} must be a text.");
        }

        if (
            property.Name == "url"
            && property.Value is SourceText url
            && !url.Text.StartsWith("${", StringComparison.Ordinal)
            && !SafeUrl.IsAllowed(url.Text)
        )
        {
            throw new CardException(file, property.Line, "\"url\" must begin with https://, http:// or /.");
        }
    }

    private void Nested(SourceNode node, string[] allowed)
    {
        if (node is not SourceObject part)
        {
            throw new CardException(file, node.Line, $"here stands an object, one of {string.Join(", ", allowed)}.");
        }

        var type = part.Type ?? (allowed is [var only] ? only : null);
        if (Subset.IsChart(type) && allowed.Contains("Chart"))
        {
            Chart(part, type!);
            return;
        }

        if (type is null || !allowed.Contains(type))
        {
            throw new CardException(
                file,
                part.Line,
                $"\"{type}\" is not an element that every platform can show here; there are {string.Join(", ", allowed)}."
            );
        }

        Part(part, type);
    }

    private void Chart(SourceObject chart, string type)
    {
        if (chart["fallback"] is not SourceObject fallback)
        {
            throw new CardException(file, chart.Line, $"{type} needs a \"fallback\" element: only Teams shows charts.");
        }

        Nested(fallback, Subset.Elements);
    }
}
