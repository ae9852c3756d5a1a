using PerfSignal.Core.People;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Conversing;

/// <summary>Tells a command from an answer that only begins with its word: `draft Ana` is one, `draft was ready on Tuesday` is not.</summary>
/// <remarks>
/// Asked where any words may answer a question. A command is clear where all that follows it is a name that it takes, or a value that it knows; else the
/// words are the answer, as before: who wants the command has the slash, and the button of the question ends it.
/// </remarks>
public sealed class ClearCommand(Directory directory, VerbTable verbs)
{
    /// <summary>`plan b` is no plan of Ben's.</summary>
    private const int ShortestBeginning = 2;

    public async Task<bool> Is(Command command, TypedWords typed, CancellationToken ct)
    {
        var words = typed.Words.TrimEnd('.', '!', '?', '…', ' ');
        if (typed.Verb is not { } verb || words.Length == 0)
        {
            return false;
        }

        return verb.Knows?.Invoke(words, command.Reader) == true
            || (verb.Name == Help.Verb.Name && verbs.ByWords(words) is { Verb: not null, Words: "" })
            || (verb.NameIn is { } nameIn && await Names(command, nameIn(words), ct));
    }

    private async Task<bool> Names(Command command, string name, CancellationToken ct)
    {
        IReadOnlyList<Person> meant = await directory.ByName(command.Viewer, name, ct) switch
        {
            NameMatch.Found found => [found.Person],
            NameMatch.Ambiguous several => several.Candidates,
            _ => [],
        };
        return meant.Any(person => new SpokenName(name).IsClearly(person.Name, ShortestBeginning));
    }
}
