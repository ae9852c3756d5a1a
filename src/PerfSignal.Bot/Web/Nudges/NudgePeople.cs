using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>Looks for people in the audience of a nudge.</summary>
public sealed class NudgePeople(BroadcastPreviews people, DryRun dryRun)
{
    /// <summary>Who is found by a part of a name; more than anybody reads.</summary>
    private const int MostFound = 500;

    /// <summary>The counts for all, and a page of those whose name or address holds the query.</summary>
    public async Task<(DryRunResult Result, IReadOnlyList<DryRunLine> Lines)> Run(
        Viewer viewer,
        Broadcast broadcast,
        string query,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if (query.Length == 0)
        {
            var all = await dryRun.Of(viewer, broadcast, skip, take, ct);
            return (all, all.Lines);
        }

        var result = await dryRun.Of(viewer, broadcast, 0, 0, ct);
        var named = await people.Named(viewer, broadcast, query, ct);
        var found = await named.OrderBy(person => person.Email).Take(MostFound).Select(person => person.Email).ToListAsync(ct);
        return found.Count == 0 ? (result, []) : (result, (await dryRun.Of(viewer, Narrowed(broadcast, found), skip, take, ct)).Lines);
    }

    /// <summary>The same to a part of its audience; never saved.</summary>
    private static Broadcast Narrowed(Broadcast broadcast, IReadOnlyList<string> emails) =>
        new()
        {
            Id = broadcast.Id,
            AuthorId = broadcast.AuthorId,
            Title = broadcast.Title,
            Template = broadcast.Template,
            Audience = (AudienceRule.FromJson(broadcast.Audience) with { Emails = emails }).ToJson(),
            Timing = broadcast.Timing,
            OnDate = broadcast.OnDate,
            AtTime = broadcast.AtTime,
            Zone = broadcast.Zone,
            ExpiresAfterHours = broadcast.ExpiresAfterHours,
            CreatedAt = broadcast.CreatedAt,
        };
}
