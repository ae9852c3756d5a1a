using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Goals;

/// <summary>`goal.show`: one goal with what is above and below it, its history, comments, status and pace, as far as the reader may see.</summary>
public sealed class ShowGoal(PerfSignalData data, Access access, Relations relations, GoalFinder finder) : IVerb
{
    public const string Name = "goal.show";
    private const int MostRows = 5;
    private const int MostChildren = 5;

    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        Guid.TryParse(command.Row, out var id) && await finder.Readable(command.Viewer, id, ct) is { } goal
            ? await Card(command, goal, "", ct)
            : await Gone(command, ct);

    /// <summary>The card of a goal that the reader may read.</summary>
    internal async Task<Reply> Card(Command command, Goal goal, string lead, CancellationToken ct)
    {
        var (reader, viewer) = (command.Reader, command.Viewer);
        var isOwn = goal.OwnerId == viewer.PersonId;
        var owner = isOwn ? command.By : await data.People.FindAsync([goal.OwnerId], ct);
        var reaches = await access.Reaches(viewer, goal.OwnerId, DataClass.Goals, Right.Read, ct);
        // Who sees only what was marked sees no history and no comments, and asking would leave a refusal in the log.
        var seesAll = reaches.Contains(Reach.All) || reaches.Contains(Reach.OwnPeriod);
        var reports = seesAll
            ? await (await Read<CheckIn>(viewer, goal, ct)).Where(row => row.GoalId == goal.Id).OrderBy(row => row.At).ToListAsync(ct)
            : [];
        var comments = seesAll
            ? await (await Read<GoalComment>(viewer, goal, ct))
                .Where(row => row.GoalId == goal.Id)
                .OrderByDescending(row => row.At)
                .Take(MostRows)
                .ToListAsync(ct)
            : [];
        var children = await Children(viewer, goal, ct);
        var branch = GoalTree.Of([GoalNode.Of(goal) with { ParentId = null }, .. children]).Single(one => one.Goal.Id == goal.Id);
        var above = await finder.Above(viewer, goal.ParentId, ct);
        var names = await Names(comments.Select(row => row.AuthorId).Concat(goal.AgreedById is { } by ? [by] : []), ct);
        var card = new GoalCard(
            lead,
            isOwn ? reader.Say("goal_card_own", ("key", goal.Key)) : reader.Say("goal_card_of", ("key", goal.Key), ("name", owner!.Name)),
            goal.Id.ToString("N"),
            goal.Version.ToString("N"),
            goal.Title,
            GoalText.Line(reader, branch, canUpdate: false, canShow: false).Bar,
            GoalText.Facts(reader, branch.Goal, branch.RolledUp),
            GoalText.Measured(reader, goal),
            seesAll ? PaceText.Of(PaceOf(goal, owner!, reports, reader), reader) : "",
            isOwn ? await Missing(reader, goal, children.Count > 0, ct) : "",
            goal.AgreedById is { } agreed
                ? reader.Say("goal_agreed_by", ("name", names.GetValueOrDefault(agreed, "")), ("date", Day(reader, goal.AgreedAt)))
                : "",
            [.. above.Reverse().Select(one => new GoalAboveLine(one.Goal?.Key ?? "", one.Goal?.Title ?? reader.Say("goal_above_unseen")))],
            [.. branch.Children.Take(MostChildren).Select(child => GoalText.Line(reader, child, canUpdate: false, canShow: false))],
            branch.Children.Count > MostChildren
                ? reader.Say("goal_list_more", ("count", reader.Number(branch.Children.Count - MostChildren, 0)))
                : "",
            [.. reports.OrderByDescending(row => row.At).Take(MostRows).Select(row => History(reader, row))],
            [
                .. comments.Select(row => new GoalCommentLine(
                    reader.Say("goal_comment_by", ("name", names.GetValueOrDefault(row.AuthorId, "")), ("date", Day(reader, row.At))),
                    row.Text
                )),
            ],
            isOwn,
            isOwn || await access.May(viewer, goal.OwnerId, DataClass.Goals, Right.Comment, ct),
            goal.AgreedById is null && await access.May(viewer, goal.OwnerId, DataClass.Goals, Right.Agree, ct)
        );
        await data.SaveChangesAsync(ct);
        return Reply.Show("goal_card", card);
    }

    /// <summary>The answer for a goal that is not there, or may not be read.</summary>
    internal async Task<Reply> Gone(Command command, CancellationToken ct)
    {
        await data.SaveChangesAsync(ct);
        return new Reply.Said(command.Reader.Say("goal_gone"));
    }

    /// <summary>The goals right below that the reader may read: of the goal's owner, of those who report to the owner, and the reader's own.</summary>
    private async Task<List<GoalNode>> Children(Viewer viewer, Goal goal, CancellationToken ct)
    {
        var children = new List<GoalNode>();
        foreach (var owner in await finder.OwnersBelow(goal.Id, ct))
        {
            if ((await access.Reaches(viewer, owner, DataClass.Goals, Right.Read, ct)).Count > 0)
            {
                var rows = await (await access.Read<Goal>(viewer, owner, Why(viewer, owner), ct)).AsNoTracking().ToListAsync(ct);
                children.AddRange(rows.Where(row => row.Id != goal.Id).Select(GoalNode.Of));
            }
        }

        return children;
    }

    private async Task<string> Missing(Reader reader, Goal goal, bool hasChildren, CancellationToken ct)
    {
        if (goal.Progress >= 100 || goal.Status is GoalStatus.Done or GoalStatus.Dropped)
        {
            return "";
        }

        var isTop = (await relations.Above(goal.OwnerId, ct)).Count == 0;
        var missing = Smart.Missing(goal, reader.Today, hasChildren, isTop).Select(part => reader.Say("goal_open_" + part)).ToList();
        return missing.Count == 0 ? "" : reader.Say("goal_open", ("parts", string.Join(", ", missing)));
    }

    private static Pace PaceOf(Goal goal, Person owner, List<CheckIn> reports, Reader reader) =>
        Pace.Of(
            goal,
            goal.CreatedAt.InZone(owner.Zone).Date,
            reports.Select(row => new PacePoint(row.At.InZone(owner.Zone).Date, row.Progress)),
            reader.Now.InZone(owner.Zone).Date
        );

    private static GoalHistoryLine History(Reader reader, CheckIn row)
    {
        var status = GoalText.Status(reader, row.Status);
        return new(
            $"{Day(reader, row.At)}: {GoalText.Percent(reader, row.Progress)}"
                + (status.Length > 0 ? ", " + status : "")
                + (row.AuthorId is null ? ", " + reader.Say("goal_from_file") : "")
        );
    }

    private static string Day(Reader reader, NodaTime.Instant? at) =>
        at is { } instant ? reader.Date(instant.InZone(reader.Zone).Date) : "";

    private async Task<Dictionary<Guid, string>> Names(IEnumerable<Guid> people, CancellationToken ct)
    {
        var ids = people.Distinct().ToList();
        return ids.Count == 0
            ? []
            : await data.People.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, ct);
    }

    private async Task<IQueryable<T>> Read<T>(Viewer viewer, Goal goal, CancellationToken ct)
        where T : class, IAbout<T> => (await access.Read<T>(viewer, goal.OwnerId, Why(viewer, goal.OwnerId), ct)).AsNoTracking();

    private static Purpose Why(Viewer viewer, Guid owner) => viewer.PersonId == owner ? Purpose.OwnData : Purpose.Conversation;
}
