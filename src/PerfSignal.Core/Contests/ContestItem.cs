using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Contests;

/// <summary>The form for contesting something that was written, with what was typed.</summary>
/// <param name="Row">What is contested.</param>
/// <param name="Verb">Which of the three buttons the form ends with: `feedback`, `assessment` or `summary`.</param>
public sealed record ContestItemForm(
    string Title,
    string Row,
    string Verb,
    string What,
    [property: Written] string Text,
    [property: Written] string Reason
);

/// <summary>`feedback.contest`, `assessment.contest`, `summary.contest`: what others wrote about oneself is marked until somebody decides.</summary>
public sealed class ContestItem(PerfSignalData data, Access access, ContestActs acts, ContestedItems items, ContestCards cards) : IVerb
{
    public const string OfFeedback = "feedback.contest";
    public const string OfAssessment = "assessment.contest";
    public const string OfSummary = "summary.contest";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var of = command.Verb switch
        {
            OfAssessment => ContestOf.Assessment,
            OfSummary => ContestOf.Summary,
            _ => ContestOf.Feedback,
        };
        if (!Guid.TryParse(command.Row, out var id) || !await Mine(command, of, id, ct))
        {
            return new Reply.Said(reader.Say("contest_item_none"));
        }

        if (await Before(command, id, ct) is { } before)
        {
            return new Reply.Said(before);
        }

        var asked = new Contest
        {
            Id = Guid.Empty,
            PersonId = command.By.Id,
            Of = of,
            ItemId = id,
            Reason = "",
            OpenedAt = reader.Now,
        };
        var item = await items.Of(asked, command.By, reader, ct);
        var typed = command.Field("text") is { Length: > 0 } onCard ? onCard : command.Text;
        var reason = command.Fields.ContainsKey("reason") ? command.Field("reason") : typed;
        var form = new ContestItemForm(
            reader.Say("contest_item_form_title"),
            id.ToString("N"),
            of.ToString().ToLowerInvariant(),
            item.Title,
            item.Text,
            reason
        );
        if (!command.Fields.ContainsKey("reason"))
        {
            return Reply.Open("contest_item_form", form);
        }

        if (reason.Length is 0 or > Contest.MaxReason)
        {
            var errors = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["reason"] = reader.Say("contest_reason_needed", ("max", reader.Number(Contest.MaxReason, 0))),
            };
            return Reply.Ask("contest_item_form", form, errors);
        }

        var contest = await acts.Open(command, of, null, id, reason, ct);
        await data.SaveChangesAsync(ct);
        return await ContestFigure.Done(command, contest, item.Title, cards, ct);
    }

    /// <summary>Written about the one who asks, and by somebody else.</summary>
    private async Task<bool> Mine(Command command, ContestOf of, Guid id, CancellationToken ct)
    {
        var me = command.By.Id;
        return of switch
        {
            ContestOf.Assessment => await May(command, DataClass.Development, ct)
                && await (await access.Read<Development.Assessment>(command.Viewer, me, Purpose.OwnData, ct)).AnyAsync(
                    row => row.Id == id && row.AuthorId != me,
                    ct
                ),
            ContestOf.Summary => await May(command, DataClass.Review, ct)
                && await (await access.Read<Drafting.Summary>(command.Viewer, me, Purpose.OwnData, ct)).AnyAsync(row => row.Id == id, ct),
            _ => await May(command, DataClass.SharedFeedback, ct)
                && await (await access.Read<FeedbackNote>(command.Viewer, me, Purpose.OwnData, ct)).AnyAsync(row => row.Id == id, ct),
        };
    }

    private Task<bool> May(Command command, DataClass dataClass, CancellationToken ct) =>
        access.May(command.Viewer, command.By.Id, dataClass, Right.Contest, ct);

    /// <summary>What was written does not change, so it is decided once.</summary>
    private async Task<string?> Before(Command command, Guid id, CancellationToken ct)
    {
        var mine = await access.Read<Contest>(command.Viewer, command.By.Id, Purpose.OwnData, ct);
        var rows = await mine.Where(row => row.ItemId == id).ToListAsync(ct);
        return rows.Find(row => !row.IsWithdrawn) is { } known ? await cards.State(known, command.By, command.Reader, ct) : null;
    }
}
