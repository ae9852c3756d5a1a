using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

/// <summary>`plan.list`: what is open on the reader's plan; with the name of a report on theirs; with other words it adds an action.</summary>
public sealed class ListPlan(PerfSignalData data, Access access, WhoseDevelopment whose, AddPlanItem add) : IVerb
{
    public const string Name = "plan.list";
    private const int Most = 8;

    /// <summary>A name has no more words than this; longer words are an action.</summary>
    private const int MostWordsOfName = 4;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var words = command.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var person =
            !string.IsNullOrEmpty(command.Row) ? await whose.OfRow(command, command.Row, Right.Read, ct)
            : words <= MostWordsOfName ? await whose.OfName(command, command.Text, Right.Read, ct)
            : null;
        if (person is null)
        {
            return command.Text.Length > 0 && !IsNameOnly(command.Text, words)
                ? await add.Handle(command with { Verb = AddPlanItem.Name }, ct)
                : new Reply.Said(command.Reader.Say("development_not_yours"));
        }

        return await Show(command, person, ct);
    }

    /// <summary>"@Ana", or one word: nobody writes an action so, and it must not land on the writer's own plan.</summary>
    private static bool IsNameOnly(string text, int words) =>
        words == 1 || (text.StartsWith('@') && words <= MostWordsOfName && !text.Contains(':', StringComparison.Ordinal));

    private async Task<Reply> Show(Command command, Person person, CancellationToken ct)
    {
        var reader = command.Reader;
        var items = await (await access.Read<PlanItem>(command.Viewer, person.Id, Purpose.Conversation, ct))
            .AsNoTracking()
            .Where(item => item.State == PlanState.Open)
            .ToListAsync(ct);
        var library = await CompetencyLibrary.Load(data, ct);
        var mayWrite = await whose.May(command, person.Id, Right.Write, ct);
        await data.SaveChangesAsync(ct);
        var own = person.Id == command.By.Id;
        return Reply.Show(
            "plan_list",
            new PlanList(
                own ? reader.Say("plan_list_own") : reader.Say("plan_list_of", ("name", person.Name)),
                own ? "" : person.Id.ToString("N"),
                [.. PlanLines.InOrder(items).Take(Most).Select(item => PlanLines.Of(item, reader, library))],
                items.Count > 0 ? "" : reader.Say(own ? "plan_empty_own" : "plan_empty"),
                items.Count > Most ? reader.Say("plan_more", ("count", reader.Number(items.Count - Most, 0))) : "",
                mayWrite
            )
        );
    }
}
