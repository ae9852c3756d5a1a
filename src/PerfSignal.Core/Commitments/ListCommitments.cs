using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.list`: the open commitments of the reader's pairs, overdue first, ten to a page; with words after it, as `commitment.log`.</summary>
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

        var pairs = await Pair.AllOf(data, command.By, command.Reader.Today, ct);
        List<Guid> reports = [.. pairs.Select(pair => pair.Report.Id).Append(command.By.Id).Distinct()];
        var found = await (await access.ReadAll<Commitment>(command.Viewer, reports, Purpose.Conversation, ct))
            .Where(row => row.State == CommitmentState.Open)
            .AsNoTracking()
            .ToListAsync(ct);
        var rows = found
            .DistinctBy(row => row.Id)
            .OrderBy(row => row.DueOn is null)
            .ThenBy(row => row.DueOn)
            .ThenBy(row => row.CreatedAt)
            .ToList();
        var pages = Math.Max(1, (rows.Count + Most - 1) / Most);
        var page = int.TryParse(command.Row, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, pages)
            : 1;
        var shown = rows.Skip((page - 1) * Most).Take(Most).ToList();
        var names = await Names(command.By, pairs, [.. shown.Select(row => row.OwnerId).Distinct()], ct);
        var carried = await CarryOver.Of(data, shown, command.Reader.Now, ct);
        await data.SaveChangesAsync(ct);
        return Reply.Show(
            "commitment_list",
            Card(command, rows.Count, page, pages, shown, names, carried),
            replaces: command.Row is not null
        );
    }

    /// <summary>Mostly those of the pairs; a former manager's commitments have other owners too.</summary>
    private async Task<Dictionary<Guid, string>> Names(Person by, IReadOnlyList<Pair> pairs, List<Guid> owners, CancellationToken ct)
    {
        var names = new Dictionary<Guid, string> { [by.Id] = by.Name };
        foreach (var other in pairs.Select(pair => pair.Other(by.Id)))
        {
            names[other.Id] = other.Name;
        }

        var others = owners.Where(owner => !names.ContainsKey(owner)).ToList();
        if (others.Count > 0)
        {
            foreach (var person in await data.People.AsNoTracking().Where(person => others.Contains(person.Id)).ToListAsync(ct))
            {
                names[person.Id] = person.Name;
            }
        }

        return names;
    }

    private static CommitmentList Card(
        Command command,
        int count,
        int page,
        int pages,
        List<Commitment> shown,
        Dictionary<Guid, string> names,
        IReadOnlyDictionary<Guid, Instant> carried
    )
    {
        var reader = command.Reader;
        var lines = shown
            .Select(row => new CommitmentLine(
                row.Id.ToString("N"),
                Home.Short.Name(names[row.OwnerId]),
                row.Text,
                CommitmentLine.Mark(reader, row, carried),
                row.OverdueOn(reader.Today),
                CommitmentFinder.MayChange(row, command.By.Id)
            ))
            .ToList();
        return new CommitmentList(
            reader.Say("commitment_list_title", ("count", reader.Number(count, 0))),
            lines,
            count == 0 ? reader.Say("commitment_list_empty") : "",
            pages > 1 ? reader.Say("commitment_list_page", ("page", reader.Number(page, 0)), ("pages", reader.Number(pages, 0))) : "",
            page < pages ? (page + 1).ToString(CultureInfo.InvariantCulture) : "",
            page > 1 ? (page - 1).ToString(CultureInfo.InvariantCulture) : ""
        );
    }
}
