using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Drafts, copies of others, and other words for what was sent.</summary>
public sealed class BroadcastWriting(
    PerfSignalData data,
    BroadcastFinder finder,
    BroadcastChange change,
    BroadcastSettings settings,
    TimeProvider clock
)
{
    public async Task<BroadcastResult> Save(Viewer viewer, Guid? id, BroadcastWish wish, CancellationToken ct)
    {
        if ((await finder.Population(viewer.PersonId, ct)).IsNobody || await data.People.FindAsync([viewer.PersonId], ct) is not { } author)
        {
            return new BroadcastResult.NotFound();
        }

        wish = await Within(viewer, wish, ct);
        var errors = WishCheck.Errors(wish, author.Zone, clock.Now());
        if (errors.Count > 0)
        {
            return new BroadcastResult.Invalid(errors);
        }

        if (id is null)
        {
            return await Add(viewer, wish, author.Zone, ct);
        }

        return await change.Do(
            viewer,
            id.Value,
            BroadcastAct.Save,
            broadcast =>
            {
                if (broadcast.AuthorId != viewer.PersonId || broadcast.StartedAt is not null)
                {
                    return Task.FromResult<BroadcastResult?>(
                        new BroadcastResult.Refused(broadcast.StartedAt is null ? "not_author" : "started")
                    );
                }

                WishCheck.Take(wish, broadcast, author.Zone);
                Reset(broadcast);
                return Task.FromResult<BroadcastResult?>(null);
            },
            ct
        );
    }

    public async Task<IReadOnlyDictionary<string, string>> Problems(Viewer viewer, BroadcastWish wish, CancellationToken ct) =>
        await data.People.FindAsync([viewer.PersonId], ct) is { } author
            ? WishCheck.Errors(wish, author.Zone, clock.Now())
            : new Dictionary<string, string>();

    /// <summary>
    /// "Everyone" of somebody who is HR of some departments are the people of those: it is said so, to the second person and on the recipients' card too.
    /// </summary>
    public async Task<BroadcastWish> Within(Viewer viewer, BroadcastWish wish, CancellationToken ct) =>
        wish.Audience is { Departments.Count: 0, Emails.Count: 0 }
            ? wish with
            {
                Audience = wish.Audience with { Departments = (await finder.Population(viewer.PersonId, ct)).Departments },
            }
            : wish;

    /// <summary>A draft again: nobody has asked for it or approved it.</summary>
    internal static void Reset(Broadcast broadcast)
    {
        (broadcast.State, broadcast.NextAt, broadcast.RequestedAt) = (BroadcastState.Draft, null, null);
        (broadcast.ApprovedBy, broadcast.ApprovedAt, broadcast.ApprovedCount) = (null, null, null);
        (broadcast.Notice, broadcast.Remark) = (null, null);
    }

    public async Task<BroadcastResult> Copy(Viewer viewer, Guid id, CancellationToken ct)
    {
        if (await finder.Of(viewer, id, ct) is not { } from || await data.People.FindAsync([viewer.PersonId], ct) is not { } author)
        {
            return new BroadcastResult.NotFound();
        }

        var copied = new BroadcastWish(
            from.Title,
            from.Template,
            from.TextEn,
            from.TextDe,
            from.Link,
            AudienceRule.FromJson(from.Audience),
            from.Timing,
            from.OnDate,
            from.AtTime,
            from.ExpiresAfterHours
        );
        return await Add(viewer, await Within(viewer, copied, ct), author.Zone, ct);
    }

    private async Task<BroadcastResult> Add(Viewer viewer, BroadcastWish wish, DateTimeZone zone, CancellationToken ct)
    {
        var broadcast = new Broadcast
        {
            Id = clock.NewId(),
            AuthorId = viewer.PersonId,
            Title = "",
            Template = wish.Template,
            Audience = "",
            CreatedAt = clock.Now(),
            Version = Guid.NewGuid(),
        };
        WishCheck.Take(wish, broadcast, zone);
        data.Add(broadcast);
        await change.Tell(viewer, BroadcastAct.Save, broadcast.Id, ct);
        await data.SaveChangesAsync(ct);
        return new BroadcastResult.Done(broadcast);
    }

    public async Task<BroadcastResult> EditSent(Viewer viewer, Guid id, string? textEn, string? textDe, CancellationToken ct)
    {
        var (en, de) = (WishCheck.Text(textEn), WishCheck.Text(textDe));
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (en is null && de is null)
        {
            errors["textEn"] = "text_missing";
        }

        foreach (var (field, text) in new[] { ("textEn", en), ("textDe", de) })
        {
            if (text?.Length > Broadcast.MaxText)
            {
                errors[field] = "text_long";
            }
        }

        return errors.Count > 0
            ? new BroadcastResult.Invalid(errors)
            : await change.Do(viewer, id, BroadcastAct.EditSent, broadcast => Edit(viewer, broadcast, en, de, ct), ct);
    }

    private async Task<BroadcastResult?> Edit(Viewer viewer, Broadcast broadcast, string? en, string? de, CancellationToken ct)
    {
        if (broadcast.StartedAt is null || broadcast.RetractedAt is not null)
        {
            return new BroadcastResult.Refused(broadcast.StartedAt is null ? "nothing_sent" : "retracted");
        }

        if ((broadcast.TextEn, broadcast.TextDe) == (en, de) && broadcast.ProposedBy is null)
        {
            return new BroadcastResult.Done(broadcast);
        }

        var many =
            broadcast.ApprovedBy is not null
            || await data.Set<DeliveryRow>().CountAsync(row => row.SendId == broadcast.Id && row.Act == DeliveryAct.Send, ct)
                > settings.ApproveAbove;
        if (many)
        {
            (broadcast.ProposedEn, broadcast.ProposedDe, broadcast.ProposedBy) = (en, de, viewer.PersonId);
            broadcast.Notice = "edit_awaits";
        }
        else
        {
            Apply(broadcast, en, de, clock.Now());
        }

        return null;
    }

    internal static void Apply(Broadcast broadcast, string? en, string? de, Instant now)
    {
        (broadcast.TextEn, broadcast.TextDe) = (en, de);
        (broadcast.Edits, broadcast.EditedAt) = (broadcast.Edits + 1, now);
        (broadcast.ProposedEn, broadcast.ProposedDe, broadcast.ProposedBy) = (null, null, null);
        broadcast.Notice = null;
    }
}
