namespace PerfSignal.Core.Conversing;

/// <summary>Every verb by name and by alias; a name or alias given twice stops the start.</summary>
public sealed class VerbTable
{
    private readonly Dictionary<string, Verb> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Verb> byAlias = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">A verb or alias is given twice, or a handler is no <see cref="IVerb"/>, or plain words are no <see cref="IPlainWords"/>.</exception>
    public VerbTable(IEnumerable<Verb> verbs)
    {
        foreach (var verb in verbs)
        {
            if (!typeof(IVerb).IsAssignableFrom(verb.Handler))
            {
                throw new InvalidOperationException(
                    $"The handler {verb.Handler.Name} of verb '{verb.Name}' does not implement {nameof(IVerb)}."
                );
            }

            if (verb.PlainWords is { } plain && !typeof(IPlainWords).IsAssignableFrom(plain))
            {
                throw new InvalidOperationException(
                    $"The plain words {plain.Name} of verb '{verb.Name}' do not implement {nameof(IPlainWords)}."
                );
            }

            if (!byName.TryAdd(verb.Name, verb))
            {
                throw new InvalidOperationException($"The verb '{verb.Name}' is registered twice.");
            }

            foreach (var alias in verb.Aliases)
            {
                if (!byAlias.TryAdd(alias, verb))
                {
                    throw new InvalidOperationException(
                        $"The alias '{alias}' of '{verb.Name}' already stands for '{byAlias[alias].Name}'."
                    );
                }
            }
        }
    }

    public IEnumerable<Verb> All => byName.Values;

    public IReadOnlySet<string> Names => byName.Keys.ToHashSet(StringComparer.Ordinal);

    public Verb? ByName(string name) => byName.GetValueOrDefault(name);

    /// <summary>Finds the verb of typed words: `/goals rest` and `goals rest` alike. Returns the words after it.</summary>
    public (Verb? Verb, string Words) ByWords(string typed)
    {
        var words = typed.Trim().TrimStart('/');
        var end = words.IndexOfAny([' ', '\n', '\t', ':']);
        var first = end < 0 ? words : words[..end];
        return byAlias.TryGetValue(first, out var verb) ? (verb, end < 0 ? "" : words[(end + 1)..].Trim()) : (null, words);
    }

    /// <summary>As <see cref="ByWords"/>; `/perf goals` means `goals`, since on Slack one command stands for everything.</summary>
    public (Verb? Verb, string Words) Typed(string text)
    {
        var words = text.Trim().TrimStart('/');
        return ByWords(words.StartsWith("perf ", StringComparison.OrdinalIgnoreCase) ? words["perf ".Length..] : words);
    }
}
