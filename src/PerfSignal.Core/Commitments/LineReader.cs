using NodaTime;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>One typed line as it was understood.</summary>
/// <param name="Problem">What has to be said more clearly before it can be saved; empty where nothing.</param>
internal sealed record ReadLine(Pair? Pair, Person? Owner, string Text, LocalDate? Due, string Problem);

/// <summary>Reads lines of promises between a person and those they have 1:1s with.</summary>
/// <param name="only">The pair is given, so its other half need not be named for a promise of one's own.</param>
internal sealed class LineReader(Person me, IReadOnlyList<Pair> pairs, bool only, Reader reader)
{
    private readonly List<Person> others = [.. pairs.Select(pair => pair.Other(me.Id))];

    /// <summary>One's own promises are to whom the other lines name, where that is one person.</summary>
    public IReadOnlyList<ReadLine> Read(string text)
    {
        var lines = NoteCommitments
            .LinesOf(text)
            .Select(line => (Typed: line, Read: Promise.Read(line, me, others, reader.Today, reader.Language)));
        var read = lines.ToList();
        var named = read.Where(line => line.Read.Named.Count > 0).Select(line => line.Read.Named).ToList();
        var between = named.Count > 0 && named.All(one => one.Count == 1) ? named.Select(one => one[0].Id).Distinct().ToList() : [];
        return [.. read.Select(line => Line(line.Typed, line.Read, between is [var other] ? other : null))];
    }

    private ReadLine Line(string line, Promise promise, Guid? between)
    {
        var pair =
            promise.Named.Count == 1 ? pairs.First(one => one.Other(me.Id).Id == promise.Named[0].Id)
            : promise.ByMe && (only || pairs.Count == 1) ? pairs[0]
            : promise.ByMe && between is { } other ? pairs.First(one => one.Other(me.Id).Id == other)
            : null;
        var owner = promise.ByMe ? me : pair?.Other(me.Id);
        var due = promise.Due is DueDate.Found found ? found.Date : (LocalDate?)null;
        var text = promise.Text.Length == 0 ? line : promise.Text;
        return new ReadLine(pair, owner, text, due, Problem(promise, pair));
    }

    private string Problem(Promise promise, Pair? pair)
    {
        if (pair is null)
        {
            var names = (promise.Named.Count > 0 ? promise.Named : others).Take(10).Select(person => person.Name);
            return reader.Say("commitment_line_whose", ("names", string.Join(", ", names)));
        }

        return promise.Text.Length is 0 or > Commitment.MaxText
            ? reader.Say("commitment_text_needed", ("max", reader.Number(Commitment.MaxText, 0)))
            : DueField.Asks(promise.Due, reader) ?? "";
    }
}
