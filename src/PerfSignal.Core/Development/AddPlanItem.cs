using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Development;

/// <summary>`plan.add`: opens the form, filled from the words where there are any, and saves what the form brings.</summary>
public sealed class AddPlanItem(PerfSignalData data, Access access, WhoseDevelopment whose, PlanNews news, Audit audit, TimeProvider clock)
    : IVerb
{
    public const string Name = "plan.add";
    public const string NoCompetency = "none";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var (person, words) = command.Fields.ContainsKey("text")
            ? (await whose.OfRow(command, command.Row, Right.Write, ct), "")
            : await Meant(command, ct);
        if (person is null)
        {
            return new Reply.Said(command.Reader.Say("development_not_yours"));
        }

        var library = await CompetencyLibrary.Load(data, ct);
        if (command.Fields.ContainsKey("text"))
        {
            return await Save(command, person, library, ct);
        }

        var (text, due, hint) = PlanDates.Split(words, command.Reader);
        var typed = new Dictionary<string, string>
        {
            ["text"] = text,
            ["due"] = PlanDates.Write(due),
            ["review"] = PlanDates.Write(due),
            ["hint"] = hint,
        };
        return Reply.Open("plan_form", PlanLines.Form(command, person, library, typed));
    }

    /// <summary>"Ana: pair with Cleo" is for Ana where the reader may write there; otherwise all of the words are the action.</summary>
    private async Task<(Person? Person, string Words)> Meant(Command command, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(command.Row))
        {
            return (await whose.OfRow(command, command.Row, Right.Write, ct), command.Text);
        }

        var colon = command.Text.IndexOf(':', StringComparison.Ordinal);
        var named = colon is > 0 and < 80 ? await whose.OfName(command, command.Text[..colon].Trim(), Right.Write, ct) : null;
        return named is null
            ? (command.Text.StartsWith('@') ? null : command.By, command.Text)
            : (named, command.Text[(colon + 1)..].Trim());
    }

    private async Task<Reply> Save(Command command, Person person, CompetencyLibrary library, CancellationToken ct)
    {
        var reader = command.Reader;
        var text = command.Field("text");
        var errors = PlanErrors.Of(command, out var due, out var review);
        if (text.Length is 0 or > PlanItem.MaxText)
        {
            errors["text"] = reader.Say("plan_text_needed", ("max", reader.Number(PlanItem.MaxText, 0)));
        }

        if (Enum.GetNames<PlanKind>().All(name => name != command.Field("kind")))
        {
            errors["kind"] = reader.Say("plan_kind_needed");
        }

        var competency = command.Field("competency") is { Length: > 0 } chosen && chosen != NoCompetency ? chosen : null;
        if (competency is not null && library.For(person).All(one => one.Key != competency))
        {
            errors["competency"] = reader.Say("plan_competency_wrong");
        }

        if (errors.Count > 0)
        {
            return Reply.Ask("plan_form", PlanLines.Form(command, person, library, command.Fields), errors);
        }

        var open = await access.Read<PlanItem>(command.Viewer, person.Id, Purpose.Conversation, ct);
        if (await open.AnyAsync(row => row.State == PlanState.Open && row.Text == text, ct))
        {
            return new Reply.Said(reader.Say("plan_already", ("text", text)));
        }

        var item = new PlanItem
        {
            Id = clock.NewId(),
            PersonId = person.Id,
            AuthorId = command.By.Id,
            CompetencyKey = competency,
            Text = text,
            Kind = Enum.Parse<PlanKind>(command.Field("kind")),
            DueOn = due,
            ReviewOn = review,
            CreatedAt = clock.Now(),
        };
        data.Add(item);
        if (person.Id != command.By.Id)
        {
            await news.QueueAdded(item, person, command.By, library, ct);
        }

        await audit.Add(command.By.Id, "changed", Name, person.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(Answer(reader, person.Id == command.By.Id ? "plan_added_own" : "plan_added", person, item));
    }

    private static string Answer(Reader reader, string key, Person person, PlanItem item) =>
        string.Join(
            ' ',
            new[]
            {
                reader.Say(key, ("name", person.Name), ("text", item.Text)),
                item.DueOn is { } due ? reader.Say("plan_says_due", ("date", reader.Date(due))) : "",
                item.ReviewOn is { } review ? reader.Say("plan_says_review", ("date", reader.Date(review))) : "",
            }.Where(part => part.Length > 0)
        );
}
