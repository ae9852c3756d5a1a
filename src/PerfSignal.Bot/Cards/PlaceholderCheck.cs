using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards.Templating;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Cards;

/// <summary>Finds placeholders that have no data behind them.</summary>
internal static class PlaceholderCheck
{
    public static IEnumerable<CardProblem> OnSample(CardFile file, JsonNode sample) =>
        file
            .References.Data.Where(d => !Exists([sample], Steps(d.Name)))
            .Select(d => new CardProblem(file.File, d.Line, $"the sample has no \"{d.Name}\"."));

    public static IEnumerable<CardProblem> OnModel(CardFile file, Type model) =>
        file
            .References.Data.Where(d => !Exists(model, Steps(d.Name)))
            .Select(d => new CardProblem(file.File, d.Line, $"{model.Name} has no \"{d.Name}\"."));

    /// <summary>What people wrote stands where no Markdown is read: an escape could show as a backslash on an old client.</summary>
    public static IEnumerable<CardProblem> OnWritten(CardFile file, Type model) =>
        file
            .References.Data.Where(d => d.Landing == Landing.Markdown && IsWritten(model, Steps(d.Name)))
            .Select(d => new CardProblem(file.File, d.Line, $"people write \"{d.Name}\": show it in a TextRun, which reads no Markdown."));

    private static bool IsWritten(Type model, string[] steps)
    {
        var type = model;
        PropertyInfo? last = null;
        foreach (var step in steps)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (step == "[]")
            {
                type = ItemOf(type) ?? type;
                continue;
            }

            last = PropertyOf(type, step);
            type = last?.PropertyType ?? typeof(object);
        }

        return last?.GetCustomAttribute<WrittenAttribute>() is not null;
    }

    private static PropertyInfo? PropertyOf(Type type, string name) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .FirstOrDefault(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name) == name);

    private static string[] Steps(string path) =>
        path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True when every row that is there has the property; a list without rows shows nothing and counts as missing.</summary>
    private static bool Exists(IReadOnlyList<JsonNode?> nodes, string[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (nodes.Count == 0)
            {
                return false;
            }

            var step = steps[i];
            if (step == "[]")
            {
                nodes = [.. nodes.SelectMany(n => n is JsonArray a ? a.AsEnumerable() : [n])];
            }
            else if (nodes.All(n => n is JsonObject o && o.ContainsKey(step)))
            {
                nodes = [.. nodes.Select(n => n![step]).Where(n => n is not null)];
                if (nodes.Count == 0)
                {
                    // The sample leaves it null in every row: it exists, and nothing below it can be checked.
                    return true;
                }
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static bool Exists(Type type, string[] steps)
    {
        foreach (var step in steps)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(JsonNode) || type == typeof(JsonObject) || type == typeof(object))
            {
                return true;
            }

            if (step == "[]")
            {
                type = ItemOf(type) ?? type;
                continue;
            }

            if (PropertyOf(type, step) is not { } property)
            {
                return false;
            }

            type = property.PropertyType;
        }

        return true;
    }

    private static Type? ItemOf(Type type) =>
        type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)) ? null
        : type.IsArray ? type.GetElementType()
        : type.GetInterfaces()
            .Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];
}
