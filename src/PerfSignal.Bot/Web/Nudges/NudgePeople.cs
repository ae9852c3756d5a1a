using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>Looks for people in the audience of a nudge.</summary>
public sealed class NudgePeople(AudienceFinder audience, DryRun dryRun)
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
        var found = await (await Named(viewer, broadcast, query, ct)).Take(MostFound).Select(person => person.Email).ToListAsync(ct);
        if (found.Count == 0)
        {
            return (result, []);
        }

        var narrowed = new Broadcast
        {
            Id = broadcast.Id,
            AuthorId = broadcast.AuthorId,
            Title = broadcast.Title,
            Template = broadcast.Template,
            TextEn = broadcast.TextEn,
            TextDe = broadcast.TextDe,
            Audience = (AudienceRule.FromJson(broadcast.Audience) with { Emails = found }).ToJson(),
            Timing = broadcast.Timing,
            OnDate = broadcast.OnDate,
            AtTime = broadcast.AtTime,
            Zone = broadcast.Zone,
            ExpiresAfterHours = broadcast.ExpiresAfterHours,
            CreatedAt = broadcast.CreatedAt,
        };
        return (result, (await dryRun.Of(viewer, narrowed, skip, take, ct)).Lines);
    }

    /// <summary>Whom the words mean; without words the first of the audience.</summary>
    public async Task<Person?> Recipient(Viewer viewer, Broadcast broadcast, string who, CancellationToken ct)
    {
        var named = await Named(viewer, broadcast, who, ct);
        return await named.FirstOrDefaultAsync(person => person.Email == who.ToLowerInvariant() || person.NameKey == Person.KeyOf(who), ct)
            ?? await named.OrderBy(person => person.Name).ThenBy(person => person.Id).FirstOrDefaultAsync(ct);
    }

    private async Task<IQueryable<Person>> Named(Viewer viewer, Broadcast broadcast, string words, CancellationToken ct)
    {
        var people = await audience.Of(viewer, AudienceRule.FromJson(broadcast.Audience), ct);
        var (key, email) = (Person.KeyOf(words), words.Trim().ToLowerInvariant());
        return words.Length == 0 ? people : people.Where(person => person.NameKey.Contains(key) || person.Email.Contains(email));
    }
}
