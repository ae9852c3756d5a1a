using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.log`: opens the form, filled from the words where there are any, and saves what the form brings.</summary>
public sealed class LogCommitment(PerfSignalData data, Access access, Audit audit, TimeProvider clock) : IVerb
{
    public const string Name = "commitment.log";

    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        command.Fields.ContainsKey("text") ? await Save(command, ct) : await Open(command, ct);

    private async Task<Reply> Open(Command command, CancellationToken ct)
    {
        var pairs = await Pair.AllOf(data, command.By, command.Reader.Today, ct);
        var (who, promise) = SplitOwner(command.Text);
        var named = pairs.Where(pair => IsNamed(pair.Other(command.By.Id), who)).ToList();
        var pair =
            Guid.TryParse(command.Row, out var row) ? pairs.FirstOrDefault(candidate => candidate.Other(command.By.Id).Id == row)
            : named.Count == 1 ? named[0]
            : pairs.Count == 1 ? pairs[0]
            : null;
        if (pair is null)
        {
            var names = string.Join(", ", pairs.Select(candidate => candidate.Other(command.By.Id).Name));
            return new Reply.Said(
                pairs.Count == 0 ? command.Reader.Say("commitment_nobody") : command.Reader.Say("commitment_with_whom", ("names", names))
            );
        }

        var owner = named.Contains(pair) || who.Length == 0 ? "other" : "me";
        var (text, due) = DueWords.Split(named.Contains(pair) ? promise : command.Text, command.Reader.Today);
        return Reply.Open(
            "commitment_form",
            CommitmentForm.For(
                command.Reader,
                command.By,
                pair.Other(command.By.Id),
                owner,
                text,
                due is { } day ? LocalDatePattern.Iso.Format(day) : ""
            )
        );
    }

    private async Task<Reply> Save(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var pair = Guid.TryParse(command.Row, out var other) ? await Pair.Of(data, command.By.Id, other, reader.Today, ct) : null;
        if (pair is null || !await access.May(command.Viewer, pair.Report.Id, DataClass.Commitments, Right.Write, ct))
        {
            return new Reply.Said(reader.Say("commitment_not_with_them"));
        }

        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (command.Field("text").Length is 0 or > Commitment.MaxText)
        {
            errors["text"] = reader.Say("commitment_text_needed", ("max", reader.Number(Commitment.MaxText, 0)));
        }

        if (!TryDue(command.Field("due"), out var due))
        {
            errors["due"] = reader.Say("commitment_due_wrong");
        }

        if (errors.Count > 0)
        {
            var form = CommitmentForm.For(
                reader,
                command.By,
                pair.Other(command.By.Id),
                command.Field("owner"),
                command.Field("text"),
                command.Field("due")
            );
            return Reply.Ask("commitment_form", form, errors);
        }

        var owner = command.Field("owner") == "me" ? command.By : pair.Other(command.By.Id);
        data.Add(
            new Commitment
            {
                Id = clock.NewId(),
                ManagerId = pair.Manager.Id,
                ReportId = pair.Report.Id,
                OwnerId = owner.Id,
                AuthorId = command.By.Id,
                Text = command.Field("text"),
                DueOn = due,
                CreatedAt = clock.Now(),
            }
        );
        await audit.Add(command.By.Id, "changed", Name, pair.Report.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(
            due is { } day
                ? reader.Say("commitment_logged_due", ("owner", owner.Name), ("text", command.Field("text")), ("due", reader.Date(day)))
                : reader.Say("commitment_logged", ("owner", owner.Name), ("text", command.Field("text")))
        );
    }

    private static (string Who, string Promise) SplitOwner(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and < 80 ? (text[..colon].Trim(), text[(colon + 1)..].Trim()) : ("", text);
    }

    private static bool IsNamed(Person person, string who) =>
        who.Length > 0
        && (
            person.Name.Equals(who, StringComparison.OrdinalIgnoreCase)
            || person.Email.Equals(who, StringComparison.OrdinalIgnoreCase)
            || person.Name.StartsWith(who + " ", StringComparison.OrdinalIgnoreCase)
        );

    private static bool TryDue(string text, out LocalDate? due)
    {
        var parsed = LocalDatePattern.Iso.Parse(text);
        due = parsed.Success ? parsed.Value : null;
        return text.Length == 0 || parsed.Success;
    }
}
