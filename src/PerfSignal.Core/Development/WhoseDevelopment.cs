using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Development;

/// <summary>Finds whose competencies or plan is meant, and says no alike for somebody who may not be read and for nobody.</summary>
public sealed class WhoseDevelopment(Directory directory, Access access)
{
    /// <summary>The person of a button's row; the reader where there is none.</summary>
    /// <returns>Null where the reader does not hold the right about them.</returns>
    public async Task<Person?> OfRow(Command command, string? row, Right right, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(row))
        {
            return command.By;
        }

        return Guid.TryParse(row, out var id) && await May(command, id, right, ct)
            ? await directory.Find(id, ct, departedToo: right == Right.Read)
            : null;
    }

    /// <summary>The one person of that name about whom the reader holds the right; the reader for no words.</summary>
    public async Task<Person?> OfName(Command command, string name, Right right, CancellationToken ct)
    {
        if (name.Length == 0)
        {
            return command.By;
        }

        var meant = await directory.ByName(command.Viewer, name.TrimStart('@'), ct) switch
        {
            NameMatch.Found found => [found.Person],
            NameMatch.Ambiguous several => several.Candidates,
            _ => (IReadOnlyList<Person>)[],
        };
        var open = new List<Person>();
        foreach (var person in meant)
        {
            if (await May(command, person.Id, right, ct))
            {
                open.Add(person);
            }
        }

        return open.Count == 1 ? open[0] : null;
    }

    public Task<bool> May(Command command, Guid person, Right right, CancellationToken ct) =>
        access.May(command.Viewer, person, DataClass.Development, right, ct);
}
