using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Core.Imports;

/// <summary>One value of a JSON file; its readers report what they cannot take and answer null or an empty value then.</summary>
public sealed class JsonPlace(JsonFile file, JsonElement element, string path)
{
    public string Path => path;

    public void Report(string message) => file.Report(path, message);

    public void Report(string name, string message) => file.Report(Below(name), message);

    public void Warn(string message) => file.Warn(path, message);

    /// <summary>Reports a value that is no object and properties that nobody reads, most often a slip of the pen.</summary>
    public bool IsObjectOf(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Report($"This must be an object with {string.Join(", ", names!)}.");
            return false;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                Report(
                    property.Name,
                    $"Unknown property '{CsvRow.Shown(property.Name)}'; known are {string.Join(", ", names!)}. Remove or rename it."
                );
            }
        }

        return true;
    }

    public JsonPlace? At(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonPlace(file, value, Below(name))
            : null;

    /// <summary>The items of a list; empty where it is missing.</summary>
    public IReadOnlyList<JsonPlace> List(string name, bool required = false)
    {
        if (At(name) is not { } list)
        {
            if (required)
            {
                Report(name, $"There is no {name}; give a list.");
            }

            return [];
        }

        return list.Items();
    }

    public string Text(string name, int maxLength, bool required = true)
    {
        if (At(name) is not { } place)
        {
            if (required)
            {
                Report(name, $"There is no {name}; fill it in.");
            }

            return "";
        }

        return place.AsText(maxLength, required);
    }

    public decimal? Number(string name, decimal minimum = -999_999_999_999m, decimal maximum = 999_999_999_999m)
    {
        if (At(name) is not { } place)
        {
            return null;
        }

        return place.AsNumber(minimum, maximum);
    }

    public decimal RequiredNumber(string name, decimal minimum, decimal maximum)
    {
        if (At(name) is null)
        {
            Report(name, $"There is no {name}; give a number.");
        }

        return Number(name, minimum, maximum) ?? 0;
    }

    public bool Flag(string name, bool otherwise)
    {
        switch (At(name)?.Kind)
        {
            case null:
                return otherwise;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Report(name, "This must be true or false.");
                return otherwise;
        }
    }

    /// <summary>A word of an enumeration in camelCase.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        var text = Text(name, 64);
        if (text.Length > 0 && !words.ContainsKey(text))
        {
            Report(name, $"'{CsvRow.Shown(text)}' is not known here; use {string.Join(", ", words.Keys)}.");
        }

        return words.TryGetValue(text, out var found) ? found : null;
    }

    public LocalDate? Date(string name)
    {
        var text = Text(name, 64);
        var parsed = LocalDatePattern.Iso.Parse(text);
        if (text.Length > 0 && !parsed.Success)
        {
            Report(name, $"'{CsvRow.Shown(text)}' is no date; write it as 2026-11-24.");
        }

        return parsed.Success ? parsed.Value : null;
    }

    public string AsText(int maxLength, bool required = true)
    {
        var text = Kind == JsonValueKind.String ? element.GetString()!.Trim() : "";
        if (Kind != JsonValueKind.String)
        {
            Report("This must be a text in double quotes.");
        }
        else if (text.Length > maxLength)
        {
            Report($"This has {text.Length} characters; at most {maxLength} are kept. Shorten it.");
        }
        else if (text.Any(char.IsControl))
        {
            Report("This holds a line break or another control character; remove it.");
        }
        else if (required && text.Length == 0)
        {
            Report("This is empty; fill it in.");
        }

        return text;
    }

    private JsonValueKind Kind => element.ValueKind;

    private decimal? AsNumber(decimal minimum, decimal maximum)
    {
        if (Kind != JsonValueKind.Number || !element.TryGetDecimal(out var number))
        {
            Report("This must be a number, such as 0.25.");
            return null;
        }

        if (number < minimum || number > maximum)
        {
            Report(string.Create(CultureInfo.InvariantCulture, $"{number} is outside {minimum} to {maximum}; correct it."));
            return null;
        }

        // 0.250 and 0.25 are one number; dividing by 1 with all decimals drops the zeros at the end.
        return number / 1.0000000000000000000000000000m;
    }

    private JsonPlace[] Items()
    {
        if (Kind == JsonValueKind.Array)
        {
            return [.. element.EnumerateArray().Select((item, position) => new JsonPlace(file, item, $"{path}[{position}]"))];
        }

        Report("This must be a list in square brackets.");
        return [];
    }

    private string Below(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
