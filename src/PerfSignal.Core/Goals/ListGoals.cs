using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Goals;

/// <summary>
/// `goal.list`: the reader's own goals; with a name those of a colleague, as far as the reader may see; with a short name that goal, or an
/// update of it ("goals kr2 60%").
/// </summary>
public sealed class ListGoals(
    PerfSignalData data,
    Access access,
    Directory directory,
    GoalFinder finder,
    UpdateProgress update,
    ShowGoal show
) : IVerb
{
    public const string Name = "goal.list";
    private const int Most = 10;

    public Task<Reply> Handle(Command command, CancellationToken ct) => command.Text.Length == 0 ? Own(command, ct) : Asked(command, ct);

    /// <summary>One query: this is what people ask most.</summary>
    private async Task<Reply> Own(Command command, CancellationToken ct)
    {
        var goals = await (await access.Read<Goal>(command.Viewer, command.By.Id, Purpose.OwnData, ct)).AsNoTracking().ToListAsync(ct);
        var reader = command.Reader;
        var key = goals.Find(goal => goal.IsKeyResult)?.Key ?? goals.FirstOrDefault()?.Key;
        return List(
            reader,
            reader.Say("goal_list_title"),
            [.. goals.Select(GoalNode.Of)],
            key is null ? reader.Say("goal_list_empty") : "",
            key is null ? "" : reader.Say("goal_list_hint", ("key", key)),
            isOwn: true,
            canShow: true
        );
    }

    private async Task<Reply> Asked(Command command, CancellationToken ct)
    {
        var (key, rest) = ProgressWords.Split(command.Text);
        var own = await finder.Own(command.Viewer, ct);
        if (own.Find(goal => goal.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } mine)
        {
            return rest.Length == 0
                ? await show.Card(command, mine, "", ct)
                : await update.Handle(command with { Verb = UpdateProgress.Name }, ct);
        }

        if (ProgressWords.TryRead(command.Text, command.Reader.Language) is { IsBare: false })
        {
            return await update.Handle(command with { Verb = UpdateProgress.Name }, ct);
        }

        return await directory.ByName(command.Viewer, command.Text, ct) switch
        {
            NameMatch.Found { Person: var person } => person.Id == command.By.Id ? await Own(command, ct) : await Of(command, person, ct),
            NameMatch.Ambiguous several => new Reply.Said(
                command.Reader.Say(
                    "goal_several_people",
                    ("names", string.Join(", ", several.Candidates.Select(person => $"{person.Name} ({person.Email})")))
                )
            ),
            _ => rest.Length == 0 && await finder.Readable(command.Viewer, key, ct) is { } goal
                ? await show.Card(command, goal, "", ct)
                : await Nobody(command, ct),
        };
    }

    /// <summary>The same answer for somebody without goals and for somebody whose goals stay closed.</summary>
    private async Task<Reply> Of(Command command, Person person, CancellationToken ct)
    {
        var (reader, viewer) = (command.Reader, command.Viewer);
        var (goals, inPart) = await finder.Of(viewer, person.Id, Purpose.Conversation, ct);
        await data.SaveChangesAsync(ct);
        return List(
            reader,
            reader.Say("goal_list_title_of", ("name", person.Name)),
            goals,
            goals.Count == 0 ? reader.Say("goal_list_empty_of", ("name", person.Name)) : "",
            inPart && goals.Count > 0 ? reader.Say("goal_list_in_part") : "",
            isOwn: false,
            canShow: !inPart
        );
    }

    private async Task<Reply> Nobody(Command command, CancellationToken ct)
    {
        await data.SaveChangesAsync(ct);
        return new Reply.Said(command.Reader.Say("goal_nobody", ("words", GoalText.Cut(command.Text, 80))));
    }

    private static Reply List(
        Reader reader,
        string title,
        IReadOnlyCollection<GoalNode> goals,
        string empty,
        string hint,
        bool isOwn,
        bool canShow
    )
    {
        var lines = GoalTree.Of(goals).SelectMany(branch => branch.Flat).ToList();
        return Reply.Show(
            "goal_list",
            new GoalList(
                title,
                [.. lines.Take(Most).Select(branch => GoalText.Line(reader, branch, isOwn, canShow))],
                empty,
                lines.Count > Most ? reader.Say("goal_list_more", ("count", reader.Number(lines.Count - Most, 0))) : hint,
                isOwn
            )
        );
    }
}
