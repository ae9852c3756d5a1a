using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Reviews;

/// <summary>The form of a cycle.</summary>
/// <param name="Row">The cycle; empty for a new one.</param>
/// <param name="Version">What the form was made from; a change by somebody else meanwhile is not overwritten.</param>
public sealed record CycleForm(
    string Title,
    string Row,
    string Version,
    [property: Written] string Name,
    string From,
    string To,
    [property: Written] string Departments,
    [property: Written] string Families,
    [property: Written] string Steps,
    string Before,
    string Every,
    string Most,
    string Escalate,
    string Again
);

/// <summary>`cycle.write`: HR sets up a cycle, and moves due dates while it is open.</summary>
public sealed class WriteCycle(PerfSignalData data, HrPopulations populations, CycleFinder cycles, CycleActs acts, ShowCycle show) : IVerb
{
    public const string Name = "cycle.write";
    public const string Card = "cycle_form";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await populations.Of(command.Viewer, ct) is not { } population)
        {
            return new Reply.Said(reader.Say("cycle_hr_only"));
        }

        var cycle = Guid.TryParse(command.Row, out var id) ? await cycles.Find(id, ct) : null;
        if (!string.IsNullOrEmpty(command.Row) && (cycle is null || !population.Owns(cycle)))
        {
            return new Reply.Said(reader.Say("cycle_gone"));
        }

        if (!command.Fields.ContainsKey("name"))
        {
            var wish = cycle is null
                ? CycleWish.New with
                {
                    Name = command.Text,
                    Departments = population.Everyone ? "" : string.Join(", ", population.Departments),
                }
                : CycleWish.Of(cycle, await cycles.Steps(cycle.Id, ct), reader);
            return Reply.Open(Card, Form(reader, cycle, wish));
        }

        var typed = CycleWish.Of(command);
        var end = await acts.Save(command.Viewer, cycle?.Id, typed, reader, ct);
        if (end is CycleEnd.Done done && await show.Write(done.Cycle, command, reader.Say("cycle_saved"), ct) is { } card)
        {
            await data.SaveChangesAsync(ct);
            return Reply.Show(ShowCycle.Card, card);
        }

        return end is CycleEnd.Invalid invalid
            ? Reply.Ask(Card, Form(reader, cycle, typed), invalid.Errors)
            : new Reply.Said(reader.Say(end is CycleEnd.Refused refused ? refused.Word : "cycle_gone"));
    }

    private static CycleForm Form(Reader reader, ReviewCycle? cycle, CycleWish wish) =>
        new(
            cycle is null ? reader.Say("cycle_form_new") : reader.Say("cycle_form_title", ("name", cycle.Name)),
            cycle?.Id.ToString("N") ?? "",
            wish.Version ?? "",
            wish.Name,
            wish.From,
            wish.To,
            wish.Departments,
            wish.Families,
            wish.Steps,
            wish.Before,
            wish.Every,
            wish.Most,
            wish.Escalate,
            wish.Again
        );
}
