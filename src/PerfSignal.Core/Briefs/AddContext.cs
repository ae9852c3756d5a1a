using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>The form for one's own note, with what was typed.</summary>
public sealed record ContextForm(string Title, [property: Written] string Text, string Metric, IReadOnlyList<MetricChoice> Metrics);

/// <summary>`context.add`: one's own words beside a figure or beside all of them; cards of the 1:1 ahead show them at once.</summary>
public sealed class AddContext(
    PerfSignalData data,
    Access access,
    Audit audit,
    OwnFigures figures,
    BriefChanges changes,
    TimeProvider clock
) : IVerb
{
    public const string Name = "context.add";

    /// <summary>The choice for a note beside no single figure.</summary>
    public const string All = "all";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!await access.May(command.Viewer, command.By.Id, DataClass.Figures, Right.AddContext, ct))
        {
            return new Reply.Said(reader.Say("brief_gone"));
        }

        var typed = command.Fields.ContainsKey("text") ? command.Field("text") : command.Text;
        var metric = command.Field("metric") is { Length: > 0 } chosen ? chosen : All;
        var choices = await figures.Of(command.By, reader, ct);
        var form = new ContextForm(reader.Say("context_form_title"), typed, metric, choices);
        if (typed.Length == 0 && !command.Fields.ContainsKey("text"))
        {
            return Reply.Open("context_form", form);
        }

        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (typed.Length is 0 or > ContextNote.MaxText)
        {
            errors["text"] = reader.Say("context_text_needed", ("max", reader.Number(ContextNote.MaxText, 0)));
        }

        if (metric != All && !choices.Any(choice => choice.Value == metric))
        {
            errors["metric"] = reader.Say("context_metric_wrong");
        }

        return errors.Count > 0 ? Reply.Ask("context_form", form, errors) : await Save(command, typed, metric, ct);
    }

    private async Task<Reply> Save(Command command, string text, string metric, CancellationToken ct)
    {
        var note = new ContextNote
        {
            Id = clock.NewId(),
            PersonId = command.By.Id,
            MetricKey = metric == All ? null : metric,
            Text = text,
            At = clock.Now(),
        };
        data.Add(note);
        await changes.Queue(command.By.Id, $"note-{note.Id:N}", known => known.With(note), ct);
        await audit.Add(command.By.Id, "changed", Name, command.By.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(command.Reader.Say("context_added"));
    }
}
