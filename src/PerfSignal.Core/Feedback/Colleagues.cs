using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Feedback;

/// <summary>Finds the colleagues about whom, or whom, somebody may write: those who work here today, never oneself.</summary>
public sealed class Colleagues(Directory directory, Access access)
{
    /// <summary>The colleague of a button or form; null for anybody else.</summary>
    public async Task<Person?> Of(Command command, string? row, CancellationToken ct) =>
        Guid.TryParse(row, out var id) && await access.MayGiveFeedback(command.Viewer, id, ct) ? await directory.Find(id, ct) : null;

    /// <summary>Everybody whom the words may mean.</summary>
    public async Task<IReadOnlyList<Person>> Named(Command command, string who, CancellationToken ct)
    {
        var meant = await directory.ByName(command.Viewer, who.Trim().TrimStart('@'), ct) switch
        {
            NameMatch.Found found => [found.Person],
            NameMatch.Ambiguous several => several.Candidates,
            _ => (IReadOnlyList<Person>)[],
        };
        var colleagues = new List<Person>();
        foreach (var person in meant)
        {
            if (await access.MayGiveFeedback(command.Viewer, person.Id, ct))
            {
                colleagues.Add(person);
            }
        }

        return colleagues;
    }

    /// <summary>Why a name leads to nobody, or to several.</summary>
    public static string Unclear(Reader reader, string who, IReadOnlyList<Person> found) =>
        found.Count == 0
            ? reader.Say("feedback_nobody", ("name", who))
            : reader.Say(
                "feedback_several",
                ("name", who),
                ("names", string.Join(", ", found.Select(person => $"{person.Name} ({person.Email})")))
            );
}
