using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Reviews;

/// <summary>Everything that is open for one person in review cycles, and who of their reports is late: one card a day.</summary>
/// <param name="More">How many there are beyond those shown, or empty.</param>
/// <param name="LateTitle">Empty where nobody is late.</param>
public sealed record ReviewStepsCard(
    string Title,
    IReadOnlyList<StepLine> Lines,
    string More,
    string LateTitle,
    IReadOnlyList<LateLine> Late,
    string LateMore
);

/// <param name="Row">Opaque id for the button.</param>
/// <param name="Due">When it is due, or that it is done.</param>
/// <param name="Warning">From when somebody else is told; may be empty.</param>
public sealed record StepLine(
    string Row,
    [property: Written] string What,
    string Due,
    bool Overdue,
    string Warning,
    bool Open,
    [property: Written] string Button
);

/// <summary>Who has not completed which step; nothing of what is in it.</summary>
public sealed record LateLine(string Row, [property: Written] string What, string Due);

/// <summary>Puts the card together, and brings one up to date that was made before.</summary>
public sealed class StepCards(PerfSignalData data, OpenSteps steps)
{
    public const string Card = "review_steps";

    /// <summary>So many lines fit on every platform.</summary>
    public const int Most = 8;
    public const int MostLate = 6;

    public async Task<IReadOnlyDictionary<Guid, string>> Names(IEnumerable<Guid> people, CancellationToken ct)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var ids in people.Distinct().Chunk(500))
        {
            foreach (
                var one in await data.People.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name }).ToListAsync(ct)
            )
            {
                names[one.Id] = Home.Short.Name(one.Name);
            }
        }

        return names;
    }

    public static StepLine Line(Reader reader, OpenLine open, IReadOnlyDictionary<Guid, string> names, string warning)
    {
        var overdue = open.Step.Due < reader.Today;
        return new(
            open.Key.ToString(),
            What(reader, open.Cycle, open.Step, open.Step.Doer == StepDoer.Self ? null : names[open.SubjectId]),
            reader.Say(overdue ? "review_overdue" : "review_due", ("date", reader.Date(open.Step.Due))),
            overdue,
            warning,
            Open: true,
            open.Step.Doer == StepDoer.Self
                ? reader.Say("button_step_done")
                : reader.Say("button_step_done_for", ("name", names[open.SubjectId]))
        );
    }

    /// <param name="subject">The person reviewed, where a manager does the step.</param>
    public static string What(Reader reader, ReviewCycle cycle, CycleStep step, string? subject) =>
        subject is null
            ? reader.Say("review_step", ("step", step.Name), ("cycle", cycle.Name))
            : reader.Say("review_step_of", ("step", step.Name), ("cycle", cycle.Name), ("name", subject));

    public static LateLine Late(
        Reader reader,
        ReviewCycle cycle,
        CycleStep step,
        Guid doer,
        int count,
        IReadOnlyDictionary<Guid, string> names
    ) =>
        new(
            new StepKey(step.Id, doer).ToString(),
            count > 1
                ? reader.Say(
                    "review_late_many",
                    ("name", names[doer]),
                    ("step", step.Name),
                    ("cycle", cycle.Name),
                    ("count", reader.Number(count, 0))
                )
                : reader.Say("review_late", ("name", names[doer]), ("step", step.Name), ("cycle", cycle.Name)),
            reader.Say("review_overdue", ("date", reader.Date(step.Due)))
        );

    /// <summary>What of a card is still so: done is said, what went to somebody else or was closed is left out.</summary>
    /// <returns>Also whether anything on it is still open.</returns>
    public async Task<(ReviewStepsCard Card, bool Open, bool AnyDone)> Refresh(
        ReviewStepsCard card,
        Guid recipient,
        Reader reader,
        CancellationToken ct
    )
    {
        var keys = card.Lines.Select(line => StepKey.Parse(line.Row)).OfType<StepKey>().ToList();
        var late = card.Late.Select(line => StepKey.Parse(line.Row)).OfType<StepKey>().ToList();
        var open = await steps.For([recipient, .. late.Select(key => key.PersonId).Distinct()], ct);
        var mine = open.Where(line => line.DoerId == recipient).Select(line => line.Key.ToString()).ToHashSet(StringComparer.Ordinal);
        var others = open.Select(line => new StepKey(line.Step.Id, line.DoerId).ToString()).ToHashSet(StringComparer.Ordinal);
        var (lateIds, lateDoers) = (late.ConvertAll(key => key.StepId), late.ConvertAll(key => key.PersonId));
        var (ids, subjects) = (keys.Select(key => key.StepId).ToList(), keys.Select(key => key.PersonId).ToList());
        var done = (
            await steps
                .Completed.Where(row => ids.Contains(row.StepId) && subjects.Contains(row.SubjectId))
                .Select(row => new { row.StepId, row.SubjectId })
                .ToListAsync(ct)
        )
            .Select(row => new StepKey(row.StepId, row.SubjectId).ToString())
            .ToHashSet(StringComparer.Ordinal);
        var lines = card
            .Lines.Where(line => mine.Contains(line.Row) || done.Contains(line.Row))
            .Select(line => mine.Contains(line.Row) ? line : AsDone(line, reader))
            .ToList();
        var left = card.Late.Where(line => others.Contains(line.Row)).ToList();
        var shown = lines.Count(line => line.Open);
        var any = shown + left.Count > 0;
        // Of somebody who is late no longer: whether they completed it, or it was closed or went to somebody else.
        var anyLateDone = await steps.Completed.AnyAsync(
            row => lateIds.Contains(row.StepId) && (lateDoers.Contains(row.SubjectId) || lateDoers.Contains(row.DoneBy)),
            ct
        );
        return (
            card with
            {
                Title = any ? Title(reader, shown > 0 ? mine.Count : 0) : reader.Say("review_all_done"),
                Lines = lines,
                More = shown > 0 ? More(reader, mine.Count - shown) : "",
                Late = left,
                LateTitle = left.Count > 0 ? card.LateTitle : "",
                LateMore = left.Count > 0 ? card.LateMore : "",
            },
            any,
            done.Count > 0 || (left.Count < card.Late.Count && anyLateDone)
        );
    }

    /// <param name="own">How many steps are open for the reader.</param>
    public static string Title(Reader reader, int own) =>
        own == 0
            ? reader.Say("review_title_late")
            : reader.Say(own == 1 ? "review_title_one" : "review_title", ("count", reader.Number(own, 0)));

    /// <summary>That there are some beyond those shown; empty where there are none.</summary>
    public static string More(Reader reader, int count) => count > 0 ? reader.Say("review_more", ("count", reader.Number(count, 0))) : "";

    private static StepLine AsDone(StepLine line, Reader reader) =>
        line with
        {
            Due = reader.Say("review_done"),
            Overdue = false,
            Warning = "",
            Open = false,
        };
}
