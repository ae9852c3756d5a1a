using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Drafting;

/// <summary>`draft.write`: a draft of a summary, of a 1:1 or of a period; a model is never called here.</summary>
public sealed class WriteDraft(PerfSignalData data, DraftSubjects subjects, DraftDesk desk) : IVerb
{
    public const string Name = "draft.write";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var (subject, unclear) = command.Row is null
            ? await subjects.ByWords(command, ct)
            : (await subjects.ByRow(command, ct), reader.Say("draft_gone"));
        if (subject is null)
        {
            return new Reply.Said(unclear);
        }

        var name = subject.Pair.Report.Name;
        if (await desk.Begin(subject, command, anew: false, ct) is not var (draft, changed))
        {
            await data.SaveChangesAsync(ct);
            return new Reply.Said(reader.Say("draft_no_evidence", ("name", name)));
        }

        await data.SaveChangesAsync(ct);
        return draft.Writer == WrittenDraft.Pending
            ? new Reply.Said(reader.Say("draft_writing"))
            : Reply.Show(DraftCards.Card, DraftCards.Write(draft, name, reader, changed));
    }
}
