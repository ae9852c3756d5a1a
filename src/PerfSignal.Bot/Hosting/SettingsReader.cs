using System.Globalization;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Hosting;

/// <summary>Reads settings one by one, collects everything that is wrong with them, and knows afterwards which keys nobody asked for.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> lists = [];
    private readonly List<SettingsProblem> problems = [];

    public IReadOnlyList<SettingsProblem> Problems => problems;

    /// <summary>Every key that was asked for; a list by its name without a number.</summary>
    public IEnumerable<string> Keys => known.Concat(lists.Select(list => list.TrimEnd(':')));

    public void Wrong(string key, string what, string mend, bool outside = false) =>
        problems.Add(new SettingsProblem(key, what, mend, outside));

    /// <summary>The trimmed value; null where it is absent or blank.</summary>
    public string? Text(string key)
    {
        known.Add(key);
        var value = configuration[key]?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The values of a list (`Key:0`, `Key:1`, …).</summary>
    public IReadOnlyList<string> List(string key)
    {
        lists.Add(key + ":");
        return [.. configuration.GetSection(key).GetChildren().Select(child => child.Value?.Trim() ?? "").Where(value => value.Length > 0)];
    }

    public bool Flag(string key, bool otherwise = false)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Wrong(key, $"is '{text}', which is neither true nor false", "Write true or false.");
        return otherwise;
    }

    public int Number(string key, int otherwise, int from, int to)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to)
        {
            return value;
        }

        Wrong(key, $"is '{text}', which is no whole number from {from} to {to}", $"Write such a number, for example {otherwise}.");
        return otherwise;
    }

    public decimal Decimal(string key, decimal otherwise, decimal from, decimal to)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (
            decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
            && value >= from
            && value <= to
        )
        {
            return value;
        }

        Wrong(
            key,
            string.Create(CultureInfo.InvariantCulture, $"is '{text}', which is no number from {from} to {to}"),
            "Write such a number with a point, for example 2.5."
        );
        return otherwise;
    }

    public T Word<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<T>(text, ignoreCase: true);
        }

        var names = string.Join(", ", Enum.GetNames<T>());
        Wrong(key, $"is '{text}', which is none of {names}", $"Write one of them{Near(text, Enum.GetNames<T>())}.");
        return otherwise;
    }

    /// <summary>The path of a file that must be there.</summary>
    public string? File(string key, string make)
    {
        if (Text(key) is not { } path)
        {
            return null;
        }

        if (!System.IO.File.Exists(path))
        {
            Wrong(
                key,
                $"names the file '{path}', which does not exist",
                $"Make it with {make}, readable only by the service's account, or correct the path.",
                outside: true
            );
        }

        return path;
    }

    /// <summary>An absolute https address, or http on this machine.</summary>
    public string? Address(string key, string example)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            Wrong(key, $"is '{text}', which is no absolute web address", $"Write one such as {example}.");
        }
        else if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
        {
            Wrong(
                key,
                $"is '{text}', which travels unencrypted",
                $"Write an https address such as {example}; plain http is for this machine only."
            );
        }

        return text;
    }

    /// <summary>A part of the product that this version does not have: its keys are known, switching it on is refused.</summary>
    public void NotBuilt(string section, IEnumerable<string> keys, string what)
    {
        known.UnionWith(keys.Select(key => $"{section}:{key}"));
        if (Flag($"{section}:Enabled"))
        {
            Wrong($"{section}:Enabled", $"is true, but {what} is not built into this version", "Write false.");
        }
    }

    /// <summary>A value that a part which is switched on cannot do without.</summary>
    public void Needs(string key, string value, string what)
    {
        if (value.Length == 0)
        {
            Wrong(key, "is empty, and what is switched on needs it", $"Write {what}.");
        }
    }

    public void Known(string key) => known.Add(key);

    /// <summary>Keys under the product's sections that mean nothing, and sections that look like a misspelt one.</summary>
    public void FindUnknown(IReadOnlyList<string> sections)
    {
        foreach (var section in configuration.GetChildren().Where(section => section.GetChildren().Any()))
        {
            if (sections.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            {
                foreach (
                    var key in Leaves(section)
                        .Where(key => !known.Contains(key) && !lists.Any(list => key.StartsWith(list, StringComparison.OrdinalIgnoreCase)))
                )
                {
                    Unknown(key, "is no setting of this version", $"Remove it, or correct its name{Near(key, known)}.");
                }
            }
            else if (Spelling.Nearest(section.Key, sections) is { } near)
            {
                Unknown(section.Key, "is no section of the settings", $"Remove it, or correct its name (did you mean {near}?).");
            }
        }
    }

    private void Unknown(string key, string what, string mend) => problems.Add(new SettingsProblem(key, what, mend, Unknown: true));

    private static IEnumerable<string> Leaves(IConfigurationSection section) =>
        section.GetChildren().Any() ? section.GetChildren().SelectMany(Leaves)
        : section.Value is null ? []
        : [section.Path];

    public static string Near(string text, IEnumerable<string> words) =>
        Spelling.Nearest(text, words) is { } near ? $" (did you mean {near}?)" : "";
}
