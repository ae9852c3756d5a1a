using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.show`: one commitment with its history, for both of the pair.</summary>
public sealed class ShowCommitment(PerfSignalData data, CommitmentFinder finder, Access access) : IVerb
{
    public const string Name = "commitment.show";
    private const int Most = 10;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await finder.ForReading(command, ct) is not { } commitment)
        {
            return new Reply.Said(reader.Say("commitment_not_found"));
        }

        var id = commitment.Id;
        var steps = await (await access.Read<CommitmentChange>(command.Viewer, commitment.ReportId, Purpose.Conversation, ct))
            .Where(step => step.CommitmentId == id)
            .OrderByDescending(step => step.At)
            .ThenByDescending(step => step.Id)
            .Take(Most)
            .ToListAsync(ct);
        var authors = steps.Select(step => step.AuthorId).Append(commitment.OwnerId).Distinct().ToList();
        var names = await data
            .People.Where(person => authors.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => Home.Short.Name(person.Name), ct);
        var carried = await CarryOver.Of(data, [commitment], reader.Now, ct);
        await data.SaveChangesAsync(ct);
        var may = CommitmentFinder.MayChange(commitment, command.By.Id);
        return Reply.Show(
            "commitment_show",
            new CommitmentHistory(
                id.ToString("N"),
                names[commitment.OwnerId],
                commitment.Text,
                CommitmentLine.Mark(reader, commitment, carried),
                [.. steps.Select(step => new CommitmentStep(reader.DateAndTime(step.At), names[step.AuthorId], Said(reader, step)))],
                may && commitment.State == CommitmentState.Open,
                may && commitment.State != CommitmentState.Open
            )
        );
    }

    private static string Said(Reader reader, CommitmentChange step) =>
        reader.Say(
            $"commitment_act_{step.Act.ToString().ToLowerInvariant()}{(step is { Act: CommitmentAct.Logged or CommitmentAct.Moved, DueOn: null } ? "_open" : "")}",
            ("due", step.DueOn is { } due ? reader.Date(due) : "")
        );
}
