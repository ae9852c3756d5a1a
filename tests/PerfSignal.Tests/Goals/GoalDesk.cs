using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Tests.Goals;

/// <summary>Makes the handlers of goals over a database, as a request would have them.</summary>
internal static class GoalDesk
{
    public static IVerb Verb(string name, PerfSignalData data, Access access, Audit audit, TestClock clock, Organization organization)
    {
        var relations = new Relations(data, organization, clock);
        var finder = new GoalFinder(data, access, relations);
        var show = new ShowGoal(data, access, relations, finder);
        var update = new UpdateProgress(data, finder, audit, clock);
        return name switch
        {
            ListGoals.Name => new ListGoals(data, access, new Directory(data, organization, clock), finder, update, show),
            UpdateProgress.Name => update,
            ShowGoal.Name => show,
            SetGoal.Name => new SetGoal(data, finder, new GoalKeys(access), new GoalAsking(new Dialogues(data, clock)), show, audit, clock),
            CommentGoal.Name => new CommentGoal(data, access, finder, show, audit, clock),
            AgreeGoal.Name => new AgreeGoal(data, access, finder, show, audit, clock),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no verb of goals"),
        };
    }

    public static Task<Reply> Ask(this SmallTeam team, Command command) =>
        team.Do((data, access, audit) => Verb(command.Verb, data, access, audit, team.Clock, new Organization()), command);
}
