using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Goals;

/// <summary>`goal.comment`: a comment beside a goal, by its owner or who may comment on it; whoever reads the goal in full reads it.</summary>
public sealed class CommentGoal(PerfSignalData data, Access access, GoalFinder finder, ShowGoal show, Audit audit, TimeProvider clock)
    : IVerb
{
    public const string Name = "goal.comment";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var goal = Guid.TryParse(command.Row, out var id) ? await finder.Readable(command.Viewer, id, ct) : null;
        if (goal is null || !await MayComment(command.Viewer, goal, ct))
        {
            return await show.Gone(command, ct);
        }

        var text = command.Field("text");
        if (!command.Fields.ContainsKey("text"))
        {
            await data.SaveChangesAsync(ct);
            return Reply.Open("goal_comment_form", Form(reader, goal, ""));
        }

        if (text.Length is 0 or > GoalComment.MaxText)
        {
            await data.SaveChangesAsync(ct);
            var errors = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["text"] = reader.Say("goal_comment_needed", ("max", reader.Number(GoalComment.MaxText, 0))),
            };
            return Reply.Ask("goal_comment_form", Form(reader, goal, text), errors);
        }

        data.Add(
            new GoalComment
            {
                Id = clock.NewId(),
                GoalId = goal.Id,
                OwnerId = goal.OwnerId,
                AuthorId = command.By.Id,
                Text = text,
                At = clock.Now(),
            }
        );
        await audit.Add(command.By.Id, "changed", Name, goal.OwnerId, ct: ct);
        await data.SaveChangesAsync(ct);
        return await show.Card(command, goal, reader.Say("goal_commented"), ct);
    }

    private async Task<bool> MayComment(Viewer viewer, Goal goal, CancellationToken ct) =>
        await access.May(viewer, goal.OwnerId, DataClass.Goals, goal.OwnerId == viewer.PersonId ? Right.Write : Right.Comment, ct);

    private static GoalCommentForm Form(Reader reader, Goal goal, string text) =>
        new(reader.Say("goal_comment_title"), goal.Title, goal.Id.ToString("N"), GoalText.Cut(text, GoalComment.MaxText));
}
