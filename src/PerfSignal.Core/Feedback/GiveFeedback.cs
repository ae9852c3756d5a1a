using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.give` and `feedback.praise`: a form for a colleague, filled from the words where there are any; saves what the form brings.</summary>
public sealed class GiveFeedback(PerfSignalData data, Directory directory, Access access, Audit audit, TimeProvider clock) : IVerb
{
    public const string Give = "feedback.give";
    public const string Praise = "feedback.praise";

    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        command.Fields.ContainsKey("text") ? await Save(command, ct) : await Open(command, ct);

    private async Task<Reply> Open(Command command, CancellationToken ct)
    {
        var kind = command.Verb == Praise ? FeedbackKind.Praise : FeedbackKind.Feedback;
        if (Guid.TryParse(command.Row, out var id))
        {
            return await Colleague(command, id, ct) is { } chosen
                ? Reply.Open("feedback_form", FeedbackForm.For(command.Reader, kind, chosen.Name, command.Row, command.Text, "shared"))
                : new Reply.Said(command.Reader.Say("feedback_nobody", ("name", "")));
        }

        var colon = command.Text.IndexOf(':', StringComparison.Ordinal);
        var who = (colon < 0 ? command.Text : command.Text[..colon]).Trim().TrimStart('@');
        var words = colon < 0 ? "" : command.Text[(colon + 1)..].Trim();
        if (who.Length == 0)
        {
            return Reply.Open("feedback_form", FeedbackForm.For(command.Reader, kind, "", "", "", "shared"));
        }

        var found = await Named(command, who, ct);
        return found.Count switch
        {
            1 => Reply.Open(
                "feedback_form",
                FeedbackForm.For(command.Reader, kind, found[0].Name, found[0].Id.ToString("N"), words, "shared")
            ),
            0 => new Reply.Said(command.Reader.Say("feedback_nobody", ("name", who))),
            _ => new Reply.Said(
                command.Reader.Say(
                    "feedback_several",
                    ("name", who),
                    ("names", string.Join(", ", found.Select(person => $"{person.Name} ({person.Email})")))
                )
            ),
        };
    }

    private async Task<Reply> Save(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var kind = command.Verb == Praise ? FeedbackKind.Praise : FeedbackKind.Feedback;
        var typedName = command.Field("who");
        var named = typedName.Length > 0 ? await Named(command, typedName, ct) : [];
        var about =
            Guid.TryParse(command.Row, out var id) ? await Colleague(command, id, ct)
            : named.Count == 1 ? named[0]
            : null;
        var text = command.Field("text");
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.Length is 0 or > FeedbackNote.MaxText)
        {
            errors["text"] = reader.Say("feedback_text_needed", ("max", reader.Number(FeedbackNote.MaxText, 0)));
        }

        if (about is null && named.Count > 1)
        {
            var names = string.Join(", ", named.Select(person => $"{person.Name} ({person.Email})"));
            errors["who"] = reader.Say("feedback_several", ("name", typedName), ("names", names));
        }
        else if (about is null)
        {
            errors["who"] = reader.Say("feedback_nobody", ("name", typedName));
        }

        var noteClass = command.Field("class") == "mine" ? "mine" : "shared";
        if (errors.Count > 0 || about is null)
        {
            return Reply.Ask(
                "feedback_form",
                FeedbackForm.For(reader, kind, about?.Name ?? "", about?.Id.ToString("N") ?? "", text, noteClass),
                errors
            );
        }

        Add(command, about, kind, text, noteClass);
        await audit.Add(
            command.By.Id,
            "changed",
            noteClass == "mine" ? "note.mine" : command.Verb,
            noteClass == "mine" ? null : about.Id,
            ct: ct
        );
        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say(noteClass == "mine" ? "feedback_kept_mine" : "feedback_given", ("name", about.Name)));
    }

    private void Add(Command command, Person about, FeedbackKind kind, string text, string noteClass)
    {
        if (noteClass == "mine")
        {
            data.Add(
                new MineNote
                {
                    Id = clock.NewId(),
                    AuthorId = command.By.Id,
                    SubjectId = about.Id,
                    Text = text,
                    At = clock.Now(),
                }
            );
        }
        else
        {
            data.Add(
                new FeedbackNote
                {
                    Id = clock.NewId(),
                    AuthorId = command.By.Id,
                    SubjectId = about.Id,
                    Kind = kind,
                    Text = text,
                    At = clock.Now(),
                }
            );
        }
    }

    private async Task<Person?> Colleague(Command command, Guid id, CancellationToken ct) =>
        await access.MayGiveFeedback(command.Viewer, id, ct) ? await data.People.FindAsync([id], ct) : null;

    /// <summary>The colleagues that the words may mean; never oneself.</summary>
    private async Task<IReadOnlyList<Person>> Named(Command command, string who, CancellationToken ct)
    {
        var meant = await directory.ByName(command.Viewer, who, ct) switch
        {
            NameMatch.Found found => [found.Person],
            NameMatch.Ambiguous several => several.Candidates,
            _ => (IReadOnlyList<Person>)[],
        };
        var colleagues = new List<Person>();
        foreach (var person in meant)
        {
            if (await access.MayGiveFeedback(command.Viewer, person.Id, ct))
            {
                colleagues.Add(person);
            }
        }

        return colleagues;
    }
}
