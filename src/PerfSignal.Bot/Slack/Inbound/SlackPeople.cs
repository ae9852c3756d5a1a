using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>An account as Slack describes it, or the text that says why the bot does not work for it.</summary>
/// <param name="Refusal">A key of the texts.</param>
/// <param name="MayBeUnreachable">Whether the outbox may have given up on the person here.</param>
internal sealed record Who(ChatAccount? Account, Person? Person, string? Refusal, bool MayBeUnreachable = false);

/// <summary>Slack could not be asked who somebody is.</summary>
internal sealed class SlackOutOfReachException(string word) : Exception($"Slack did not say who an account is: {word}.");

/// <summary>Finds the person behind an account of Slack, and asks Slack about accounts it has not heard of for a day.</summary>
internal sealed class SlackPeople(
    PerfSignalData data,
    Accounts accounts,
    PilotGate pilot,
    CallSlack call,
    TurnedAway turnedAway,
    TimeProvider clock
)
{
    private static readonly Duration Known = Duration.FromDays(1);

    /// <summary>Somebody who is not matched may be by now; asking at every word would let them wear out Slack's patience.</summary>
    private static readonly Duration Unmatched = Duration.FromMinutes(1);

    /// <exception cref="SlackOutOfReachException">Slack was needed and did not answer.</exception>
    public async Task<Who> Of(Arrival arrival, CancellationToken ct)
    {
        var who = await Of(arrival, arrival.User, ct);
        // Only the bot's own conversation is one to write to.
        if (
            who.Account is { } account
            && arrival.Channel is ['D', ..] own
            && account.ConversationId != own
            && arrival.Kind is ArrivalKind.Message or ArrivalKind.HomeOpened
        )
        {
            account.ConversationId = own;
            await data.SaveChangesAsync(ct);
        }

        return who;
    }

    /// <summary>The same for anybody else of the installation, such as the author of a message.</summary>
    public async Task<Who> Of(Arrival arrival, string user, CancellationToken ct)
    {
        var (row, unreachable, hasPilot) = await accounts.FindWithPerson(PlatformName.Slack, arrival.Workspace, user, ct);
        if (!hasPilot)
        {
            pilot.FoundNone();
        }

        if (row is not { RemovedAt: null })
        {
            return turnedAway.Lately(arrival.Workspace, user) is { } refusal
                ? new Who(null, null, refusal)
                : await Ask(arrival, user, row, ct);
        }

        return clock.Now() - row.LastSeen < (row.PersonId is null ? Unmatched : Known) && await IsLatest(arrival, row, ct)
            ? await Told(row, ct) with
            {
                MayBeUnreachable = unreachable,
            }
            : await Ask(arrival, user, row, ct);
    }

    /// <summary>An answer that leaves by the outbox goes to the account seen last: with several workspaces, to the one where it was asked for.</summary>
    private async Task<bool> IsLatest(Arrival arrival, ChatAccount row, CancellationToken ct) =>
        arrival.Kind is not (ArrivalKind.Message or ArrivalKind.Action)
        || row.PersonId is not { } person
        || await accounts.Of(person, PlatformName.Slack, ct) is not { } latest
        || latest.LastSeen <= row.LastSeen;

    /// <summary>Takes in that Slack says something new of an account.</summary>
    /// <exception cref="SlackOutOfReachException">Slack did not answer.</exception>
    public async Task Refresh(Arrival arrival, CancellationToken ct) =>
        await Ask(arrival, arrival.User, await accounts.Find(PlatformName.Slack, arrival.Workspace, arrival.User, ct), ct);

    private async Task<Who> Ask(Arrival arrival, string user, ChatAccount? row, CancellationToken ct)
    {
        var answer = await call(arrival.Workspace, "users.info", new JsonObject { ["user"] = user }, ct);
        if (answer is SlackAnswer.Refused { Error: "no_installation" })
        {
            // Somebody else's workspace, or one that removed the bot: who was known there is known no more.
            return new Who(null, null, "slack_foreign");
        }

        if (answer is SlackAnswer.Refused { Error: "user_not_found" or "user_not_visible" })
        {
            return await TurnAway(arrival, user, row, "slack_foreign", ct);
        }

        if (answer is not SlackAnswer.Good good)
        {
            // Who was known yesterday is known today as long as Slack does not say otherwise.
            return row is { PersonId: not null, RemovedAt: null } && arrival.Kind != ArrivalKind.AccountChanged
                ? await Told(row, ct) with
                {
                    MayBeUnreachable = true,
                }
                : throw new SlackOutOfReachException(Word(answer));
        }

        var profile = SlackProfile.Read(good.Body["user"]);
        if (profile.WhyNot(arrival) is { } refusal)
        {
            return await TurnAway(arrival, user, row, refusal, ct);
        }

        return await Told(await Heard(arrival.Workspace, user, profile, ct), ct) with
        {
            MayBeUnreachable = true,
        };
    }

    private async Task<Who> TurnAway(Arrival arrival, string user, ChatAccount? row, string refusal, CancellationToken ct)
    {
        turnedAway.Note(arrival.Workspace, user, refusal);
        if (row is not null)
        {
            accounts.Removed(row);
            await data.SaveChangesAsync(ct);
        }

        return new Who(null, null, refusal);
    }

    private async Task<ChatAccount> Heard(string workspace, string user, SlackProfile profile, CancellationToken ct)
    {
        var identity = new ChatIdentity(PlatformName.Slack, workspace, user) { Email = profile.Email, Name = profile.Name };
        try
        {
            var row = await accounts.Heard(identity, ct);
            await data.SaveChangesAsync(ct);
            return row;
        }
        catch (DbUpdateException)
        {
            // Two first requests of one person ran side by side; the other has written the account.
            data.ChangeTracker.Clear();
            return await accounts.Find(PlatformName.Slack, workspace, user, ct) ?? throw new SlackOutOfReachException("not_kept");
        }
    }

    private async Task<Who> Told(ChatAccount row, CancellationToken ct) =>
        row.PersonId is { } id
            ? new Who(row, await data.People.FindAsync([id], ct), null)
            : new Who(row, null, row.State == AccountState.AlreadyTaken ? "slack_taken" : "slack_not_in_directory");

    private static string Word(SlackAnswer answer) =>
        answer switch
        {
            SlackAnswer.Refused refused => refused.Error,
            SlackAnswer.Throttled => "ratelimited",
            SlackAnswer.NotReached not => not.Word,
            SlackAnswer.Unknown unknown => unknown.Word,
            _ => "",
        };
}
