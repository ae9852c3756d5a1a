using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.list`: the reader's open commitments with everyone they have 1:1s with; with words after it, the form.</summary>
public sealed class ListCommitments(PerfSignalData data, Access access, LogCommitment log) : IVerb
{
    public const string Name = "commitment.list";
    private const int Most = 10;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (command.Text.Length > 0)
        {
            return await log.Handle(command with { Verb = LogCommitment.Name }, ct);
        }

        var found = new List<Commitment>();
        var pairs = await Pair.AllOf(data, command.By, command.Reader.Today, ct);
        foreach (var report in pairs.Select(pair => pair.Report.Id).Append(command.By.Id).Distinct())
        {
            var open = (await access.Read<Commitment>(command.Viewer, report, Purpose.Conversation, ct)).Where(row =>
                row.State == CommitmentState.Open
            );
            found.AddRange(await open.ToListAsync(ct));
        }

        var rows = found
            .DistinctBy(row => row.Id)
            .OrderBy(row => row.DueOn is null)
            .ThenBy(row => row.DueOn)
            .ThenBy(row => row.CreatedAt)
            .ToList();
        var owners = rows.Select(row => row.OwnerId).Distinct().ToList();
        var names = await data
            .People.Where(person => owners.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        await data.SaveChangesAsync(ct);
        return Reply.Show("commitment_list", Card(command, rows, names));
    }

    private static CommitmentList Card(Command command, List<Commitment> rows, Dictionary<Guid, string> names)
    {
        var reader = command.Reader;
        var lines = rows.Take(Most)
            .Select(row => new CommitmentLine(
                row.Id.ToString("N"),
                names[row.OwnerId],
                row.Text,
                row.DueOn is { } due
                    ? reader.Say(row.OverdueOn(reader.Today) ? "commitment_overdue" : "commitment_due", ("date", reader.Date(due)))
                    : "",
                row.OverdueOn(reader.Today),
                row.OwnerId == command.By.Id || row.ManagerId == command.By.Id
            ))
            .ToList();
        return new CommitmentList(
            reader.Say("commitment_list_title", ("count", reader.Number(rows.Count, 0))),
            lines,
            rows.Count == 0 ? reader.Say("commitment_list_empty") : "",
            rows.Count > Most ? reader.Say("commitment_list_more", ("count", reader.Number(rows.Count - Most, 0))) : ""
        );
    }
}
