using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Goals;

/// <summary>
/// `goal.set`: writes a goal down or changes one's own, by the form or in words ("goal Launch the new billing by 2027-03-31"), and asks for what is
/// missing only.
/// </summary>
public sealed class SetGoal(
    PerfSignalData data,
    GoalFinder finder,
    GoalKeys keys,
    GoalAsking asking,
    ShowGoal show,
    Audit audit,
    TimeProvider clock
) : IVerb
{
    public const string Name = "goal.set";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var own = await finder.Own(command.Viewer, ct);
        var goal = Guid.TryParse(command.Row, out var id) ? own.Find(row => row.Id == id) : null;
        if (command.Row is { Length: > 0 } && goal is null)
        {
            return await show.Gone(command, ct);
        }

        if (
            goal is null
            && command.Fields.Count == 0
            && own.Find(row => row.Key.Equals(command.Text, StringComparison.OrdinalIgnoreCase)) is { } named
        )
        {
            return await show.Card(command, named, "", ct);
        }

        var parents = await finder.Parents(command.Viewer, goal?.Id, own, ct);
        var form = new GoalSetForms(command.Reader, goal, parents);
        if (command.InDialogue || (command.Fields.Count == 0 && command.Text.Length > 0 && goal is null))
        {
            var (question, said) = await asking.Next(command, parents, ct);
            if (question is not null)
            {
                await data.SaveChangesAsync(ct);
            }

            return question ?? await Save(command, null, said!, form, parents, leaveOpen: true, ct);
        }

        if (!command.Fields.ContainsKey("title"))
        {
            var isManager = await data.ReportingLines.AnyAsync(line => line.ManagerId == command.By.Id, ct);
            await data.SaveChangesAsync(ct);
            return form.Open(goal is null ? new GoalSaid { Visible = isManager } : GoalSaid.Of(goal, command.Reader));
        }

        return await Save(command, goal, GoalSaid.Of(command), form, parents, command.Field("leave_open") == "true", ct);
    }

    private async Task<Reply> Save(
        Command command,
        Goal? goal,
        GoalSaid said,
        GoalSetForms form,
        IReadOnlyList<Goal> parents,
        bool leaveOpen,
        CancellationToken ct
    )
    {
        var reader = command.Reader;
        var written = Blank(command, goal);
        var check = new GoalCheck(said, goal, [.. parents.Select(parent => parent.Id)], reader);
        check.Write(written);
        var errors = new Dictionary<string, string>(check.Errors, StringComparer.Ordinal);
        var hasChildren = goal is not null && await finder.HasChildren(goal.Id, ct);
        if (hasChildren && written.IsKeyResult)
        {
            errors["parent"] = reader.Say("goal_key_result_has_children");
        }

        if (goal is not null && written.ParentId is { } parent && await finder.IsBelow(parent, goal.Id, ct))
        {
            errors["parent"] = reader.Say("goal_parent_circle");
        }

        if (goal is not null && command.Field("version") != goal.Version.ToString("N"))
        {
            errors["title"] = reader.Say("goal_changed_meanwhile");
        }

        var isRefused = errors.Count > 0;
        var missing = leaveOpen ? [] : Smart.Missing(written, reader.Today, hasChildren, isTop: parents.Count == 0);
        foreach (var part in missing)
        {
            errors.TryAdd(GoalSetForms.FieldOf(part, written), reader.Say("goal_ask_" + part));
        }

        if (errors.Count > 0)
        {
            await data.SaveChangesAsync(ct);
            return form.Again(
                said,
                errors,
                askOpen: missing.Count > 0 || (isRefused && leaveOpen && command.Fields.ContainsKey("leave_open"))
            );
        }

        return goal is null ? await Add(command, written, ct) : await Change(command, goal, written, ct);
    }

    private async Task<Reply> Add(Command command, Goal written, CancellationToken ct)
    {
        var goal = With(written, await keys.Next(written.IsKeyResult, ct));
        data.Add(goal);
        await audit.Add(command.By.Id, "changed", Name, command.By.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        return await show.Card(command, goal, command.Reader.Say("goal_saved", ("key", goal.Key)), ct);
    }

    private async Task<Reply> Change(Command command, Goal goal, Goal written, CancellationToken ct)
    {
        var reader = command.Reader;
        var isAgreed = goal.AgreedById is not null;
        var isReworded = goal.Reword(written);
        goal.UpdatedAt = clock.Now();
        await audit.Add(command.By.Id, "changed", Name, command.By.Id, ct: ct);
        return await data.TrySave(ct)
            ? await show.Card(
                command,
                goal,
                reader.Say(isAgreed && isReworded ? "goal_saved_agreement_gone" : "goal_saved", ("key", goal.Key)),
                ct
            )
            : new Reply.Said(reader.Say("goal_changed_meanwhile"));
    }

    private Goal Blank(Command command, Goal? goal) =>
        new()
        {
            Id = goal?.Id ?? clock.NewId(),
            Key = goal?.Key ?? "",
            OwnerId = command.By.Id,
            Title = "",
            CreatedAt = clock.Now(),
            UpdatedAt = clock.Now(),
        };

    /// <summary>The same with its short name, which is given once everything else is right.</summary>
    private static Goal With(Goal written, string key)
    {
        var goal = new Goal
        {
            Id = written.Id,
            Key = key,
            OwnerId = written.OwnerId,
            Title = written.Title,
            CreatedAt = written.CreatedAt,
            UpdatedAt = written.UpdatedAt,
        };
        goal.Reword(written);
        return goal;
    }
}
