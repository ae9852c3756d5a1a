using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.request`: asks colleagues for feedback about oneself or a report; words fill the form, the form is sent.</summary>
public sealed class RequestFeedback(PerfSignalData data, Colleagues colleagues, Directory directory, Access access, Requests requests)
    : IVerb
{
    public const string Name = "feedback.request";

    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        command.Fields.ContainsKey("question") ? await Send(command, ct) : await Open(command, ct);

    private async Task<Reply> Open(Command command, CancellationToken ct)
    {
        var abouts = await Abouts(command, ct);
        var asked = RequestWords.Of(command.Text, command.Reader);
        var about = Guid.TryParse(command.Row, out var row)
            ? abouts.FirstOrDefault(person => person.Id == row)
            : Meant(abouts, asked.About);
        if (asked.About.Length > 0 && about is null)
        {
            return new Reply.Said(command.Reader.Say("feedback_request_not_about", ("name", asked.About)));
        }

        return Reply.Open("feedback_request_form", Form(command, abouts, about ?? command.By, asked));
    }

    private async Task<Reply> Send(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var abouts = await Abouts(command, ct);
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var named = command.Field("about");
        var subject = named.Length == 0 ? command.By : abouts.FirstOrDefault(person => person.Id.ToString("N") == named);
        if (
            subject is null
            || !(await access.Reaches(command.Viewer, subject.Id, DataClass.SharedFeedback, Right.Read, ct)).Contains(Reach.All)
        )
        {
            errors["about"] = reader.Say("feedback_request_not_about", ("name", subject?.Name ?? ""));
        }

        var recipients = await Recipients(command, subject, errors, ct);
        var question = command.Field("question");
        if (question.Length is 0 or > FeedbackRequest.MaxQuestion)
        {
            errors["question"] = reader.Say("feedback_request_question_needed", ("max", reader.Number(FeedbackRequest.MaxQuestion, 0)));
        }

        var due = Due(command, errors);
        if (errors.Count > 0 || subject is null)
        {
            var asked = new RequestWords(command.Field("who"), "", question, null);
            var form = Form(command, abouts, subject ?? command.By, asked) with { Due = command.Field("due") };
            return Reply.Ask("feedback_request_form", form, errors);
        }

        await requests.Ask(command.By, subject, recipients, question, due, ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(
            reader.Say(
                "feedback_request_sent",
                ("names", string.Join(", ", recipients.Select(person => person.Name))),
                ("name", subject.Name)
            )
        );
    }

    private async Task<IReadOnlyList<Person>> Recipients(
        Command command,
        Person? subject,
        Dictionary<string, string> errors,
        CancellationToken ct
    )
    {
        var reader = command.Reader;
        var recipients = new List<Person>();
        var names = command.Field("who").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length is 0 or > Requests.MaxRecipients)
        {
            errors["who"] = reader.Say("feedback_request_who_needed", ("max", reader.Number(Requests.MaxRecipients, 0)));
            return [];
        }

        foreach (var name in names)
        {
            var found = await colleagues.Named(command, name, ct);
            if (found is [var one] && one.Id == subject?.Id)
            {
                errors["who"] = reader.Say("feedback_request_themselves", ("name", one.Name));
            }
            else if (found is [var recipient])
            {
                recipients.Add(recipient);
            }
            else
            {
                errors["who"] = Colleagues.Unclear(reader, name, found);
            }
        }

        var distinct = recipients.DistinctBy(person => person.Id).ToList();
        if (subject is not null && !errors.ContainsKey("who"))
        {
            var open = await requests.StillAsked(command.Viewer, subject.Id, [.. distinct.Select(person => person.Id)], ct);
            if (open.Count > 0)
            {
                var waiting = string.Join(", ", distinct.Where(person => open.Contains(person.Id)).Select(person => person.Name));
                errors["who"] = reader.Say("feedback_request_open_already", ("names", waiting), ("name", subject.Name));
            }
        }

        return distinct;
    }

    private static LocalDate? Due(Command command, Dictionary<string, string> errors)
    {
        var typed = command.Field("due");
        if (typed.Length == 0)
        {
            return null;
        }

        var parsed = LocalDatePattern.Iso.Parse(typed);
        if (!parsed.Success)
        {
            errors["due"] = command.Reader.Say("feedback_request_due_wrong");
        }
        else if (parsed.Value < command.Reader.Today || parsed.Value > command.Reader.Today.PlusYears(1))
        {
            errors["due"] = command.Reader.Say("feedback_request_due_past");
        }

        return parsed.Success ? parsed.Value : null;
    }

    /// <summary>Oneself first, then one's reports by name.</summary>
    private async Task<IReadOnlyList<Person>> Abouts(Command command, CancellationToken ct) =>
        [
            command.By,
            .. (await directory.Reports(command.By.Id, command.Reader.Today, ct))
                .Where(person => person.WorksOn(command.Reader.Today))
                .Take(99),
        ];

    private static Person? Meant(IReadOnlyList<Person> abouts, string name)
    {
        if (name.Length == 0 || name.ToUpperInvariant() is "ME" or "MYSELF" or "MICH" or "MIR")
        {
            return name.Length == 0 ? null : abouts[0];
        }

        var spoken = new SpokenName(name);
        var exact = abouts
            .Where(person => spoken.Is(person.Name) || string.Equals(person.Email, name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var begun = exact.Count > 0 ? exact : [.. abouts.Where(person => spoken.Begins(person.Name))];
        return begun is [var one] ? one : null;
    }

    private static RequestForm Form(Command command, IReadOnlyList<Person> abouts, Person about, RequestWords asked) =>
        new(
            asked.Who,
            about.Id.ToString("N"),
            [
                .. abouts.Select(person => new NoteClassChoice(
                    person.Id == command.By.Id ? command.Reader.Say("feedback_request_me", ("name", person.Name)) : person.Name,
                    person.Id.ToString("N")
                )),
            ],
            asked.Question,
            asked.Due is { } due ? LocalDatePattern.Iso.Format(due) : "",
            asked.Hint
        );
}
