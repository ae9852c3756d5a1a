using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Contests;

/// <summary>The form for contesting a figure, with what was typed.</summary>
public sealed record ContestForm(string Title, [property: Written] string Reason, string Metric, IReadOnlyList<MetricChoice> Metrics);

/// <param name="Row">The contest, for the button that shows it.</param>
/// <param name="State">Who decides and by when.</param>
public sealed record ContestDone(string Title, string Row, string State);

/// <summary>`figure.contest`: one's own figure is marked everywhere at once, also on cards that were sent, until somebody decides.</summary>
public sealed class ContestFigure(PerfSignalData data, Access access, OwnFigures figures, ContestActs acts, ContestCards cards) : IVerb
{
    public const string Name = "figure.contest";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var choices = await figures.Of(command.By, reader, ct);
        if (choices.Count == 0 || !await access.May(command.Viewer, command.By.Id, DataClass.Figures, Right.Contest, ct))
        {
            return new Reply.Said(reader.Say("contest_none"));
        }

        // A card that has a text field of its own brings what was typed into it.
        var typed = command.Field("text") is { Length: > 0 } onCard ? onCard : command.Text;
        var (reason, metric) = (command.Fields.ContainsKey("reason") ? command.Field("reason") : typed, command.Field("metric"));
        var form = new ContestForm(reader.Say("contest_form_title"), reason, metric, choices);
        if (!command.Fields.ContainsKey("reason"))
        {
            return Reply.Open("contest_form", form);
        }

        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reason.Length is 0 or > Contest.MaxReason)
        {
            errors["reason"] = reader.Say("contest_reason_needed", ("max", reader.Number(Contest.MaxReason, 0)));
        }

        if (choices.FirstOrDefault(choice => choice.Value == metric) is not { } figure)
        {
            errors["metric"] = reader.Say("contest_metric_needed");
            return Reply.Ask("contest_form", form, errors);
        }

        return errors.Count > 0 ? Reply.Ask("contest_form", form, errors) : await Open(command, figure, reason, ct);
    }

    private async Task<Reply> Open(Command command, MetricChoice figure, string reason, CancellationToken ct)
    {
        var mine = await access.Read<Contest>(command.Viewer, command.By.Id, Purpose.OwnData, ct);
        if (await mine.Where(Contest.Stands).FirstOrDefaultAsync(row => row.MetricKey == figure.Value, ct) is { } standing)
        {
            var said = standing.DecidedAt is null ? "contest_already" : "contest_upheld_already";
            return new Reply.Said(command.Reader.Say(said, ("metric", figure.Title)));
        }

        var contest = await acts.Open(command, ContestOf.Figure, figure.Value, null, reason, ct);
        await data.SaveChangesAsync(ct);
        return await Done(command, contest, figure.Title, cards, ct);
    }

    internal static async Task<Reply> Done(Command command, Contest contest, string what, ContestCards cards, CancellationToken ct) =>
        Reply.Show(
            "contest_done",
            new ContestDone(
                command.Reader.Say("contest_done_title", ("metric", what)),
                contest.Id.ToString("N"),
                await cards.State(contest, command.By, command.Reader, ct)
            )
        );
}
