using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <summary>`draft.edit`, `draft.discard` and `draft.again`: what a manager does with an open draft before approving it.</summary>
public sealed class ChangeDraft(
    PerfSignalData data,
    OpenDrafts drafts,
    DraftSubjects subjects,
    DraftDesk desk,
    Audit audit,
    TimeProvider clock
) : IVerb
{
    public const string Edit = "draft.edit";
    public const string Discard = "draft.discard";
    public const string Again = "draft.again";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await drafts.Find(command, ct) is not var (draft, report))
        {
            return new Reply.Said(reader.Say("draft_gone"));
        }

        if (draft.State != DraftState.Open)
        {
            return new Reply.Said(reader.Say("draft_ended"));
        }

        return command.Verb switch
        {
            Edit => await Edited(command, draft, report.Name, ct),
            Again => await Anew(command, draft, report.Name, ct),
            _ => await Discarded(command, draft, ct),
        };
    }

    private async Task<Reply> Edited(Command command, Draft draft, string name, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!command.Fields.ContainsKey("text"))
        {
            return Reply.Open(DraftCards.FormCard, DraftCards.Form(draft, name, DraftCards.TextOf(draft), reader));
        }

        var text = command.Field("text").ReplaceLineEndings("\n");
        if (command.Fields.TryGetValue("version", out var seen) && seen != draft.Version.ToString("N"))
        {
            return Meanwhile(draft, name, text, reader);
        }

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        if (text.Length is 0 or > DraftCards.MaxText || lines > DraftCards.MaxLines)
        {
            return Reply.Ask(
                DraftCards.FormCard,
                DraftCards.Form(draft, name, text, reader),
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["text"] = reader.Say(
                        "draft_text_needed",
                        ("max", reader.Number(DraftCards.MaxText, 0)),
                        ("lines", reader.Number(DraftCards.MaxLines, 0))
                    ),
                }
            );
        }

        draft.Edited = TextDifference.Of(CardJson.Read<WrittenDraft>(draft.Sentences).Sentences, text) is null ? null : text;
        await audit.Add(command.By.Id, "changed", Edit, draft.ReportId, ct: ct);
        return await data.TrySaveDraft(ct) ? Reply.Show(DraftCards.Card, DraftCards.Write(draft, name, reader))
            : await drafts.Find(command, ct) is var (now, _) && now.State == DraftState.Open ? Meanwhile(now, name, text, reader)
            : new Reply.Said(reader.Say("draft_ended"));
    }

    /// <summary>The form again with what was typed, and beside it what the text was made into since the form was opened.</summary>
    private static Reply Meanwhile(Draft draft, string name, string typed, Reader reader) =>
        Reply.Ask(
            DraftCards.FormCard,
            DraftCards.Form(draft, name, typed, reader) with
            {
                Meanwhile = [.. DraftCards.LinesOf(draft).Select(line => new SummaryLine(line))],
            },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = reader.Say("draft_changed_meanwhile") }
        );

    private async Task<Reply> Anew(Command command, Draft draft, string name, CancellationToken ct)
    {
        var reader = command.Reader;
        if (
            await subjects.Of(command, draft, ct) is not { } subject
            || await desk.Begin(subject, command, anew: true, ct) is not var (next, _)
        )
        {
            return new Reply.Said(reader.Say("draft_no_evidence", ("name", name)));
        }

        await data.SaveChangesAsync(ct);
        return next.Id == draft.Id ? new Reply.Said(reader.Say("draft_unchanged"))
            : next.Writer == WrittenDraft.Pending ? new Reply.Said(reader.Say("draft_writing"))
            : Reply.Show(DraftCards.Card, DraftCards.Write(next, name, reader));
    }

    private async Task<Reply> Discarded(Command command, Draft draft, CancellationToken ct)
    {
        (draft.State, draft.EndedAt) = (DraftState.Discarded, clock.Now());
        await audit.Add(command.By.Id, "changed", Discard, draft.ReportId, ct: ct);
        return new Reply.Said(command.Reader.Say(await data.TrySaveDraft(ct) ? "draft_discarded" : "draft_changed_look"));
    }
}
