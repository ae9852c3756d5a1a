using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Goals;

/// <summary>`goal.progress`: records progress on one of one's own goals, in words ("kr2 60%", "kr2 at risk: waiting for legal") or by the form.</summary>
public sealed class UpdateProgress(PerfSignalData data, GoalFinder finder, Audit audit, TimeProvider clock) : IVerb
{
    public const string Name = "goal.progress";
    private const string Unchanged = "same";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var isForm = command.Fields.ContainsKey("progress");
        var (key, rest) = isForm ? ("", command.Field("progress")) : ProgressWords.Split(command.Text);
        var own = await finder.Own(command.Viewer, ct);
        var goal = Guid.TryParse(command.Row, out var id)
            ? own.Find(row => row.Id == id)
            : own.Find(row => row.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (goal is null)
        {
            return key.Length == 0 && !isForm && command.Row is null
                ? new Reply.Said(reader.Say("goal_progress_which"))
                : new Reply.Said(reader.Say("goal_not_found", ("key", GoalText.Cut(key, 64))));
        }

        if (!isForm && rest.Length == 0)
        {
            return Reply.Open("goal_form", Form(reader, goal, "", "", ""));
        }

        var said = isForm ? OfForm(command, goal) : ProgressWords.Rest(key, rest, reader.Language);
        var read = said is null ? new ProgressRead(0, GoalStatus.Open, "goal_progress_wrong") : ProgressRead.Of(goal, said);
        if (said is null || read.Problem is not null || said.Comment.Length > GoalComment.MaxText)
        {
            var errors = new Dictionary<string, string>(StringComparer.Ordinal);
            if (said is null || read.Problem is not null)
            {
                errors["progress"] = Problem(reader, goal, read.Problem!);
            }
            else
            {
                errors["comment"] = reader.Say("goal_comment_needed", ("max", reader.Number(GoalComment.MaxText, 0)));
            }

            var (typed, comment) =
                isForm ? (rest, command.Field("comment"))
                : said is null ? (rest, "")
                : (Head(rest, said), said.Comment);
            return Reply.Ask("goal_form", Form(reader, goal, typed, command.Field("status"), comment), errors);
        }

        return await Record(command, goal, said, read, ct);
    }

    private async Task<Reply> Record(Command command, Goal goal, ProgressSaid said, ProgressRead read, CancellationToken ct)
    {
        var (before, was) = (goal.Progress, goal.Status);
        (goal.Progress, goal.Status, goal.UpdatedAt) = (read.Progress, read.Status, clock.Now());
        data.Add(
            new CheckIn
            {
                Id = clock.NewId(),
                GoalId = goal.Id,
                OwnerId = goal.OwnerId,
                AuthorId = command.By.Id,
                Progress = read.Progress,
                Status = read.Status,
                At = clock.Now(),
            }
        );
        if (said.Comment.Length > 0)
        {
            data.Add(
                new GoalComment
                {
                    Id = clock.NewId(),
                    GoalId = goal.Id,
                    OwnerId = goal.OwnerId,
                    AuthorId = command.By.Id,
                    Text = said.Comment,
                    At = clock.Now(),
                }
            );
        }

        await audit.Add(command.By.Id, "changed", Name, goal.OwnerId, ct: ct);
        return new Reply.Said(
            await data.TrySave(ct)
                ? Echo(command.Reader, goal, before, was, said.Comment.Length > 0)
                : command.Reader.Say("goal_changed_meanwhile")
        );
    }

    /// <summary>What is stored now, as a share and as a value, so that a misreading shows at once.</summary>
    private static string Echo(Reader reader, Goal goal, decimal before, GoalStatus was, bool commented)
    {
        var parts = new List<string>
        {
            before == goal.Progress
                ? reader.Say("goal_updated_same", ("title", goal.Title), ("after", reader.Number(goal.Progress)))
                : reader.Say(
                    "goal_updated",
                    ("title", goal.Title),
                    ("before", reader.Number(before)),
                    ("after", reader.Number(goal.Progress))
                ),
        };
        if (before != goal.Progress && goal.Metric is not null && Measure.Of(goal) is { } way)
        {
            parts.Add(
                reader.Say(
                    "goal_updated_value",
                    ("value", $"{reader.Number(way.ValueAt(goal.Progress), 2)} {goal.Unit}".TrimEnd()),
                    ("baseline", reader.Number(way.Baseline, 4)),
                    ("target", reader.Number(way.Target, 4))
                )
            );
        }

        if (goal.Status != was)
        {
            parts.Add(reader.Say("goal_updated_status", ("status", reader.Say("goal_status_" + goal.Status))));
        }

        if (commented)
        {
            parts.Add(reader.Say("goal_updated_comment"));
        }

        return string.Join(' ', parts);
    }

    private static ProgressSaid? OfForm(Command command, Goal goal)
    {
        GoalStatus? status = Enum.TryParse<GoalStatus>(command.Field("status"), out var chosen) && Enum.IsDefined(chosen) ? chosen : null;
        var said =
            command.Field("progress").Length == 0
                ? (status is null && command.Field("comment").Length == 0 ? null : new ProgressSaid(goal.Key))
                : ProgressWords.Rest(goal.Key, command.Field("progress"), command.Reader.Language);
        return said is null
            ? null
            : said with
            {
                Status = status ?? said.Status,
                Comment = command.Field("comment") is { Length: > 0 } comment ? comment : said.Comment,
            };
    }

    private static string Problem(Reader reader, Goal goal, string key) =>
        key switch
        {
            "goal_progress_other_target" => reader.Say(key, ("target", reader.Number(goal.Target ?? 0, 4))),
            "goal_progress_other_unit" => reader.Say(key, ("unit", goal.Unit ?? "")),
            _ => reader.Say(key),
        };

    private static string Head(string rest, ProgressSaid said) =>
        rest.EndsWith(said.Comment, StringComparison.Ordinal) ? rest[..^said.Comment.Length].TrimEnd(' ', ':', ';', '-') : rest;

    private static GoalForm Form(Reader reader, Goal goal, string progress, string status, string comment) =>
        new(
            reader.Say("goal_form_title"),
            goal.Title,
            goal.Id.ToString("N"),
            GoalText.Cut(progress, 100),
            status.Length == 0 ? Unchanged : GoalText.Cut(status, 20),
            [
                new GoalChoice(reader.Say("goal_status_unchanged"), Unchanged),
                .. Enum.GetValues<GoalStatus>().Select(one => new GoalChoice(reader.Say("goal_status_" + one), one.ToString())),
            ],
            GoalText.Cut(comment, GoalComment.MaxText)
        );
}
