using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <summary>`draft.approve`: makes the text a summary that never changes, and lets the person read it.</summary>
public sealed class ApproveDraft(
    PerfSignalData data,
    OpenDrafts drafts,
    Outbox outbox,
    ReaderFactory readers,
    Audit audit,
    TimeProvider clock
) : IVerb
{
    public const string Name = "draft.approve";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await drafts.Find(command, ct) is not var (draft, report))
        {
            return new Reply.Said(reader.Say("draft_gone"));
        }

        var text = DraftCards.TextOf(draft);
        if (draft.State != DraftState.Open || text.Length == 0)
        {
            return new Reply.Said(reader.Say("draft_ended"));
        }

        if (command.Fields.TryGetValue("version", out var seen) && seen != draft.Version.ToString("N"))
        {
            // Only what was looked at is approved.
            return Reply.Show(
                DraftCards.Card,
                DraftCards.Write(draft, report.Name, reader) with
                {
                    Notice = reader.Say("draft_changed_look"),
                }
            );
        }

        var now = clock.Now();
        (draft.State, draft.EndedAt) = (DraftState.Approved, now);
        var changes = TextDifference.Of(CardJson.Read<WrittenDraft>(draft.Sentences).Sentences, text);
        var summary = new Summary
        {
            Id = clock.NewId(),
            DraftId = draft.Id,
            Kind = draft.Kind,
            ManagerId = draft.ManagerId,
            ReportId = draft.ReportId,
            OccurrenceId = draft.OccurrenceId,
            From = draft.From,
            Until = draft.Until,
            Language = draft.Language,
            Text = text,
            Evidence = draft.Evidence,
            Difference = changes is null ? null : CardJson.Write(changes),
            Writer = draft.Writer,
            PromptVersion = draft.PromptVersion,
            ApprovedById = command.By.Id,
            ApprovedAt = now,
        };
        data.Add(summary);
        var about = readers.For(report);
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = report.Id,
                Act = DeliveryAct.Send,
                Card = SummaryCards.Card,
                Model = CardJson
                    .Model(SummaryCards.Write(summary, report, command.By.Name, [], report.Id, about))
                    .ToJsonString(CardJson.Options),
                Language = about.Language,
                DedupeKey = $"summary:{summary.Id:N}",
                Lane = Lane.Normal,
                NotBefore = now,
                ExpiresAt = now + Duration.FromDays(7),
                Check = SummaryCheck.Word,
                CheckId = summary.Id,
                CreatedAt = now,
            },
            ct
        );
        await audit.Add(command.By.Id, "changed", Name, report.Id, ct: ct);
        return new Reply.Said(
            await data.TrySaveDraft(ct) ? reader.Say("draft_approved", ("name", report.Name)) : reader.Say("draft_changed_look")
        );
    }
}
