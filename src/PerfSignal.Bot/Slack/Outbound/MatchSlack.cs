using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>Finds the Slack accounts of people who work here and never wrote to the bot, by their e-mail address or the id that the directory gives.</summary>
internal sealed class MatchSlack(
    PerfSignalData data,
    Accounts accounts,
    SlackTokens tokens,
    CallSlack call,
    SlackTried tried,
    TimeProvider clock
)
{
    /// <summary>Both methods are of tier 3 or above: 50 a minute (https://docs.slack.dev/apis/web-api/rate-limits); half of it is left to others.</summary>
    public const int AtOnce = 50;

    public static TimeSpan Every { get; } = TimeSpan.FromMinutes(2);

    public async Task Run(CancellationToken ct)
    {
        foreach (var workspace in await tokens.Workspaces(ct) ?? [])
        {
            foreach (var person in await Open(workspace, ct))
            {
                if (!await Find(person, workspace, ct))
                {
                    break;
                }
            }
        }
    }

    private async Task<IReadOnlyList<Wanted>> Open(string workspace, CancellationToken ct)
    {
        // A day around today in any zone; the exact day is the person's own.
        var (before, after) = (clock.Today(DateTimeZone.Utc).PlusDays(-1), clock.Today(DateTimeZone.Utc).PlusDays(1));
        var people = await data
            .People.Where(person =>
                person.HireDate <= after
                && (person.LastDay == null || person.LastDay >= before)
                && !data.Set<ChatAccount>()
                    .Any(row => row.PersonId == person.Id && row.Platform == PlatformName.Slack && row.RemovedAt == null)
            )
            .OrderBy(person => person.Id)
            .Select(person => new Wanted(person.Id, person.Email, person.SlackUserId))
            .ToListAsync(ct);
        return [.. people.Where(person => tried.IsDue(workspace, person.Id)).Take(AtOnce)];
    }

    /// <returns>False where Slack is not to be asked further now.</returns>
    private async Task<bool> Find(Wanted person, string workspace, CancellationToken ct)
    {
        var answer = string.IsNullOrEmpty(person.SlackUserId)
            ? await call(workspace, "users.lookupByEmail", new JsonObject { ["email"] = person.Email }, ct)
            : await call(workspace, "users.info", new JsonObject { ["user"] = person.SlackUserId }, ct);
        if (answer is SlackAnswer.Good good)
        {
            if (SlackUser.Member(good.Body["user"], workspace) is { } member)
            {
                await accounts.Heard(member, ct);
                await data.SaveChangesAsync(ct);
            }
        }
        else if (answer is not SlackAnswer.Refused refused || !IsAboutOne(refused.Error))
        {
            return false;
        }

        tried.Note(workspace, person.Id);
        return true;
    }

    /// <summary>An address or id that Slack does not know, or does not understand, is no reason to look for nobody else.</summary>
    private static bool IsAboutOne(string word) =>
        SlackErrors.Category(word) is FailureCategory.RecipientGone or FailureCategory.Invalid
        && !word.StartsWith("http_", StringComparison.Ordinal);

    private sealed record Wanted(Guid Id, string Email, string? SlackUserId);
}

/// <summary>Whom Slack was asked for, so that it is asked once a day.</summary>
/// <remarks>In memory: what a restart forgets costs one more question for each, within the same bound.</remarks>
internal sealed class SlackTried(TimeProvider clock)
{
    private static readonly Duration Again = Duration.FromDays(1);
    private readonly ConcurrentDictionary<(string Workspace, Guid Person), Instant> at = new();

    public bool IsDue(string workspace, Guid person) => !at.TryGetValue((workspace, person), out var last) || clock.Now() - last >= Again;

    public void Note(string workspace, Guid person) => at[(workspace, person)] = clock.Now();
}
