using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Writes the cards of one broadcast for whoever may see it: to check before it is sent, and how far it has got afterwards.</summary>
public sealed class BroadcastViews(
    PerfSignalData data,
    BroadcastProgress progress,
    DryRun dryRun,
    BroadcastPhrases phrases,
    BroadcastClocks clocks,
    UnknownAddresses unknown
)
{
    public const string Check = "broadcast_check";
    public const string Running = "broadcast_progress";
    private const int Short = 80;

    /// <summary>The card that fits its state; the sentence that there is none where the viewer may not know of it.</summary>
    public async Task<Reply> Show(Command command, Guid id, string notice, CancellationToken ct, bool replaces = true)
    {
        if (await progress.Of(command.Viewer, id, ct) is not { } found)
        {
            return Gone(command.Reader);
        }

        return IsBefore(found.Broadcast)
            ? Reply.Show(Check, await CheckCard(command.Viewer, found, command.Reader, notice, ct), replaces)
            : Reply.Show(Running, Progress(found, command.Reader, notice), replaces);
    }

    /// <summary>Whether nothing of it has begun to leave, so that there is something to check.</summary>
    public static bool IsBefore(Broadcast broadcast) => broadcast.StartedAt is null && broadcast.State != BroadcastState.Cancelled;

    /// <summary>Whether its author may still write it anew.</summary>
    public static bool MayWrite(Viewer viewer, Broadcast broadcast) =>
        broadcast.AuthorId == viewer.PersonId && broadcast.StartedAt is null && BroadcastTable.Allows(BroadcastAct.Save, broadcast.State);

    /// <summary>Why it stands where it does, with what a second person wrote; empty where nothing is to be said.</summary>
    public static string NoticeOf(Broadcast broadcast, Reader reader)
    {
        var notice = broadcast.Notice is { } word && reader.Knows("broadcast_notice_" + word) ? reader.Say("broadcast_notice_" + word) : "";
        return broadcast.Remark is { Length: > 0 } remark ? $"{notice} {reader.Say("nudge_remark", ("text", remark))}".Trim() : notice;
    }

    public static Reply Gone(Reader reader) => new Reply.Said(reader.Say("nudge_gone"));

    /// <summary>What an act answered: the card as it is now, with what was done; or why it was not done.</summary>
    public async Task<Reply> Answer(Command command, BroadcastResult result, string notice, CancellationToken ct)
    {
        await data.SaveChangesAsync(ct);
        return result switch
        {
            BroadcastResult.Done done => await Show(command, done.Broadcast.Id, notice, ct),
            BroadcastResult.Refused refused => new Reply.Said(Refusal(refused.Word, command.Reader)),
            BroadcastResult.Invalid invalid => new Reply.Said(
                string.Join(' ', invalid.Errors.Values.Select(word => Error(word, command.Reader)))
            ),
            _ => Gone(command.Reader),
        };
    }

    public static string Refusal(string word, Reader reader) => Say("broadcast_refused_", word, reader);

    public static string Error(string word, Reader reader) => Say("broadcast_error_", word, reader);

    public static string Link(Guid id) => $"{BroadcastVerbs.Page}/{id:N}";

    public async Task<BroadcastCheckCard> CheckCard(Viewer viewer, Progress found, Reader reader, string notice, CancellationToken ct)
    {
        var broadcast = found.Broadcast;
        var run = await dryRun.Of(viewer, broadcast, 0, 0, ct);
        var isAuthor = broadcast.AuthorId == viewer.PersonId;
        var by = await Name(broadcast.AuthorId, ct);
        return new BroadcastCheckCard(
            broadcast.Id.ToString("N"),
            broadcast.State switch
            {
                BroadcastState.Draft => reader.Say("nudge_check_draft"),
                BroadcastState.AwaitingApproval when found.CanApprove => reader.Say("nudge_check_approve", ("name", by)),
                _ => reader.Say("nudge_check_" + broadcast.State),
            },
            notice.Length > 0 ? notice : NoticeOf(broadcast, reader),
            broadcast.Title,
            broadcast.TextEn ?? "",
            broadcast.TextDe ?? "",
            await Facts(viewer, broadcast, run, by, reader, ct),
            run.WillGet == 0 ? reader.Say("nudge_nobody") : "",
            CanSend: isAuthor && broadcast.State == BroadcastState.Draft && run.Audience > 0,
            found.CanApprove,
            CanEdit: MayWrite(viewer, broadcast),
            found.CanPause,
            found.CanResume,
            found.CanCancel,
            CanCopy: broadcast.State != BroadcastState.Draft,
            Link(broadcast.Id),
            SendBroadcast.SeenOf(broadcast)
        );
    }

    public static BroadcastProgressCard Progress(Progress found, Reader reader, string notice)
    {
        var broadcast = found.Broadcast;
        return new BroadcastProgressCard(
            broadcast.Id.ToString("N"),
            BroadcastPhrases.State(broadcast, reader),
            notice.Length > 0 ? notice : NoticeOf(broadcast, reader),
            broadcast.Title,
            broadcast.ProposedBy is null ? "" : Proposed(broadcast),
            [.. BroadcastNumbers.Of(found).Select(number => number.Fact(reader)), .. BroadcastNumbers.Marks(found, reader)],
            BroadcastNumbers.Pace(found, reader),
            [.. BroadcastPhrases.Reasons(found.Reasons, reader).Take(6)],
            Link(broadcast.Id),
            found.CanPause,
            found.CanResume,
            found.CanCancel,
            found.CanRetract,
            found.CanRetry,
            found.CanEdit,
            found.CanApprove,
            SendBroadcast.SeenOf(broadcast)
        );
    }

    private static string Proposed(Broadcast broadcast) =>
        string.Join("\n\n", new[] { broadcast.ProposedEn, broadcast.ProposedDe }.OfType<string>());

    /// <summary>To whom, how many, when on both clocks, who approved: what a second person looks at too.</summary>
    /// <param name="run">Null once it is being sent: then its account says what became of it.</param>
    public async Task<IReadOnlyList<BroadcastFact>> Facts(
        Viewer viewer,
        Broadcast broadcast,
        DryRunResult? run,
        string by,
        Reader reader,
        CancellationToken ct
    )
    {
        var zones = await clocks.Of(viewer, broadcast, reader.Zone, ct);
        var left = run is null ? 0 : run.Audience - run.WillGet;
        var why = run is null
            ? []
            : BroadcastPhrases
                .Reasons(run.Excluded, reader)
                .Select(fact => reader.Say("nudge_reason_count", ("why", fact.Name), ("count", fact.Value)));
        var rule = AudienceRule.FromJson(broadcast.Audience);
        var nobodys = run is null ? [] : await unknown.In(viewer, [.. rule.Emails.Select(email => new ListedAddress(0, email))], ct);
        List<BroadcastFact?> facts =
        [
            new(reader.Say("nudge_fact_to"), await phrases.Audience(rule, reader, ct)),
            run is null
                ? null
                : new(
                    reader.Say("nudge_fact_gets"),
                    reader.Say("nudge_fact_gets_of", ("gets", reader.Number(run.WillGet, 0)), ("audience", reader.Number(run.Audience, 0)))
                ),
            left == 0
                ? null
                : new(
                    reader.Say("nudge_fact_not"),
                    reader.Say("nudge_fact_not_of", ("count", reader.Number(left, 0)), ("why", string.Join(", ", why)))
                ),
            nobodys.Count == 0 ? null : new(reader.Say("nudge_fact_unknown"), BroadcastPhrases.Addresses(nobodys)),
            new(reader.Say("nudge_fact_when"), BroadcastPhrases.When(broadcast, reader)),
            BroadcastClocks.Other(broadcast, zones, reader),
            zones.Count > 0 && zones[0].At < reader.Now && broadcast.StartedAt is null
                ? new(reader.Say("nudge_fact_past"), reader.Say("nudge_past", ("zone", zones[0].ZoneId)))
                : null,
            new(
                reader.Say("nudge_fact_expires"),
                reader.Say("nudge_fact_expires_for", ("count", reader.Number(broadcast.ExpiresAfterHours, 0)))
            ),
            broadcast.Link is { } link ? new(reader.Say("nudge_fact_link"), link) : null,
            broadcast.AuthorId == viewer.PersonId ? null : new(reader.Say("nudge_fact_by"), by),
            broadcast is { ApprovedBy: { } approver, ApprovedAt: { } at }
                ? new(
                    reader.Say("nudge_fact_approved"),
                    reader.Say(
                        "nudge_fact_approved_of",
                        ("name", await Name(approver, ct)),
                        ("when", reader.DateAndTime(at)),
                        ("count", reader.Number(broadcast.ApprovedCount ?? 0, 0))
                    )
                )
                : null,
        ];
        return [.. facts.OfType<BroadcastFact>()];
    }

    public async Task<string> Name(Guid person, CancellationToken ct) =>
        Briefs.BriefCards.Cut(
            await data.People.Where(one => one.Id == person).Select(one => one.Name).SingleOrDefaultAsync(ct) ?? "",
            Short
        );

    private static string Say(string prefix, string word, Reader reader) =>
        reader.Knows(prefix + word) ? reader.Say(prefix + word)
        : reader.Knows(word) ? reader.Say(word)
        : reader.Say("nudge_error_unknown");
}
