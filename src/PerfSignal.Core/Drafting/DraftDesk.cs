using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <param name="Changed">The evidence is another than that of the draft, which was kept for what the manager changed in it.</param>
public sealed record BegunDraft(Draft Draft, bool Changed);

/// <summary>Begins drafts and fills them with what a writer wrote.</summary>
public sealed class DraftDesk(
    PerfSignalData data,
    Access access,
    Audit audit,
    DraftEvidence evidence,
    IDraftWriter writer,
    PlainWriter plain,
    DraftBudget budget,
    DraftSwitches switches,
    Organization organization,
    TimeProvider clock
)
{
    /// <summary>Why no model was asked: it is switched off for the person, their department, everybody or the manager.</summary>
    public const string SwitchedOff = "off";

    /// <summary>
    /// The open draft about the subject where the evidence is the same, or the manager changed its words; otherwise a new one, in place of the
    /// open one. It is written at once without a model; with one it is left for <see cref="WriteDrafts"/>. The caller saves. Null where there
    /// is no evidence.
    /// </summary>
    /// <param name="anew">Where the evidence changed, a new one even in place of one with the manager's own words.</param>
    public async Task<BegunDraft?> Begin(DraftSubject subject, Command command, bool anew, CancellationToken ct)
    {
        var pack = await evidence.Collect(subject, command.By, command.Reader, ct);
        if (!pack.Items.Any(item => item.Kind is not (EvidenceKind.Missing or EvidenceKind.Question or EvidenceKind.Recency)))
        {
            return null;
        }

        var (manager, report, occurrence, kind) = (subject.Pair.Manager.Id, subject.Pair.Report.Id, subject.Occurrence?.Id, subject.Kind);
        var readable = await access.Read<Draft>(command.Viewer, report, Purpose.OneOnOne, ct);
        var open = await readable
            .Where(row => row.ManagerId == manager && row.State == DraftState.Open && row.Kind == kind)
            .Where(row => row.OccurrenceId == occurrence && row.From == subject.From && row.Until == subject.Until)
            .OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(ct);
        var changed = open is not null && open.EvidenceHash != pack.Hash;
        if (open is not null && (!changed || (open.Edited is not null && !anew)))
        {
            return new BegunDraft(open, changed);
        }

        if (open is not null)
        {
            (open.State, open.EndedAt) = (DraftState.Discarded, clock.Now());
        }

        var draft = new Draft
        {
            Id = clock.NewId(),
            Kind = kind,
            ManagerId = manager,
            ReportId = report,
            OccurrenceId = occurrence,
            From = subject.From,
            Until = subject.Until,
            Language = command.Reader.Language,
            Evidence = CardJson.Write(pack),
            EvidenceHash = pack.Hash,
            Sentences = CardJson.Write(new WrittenDraft([], null)),
            Writer = WrittenDraft.Pending,
            PromptVersion = DraftPrompt.Version,
            CreatedAt = clock.Now(),
        };
        data.Add(draft);
        await audit.Add(command.By.Id, "changed", "draft.write", report, ct: ct);
        var off = writer is not PlainWriter && await switches.IsOff(subject.Pair.Report, manager, ct);
        if (writer is PlainWriter || off)
        {
            await Fill(draft, pack, plain, ct, fallback: off ? SwitchedOff : null);
        }

        return new BegunDraft(draft, false);
    }

    /// <summary>Whether the evidence is another now than what the draft was written from.</summary>
    public async Task<bool> HasChanged(DraftSubject subject, Draft draft, Command command, CancellationToken ct) =>
        (await evidence.Collect(subject, command.By, command.Reader, ct)).Hash != draft.EvidenceHash;

    /// <summary>Has a pending draft written by the model.</summary>
    public async Task Fill(Draft draft, CancellationToken ct)
    {
        var pack = CardJson.Read<DraftPack>(draft.Evidence);
        if (await switches.IsOff((await data.People.FindAsync([draft.ReportId], ct))!, draft.ManagerId, ct))
        {
            await Fill(draft, pack, plain, ct, SwitchedOff);
            return;
        }

        if (!await budget.Allows(draft.ManagerId, access, organization, clock.Now(), ct))
        {
            await Fill(draft, pack, plain, ct, fallback: "budget");
            return;
        }

        var made = await Fill(draft, pack, writer, ct);
        data.Add(
            new ModelUse
            {
                Id = clock.NewId(),
                ManagerId = draft.ManagerId,
                At = clock.Now(),
                Model = writer.Name,
                TokensIn = made.Usage.TokensIn,
                TokensOut = made.Usage.TokensOut,
                Milliseconds = made.Milliseconds,
                Kept = made.Fallback is null ? made.Sentences.Count : 0,
                Refused = made.Refused.Values.Sum(),
                Refusals = draft.Refusals,
                Fallback = made.Fallback,
            }
        );
    }

    private async Task<MadeDraft> Fill(Draft draft, DraftPack pack, IDraftWriter by, CancellationToken ct, string? fallback = null)
    {
        var made = await new DraftMaker(by, plain, clock).Make(pack, ct);
        made = made with { Fallback = fallback ?? made.Fallback };
        draft.Sentences = CardJson.Write(new WrittenDraft(made.Sentences, made.Fallback));
        (draft.Writer, draft.Fallback) = (made.Writer, made.Fallback);
        // The card that is made of it now names the version that is saved.
        draft.Version = Guid.NewGuid();
        draft.Refusals = made.Refused.Count == 0 ? null : CardJson.Write(made.Refused);
        (draft.TokensIn, draft.TokensOut, draft.Milliseconds) = (made.Usage.TokensIn, made.Usage.TokensOut, made.Milliseconds);
        return made;
    }
}
