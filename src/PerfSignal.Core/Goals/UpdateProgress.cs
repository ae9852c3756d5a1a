using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Goals;

/// <summary>`goal.progress`: records progress on one of one's own goals, in words ("kr2 60%") or by the form.</summary>
public sealed class UpdateProgress(PerfSignalData data, Access access, Audit audit, TimeProvider clock) : IVerb
{
    public const string Name = "goal.progress";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var (key, typed) = command.Fields.ContainsKey("progress") ? ("", command.Field("progress")) : Words(command.Text);
        var own = await (await access.Read<Goal>(command.Viewer, command.By.Id, Purpose.OwnData, ct)).ToListAsync(ct);
        var goal = Guid.TryParse(command.Row, out var id)
            ? own.Find(row => row.Id == id)
            : own.Find(row => row.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (goal is null)
        {
            return new Reply.Said(reader.Say("goal_not_found", ("key", key)));
        }

        if (typed.Length == 0)
        {
            return Reply.Open("goal_form", Form(reader, goal, reader.Number(goal.Progress)));
        }

        if (!TryPercent(typed, out var progress))
        {
            var errors = new Dictionary<string, string>(StringComparer.Ordinal) { ["progress"] = reader.Say("goal_progress_wrong") };
            return Reply.Ask("goal_form", Form(reader, goal, typed), errors);
        }

        var before = goal.Progress;
        goal.Progress = progress;
        goal.UpdatedAt = clock.Now();
        data.Add(
            new CheckIn
            {
                Id = clock.NewId(),
                GoalId = goal.Id,
                OwnerId = goal.OwnerId,
                AuthorId = command.By.Id,
                Progress = progress,
                At = clock.Now(),
            }
        );
        await audit.Add(command.By.Id, "changed", Name, goal.OwnerId, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(
            reader.Say("goal_updated", ("title", goal.Title), ("before", reader.Number(before)), ("after", reader.Number(progress)))
        );
    }

    private static GoalForm Form(Reader reader, Goal goal, string progress) =>
        new(reader.Say("goal_form_title"), goal.Title, goal.Id.ToString("N"), progress);

    private static (string Key, string Percent) Words(string text)
    {
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (words.Length > 0 ? words[0] : "", words.Length > 1 ? words[1] : "");
    }

    /// <summary>`60`, `60%`, `60 %`, `62.5` and `62,5`; from 0 to 100.</summary>
    private static bool TryPercent(string typed, out decimal percent) =>
        decimal.TryParse(
            typed.TrimEnd('%', ' ').Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out percent
        ) && percent is >= 0 and <= 100;
}
