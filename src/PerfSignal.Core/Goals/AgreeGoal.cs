using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Goals;

/// <summary>`goal.agree`: the manager, or who stands in, agrees to a goal as they read it; gone again when its owner changes what it says.</summary>
public sealed class AgreeGoal(PerfSignalData data, Access access, GoalFinder finder, ShowGoal show, Audit audit, TimeProvider clock) : IVerb
{
    public const string Name = "goal.agree";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var goal = Guid.TryParse(command.Row, out var id) ? await finder.Readable(command.Viewer, id, ct) : null;
        if (goal is null || !await access.May(command.Viewer, goal.OwnerId, DataClass.Goals, Right.Agree, ct))
        {
            return await show.Gone(command, ct);
        }

        if (goal.AgreedById is not null)
        {
            return await show.Card(command, goal, reader.Say("goal_agreed_already"), ct);
        }

        // One agrees to what one read, not to what it became meanwhile.
        if (command.Field("version") != goal.Version.ToString("N"))
        {
            return await show.Card(command, goal, reader.Say("goal_agree_changed"), ct);
        }

        (goal.AgreedById, goal.AgreedAt) = (command.By.Id, clock.Now());
        await audit.Add(command.By.Id, "changed", Name, goal.OwnerId, ct: ct);
        return await data.TrySave(ct)
            ? await show.Card(command, goal, reader.Say("goal_agreed"), ct)
            : new Reply.Said(reader.Say("goal_changed_meanwhile"));
    }
}
