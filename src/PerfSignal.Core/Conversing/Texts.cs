using System.Text.Json;

namespace PerfSignal.Core.Conversing;

/// <summary>The product's sentences by language and key, with `{name}` places for values; loaded from texts/AREA.LANGUAGE.json.</summary>
public sealed class Texts
{
    public const string Fallback = "en";
    private readonly Dictionary<string, Dictionary<string, string>> byLanguage = new(StringComparer.Ordinal);

    /// <summary>Adds texts of a language from a flat JSON object of strings.</summary>
    /// <exception cref="InvalidOperationException">A key is there already.</exception>
    public Texts Add(string language, string json)
    {
        var known = byLanguage.TryGetValue(language, out var there) ? there : byLanguage[language] = new(StringComparer.Ordinal);
        foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [])
        {
            if (!known.TryAdd(key, text))
            {
                throw new InvalidOperationException($"The text '{key}' is given twice in {language}.");
            }
        }

        return this;
    }

    /// <summary>Loads texts/AREA.LANGUAGE.json of the cards folder.</summary>
    public static Texts Load(string cardsFolder)
    {
        var texts = new Texts();
        foreach (var file in Directory.GetFiles(Path.Combine(cardsFolder, "texts"), "*.json").Order(StringComparer.Ordinal))
        {
            texts.Add(Path.GetFileNameWithoutExtension(file).Split('.')[^1], File.ReadAllText(file));
        }

        return texts;
    }

    public IReadOnlyCollection<string> Languages => byLanguage.Keys;

    public IReadOnlyDictionary<string, string> Of(string language) => byLanguage[byLanguage.ContainsKey(language) ? language : Fallback];

    public bool Has(string language, string key) => Of(language).ContainsKey(key);

    /// <summary>The sentence with its places filled; a key that no language has is a bug and throws.</summary>
    public string Say(string language, string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (!Of(language).TryGetValue(key, out var pattern) && !Of(Fallback).TryGetValue(key, out pattern))
        {
            throw new KeyNotFoundException($"No text '{key}' in {language} or {Fallback}.");
        }

        return Fill(pattern, values);
    }

    private static string Fill(string pattern, ReadOnlySpan<(string Name, string Value)> values)
    {
        var filled = new System.Text.StringBuilder(pattern.Length + 32);
        var at = 0;
        while (at < pattern.Length)
        {
            var open = pattern.IndexOf('{', at);
            var close = open < 0 ? -1 : pattern.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            filled.Append(pattern, at, open - at);
            var name = pattern[(open + 1)..close];
            var found = false;
            foreach (var (key, value) in values)
            {
                if (key == name)
                {
                    filled.Append(value);
                    found = true;
                    break;
                }
            }

            if (!found)
            {
                throw new KeyNotFoundException($"The text '{pattern}' has a place '{name}' that was given no value.");
            }

            at = close + 1;
            // A date may end with the full stop of its short month, and be the last word of a sentence.
            if (at < pattern.Length && pattern[at] == '.' && (at + 1 == pattern.Length || pattern[at + 1] == ' ') && filled is [.., '.'])
            {
                at++;
            }
        }

        return filled.Append(pattern, at, pattern.Length - at).ToString();
    }
}
