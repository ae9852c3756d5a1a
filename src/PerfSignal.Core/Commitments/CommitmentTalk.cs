using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>A promise typed in words, with what was answered to questions about it, and the next question where something is open still.</summary>
internal sealed class CommitmentTalk
{
    private const int MostNames = 10;
    private static readonly string[] WithoutDate = ["NONE", "NO", "NO DATE", "-", "OHNE", "KEINS", "KEINES", "NEIN", "KEIN DATUM"];
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly Reader reader;
    private readonly Person me;
    private readonly List<Person> others;

    /// <param name="fields">`words` as typed, and once asked `with` and `due`: an id and an ISO date, or an answer not read yet.</param>
    public CommitmentTalk(Person me, IReadOnlyList<Pair> pairs, Reader reader, IReadOnlyDictionary<string, string> fields)
    {
        (this.me, this.reader) = (me, reader);
        var words = fields.GetValueOrDefault("words", "").Trim();
        known["words"] = words;
        others = [.. pairs.Select(pair => pair.Other(me.Id))];
        var promise = Promise.Read(words, me, others, reader.Today, reader.Language);
        Owner = promise.ByMe || (promise.Named.Count == 0 && words.Length > 0) ? "me" : "other";
        Text = promise.Text;
        Pair = With(promise.Named.Count > 0 ? promise.Named : others, fields.GetValueOrDefault("with", "")) is { } other
            ? pairs.First(pair => pair.Other(me.Id).Id == other.Id)
            : null;
        var asked = DueOf(promise.Due, fields);
        var name = Owner == "me" ? me.Name : Pair?.Other(me.Id).Name;
        Line = $"{name}: {Text}{(Due is { } day ? " by " + LocalDatePattern.Iso.Format(day) : "")}";
        Question =
            Pair is null ? ("with", Whom(promise.Named.Count > 0 ? promise.Named : others))
            : words.Length == 0 && fields.ContainsKey("with") ? ("words", reader.Say("commitment_what", ("name", Pair.Other(me.Id).Name)))
            : asked is not null ? ("due", asked)
            : null;
    }

    public Pair? Pair { get; }

    /// <summary>`me` or `other`.</summary>
    public string Owner { get; }
    public string Text { get; }
    public LocalDate? Due { get; private set; }

    /// <summary>The promise in one line that reads back as the same.</summary>
    public string Line { get; }
    public (string Waits, string Text)? Question { get; }

    /// <summary>What is known by now, for the next turn.</summary>
    public IReadOnlyDictionary<string, string> Known => known;

    /// <summary>"Ana: send the deck by Friday", where only a name was asked for.</summary>
    public bool IsAnotherPromise(string answer) =>
        answer.Contains(':', StringComparison.Ordinal)
        && Promise.Read(answer, me, others, reader.Today, reader.Language) is { Named.Count: > 0, Text.Length: > 0 };

    private Person? With(IReadOnlyList<Person> candidates, string answer)
    {
        var meant =
            answer.Length == 0 ? candidates
            : Guid.TryParse(answer, out var id) ? [.. candidates.Where(person => person.Id == id)]
            : Promise.NamedBy(answer, candidates);
        if (meant.Count != 1)
        {
            return null;
        }

        if (answer.Length > 0)
        {
            known["with"] = meant[0].Id.ToString("N");
        }

        return meant[0];
    }

    private string Whom(IReadOnlyList<Person> candidates) =>
        reader.Say("commitment_with_whom", ("names", string.Join(", ", candidates.Take(MostNames).Select(person => person.Name))));

    /// <returns>What has to be asked, or null.</returns>
    private string? DueOf(DueDate said, IReadOnlyDictionary<string, string> fields)
    {
        var answer = fields.GetValueOrDefault("due", "").Trim();
        if (answer.Length == 0)
        {
            Due = said is DueDate.Found found ? found.Date : null;
            return Asks(said);
        }

        if (WithoutDate.Contains(answer.ToUpperInvariant()))
        {
            known["due"] = "-";
            return null;
        }

        if (
            said is DueDate.Ambiguous several
            && int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= several.Candidates.Count
        )
        {
            Due = several.Candidates[number - 1];
        }
        else
        {
            var read = DueReader.Alone(answer, reader.Today, reader.Language);
            if (read is DueDate.None || Asks(read) is not null)
            {
                return Asks(read) ?? reader.Say("commitment_due_when");
            }

            Due = ((DueDate.Found)read).Date;
        }

        if (Due < reader.Today)
        {
            return Asks(new DueDate.Found(Due.Value, answer));
        }

        known["due"] = LocalDatePattern.Iso.Format(Due!.Value);
        return null;
    }

    private string? Asks(DueDate due) =>
        DueField.Asks(due, reader) is { } question ? question + " " + reader.Say("commitment_due_answer") : null;
}
