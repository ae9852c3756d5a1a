using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>One attempt at one claimed row: asks again whether it may leave, chooses the platform, sends.</summary>
internal sealed class Attempt(
    IEnumerable<IPlatform> platforms,
    IEnumerable<IDeliveryCheck> checks,
    Organization organization,
    Seal seal,
    TimeProvider clock,
    DispatchSettings settings
)
{
    /// <summary>Whether the platform was asked; from then on an exception leaves open whether the message arrived.</summary>
    public bool Sending { get; private set; }

    /// <param name="begin">Stores that the platform is about to be asked; false when the lease was lost.</param>
    /// <param name="stop">Set when the service stops and the time for what is on its way is over.</param>
    public async Task<Step> Run(Claimed claimed, Holds holds, Func<DeliveryRow, PlatformName, Task<bool>> begin, CancellationToken stop)
    {
        var (row, recipient, send, _) = claimed;
        if (await WhyNot(claimed, stop) is { } ended)
        {
            return ended;
        }

        var now = clock.Now();
        if (
            row.Act == DeliveryAct.Send
            && !row.IsAnswer
            && row.Check != "brief"
            && row.Channel is null
            && QuietEnd.For(recipient, organization.QuietHours, now) is { } end
        )
        {
            // By then the person may be reached in a chat; what may have arrived stays where it is.
            return row.MayHaveArrived ? Wait(row, end) : Wait(row, end) with { Platform = null };
        }

        if (row.OfId is not null && (send.State != DeliveryState.Sent || send.Retracted))
        {
            return End(row, DeliveryState.Cancelled, send.Retracted ? "withdrawn" : "never_sent");
        }

        var workspace = claimed.Aim?.Workspace ?? PlatformHold.Everywhere;
        var platform = platforms.FirstOrDefault(platform => platform.Name == claimed.Aim?.Platform);
        if (platform is null)
        {
            return End(row, DeliveryState.Excluded, send.Channel is null ? "unreachable" : "no_channel");
        }

        if (holds.On(platform.Name, workspace, now) is { } until)
        {
            return Wait(row, until) with { Platform = platform.Name };
        }

        if (!await begin(row, platform.Name))
        {
            return Wait(row, now);
        }

        row.Platform = platform.Name;
        return DeliveryRules.Next(row, await Ask(platform, row, send, recipient, stop), clock.Now(), settings.UncertainWait);
    }

    private async Task<Step?> WhyNot(Claimed claimed, CancellationToken ct)
    {
        var (row, recipient, _, _) = claimed;
        var now = clock.Now();
        if (row.ExpiresAt <= now)
        {
            return End(row, DeliveryState.Expired, "expired");
        }

        if (row.Act == DeliveryAct.Retract)
        {
            return null;
        }

        if (!recipient.WorksOn(clock.Today(recipient.Zone)))
        {
            return End(row, DeliveryState.Excluded, "not_employed");
        }

        // What changes a card makes no sound, so a pause does not hold it, and neither do quiet hours; nor does a channel ring for whom it is about.
        if (row.Act == DeliveryAct.Send && !row.IsAnswer && row.Channel is null && recipient.PausedUntil > now)
        {
            return End(row, DeliveryState.Excluded, "paused");
        }

        var check = row.Check is null ? null : Check(row.Check);
        if (!row.IsAnswer && !claimed.IsInPilot && check is not { IsForOffice: true })
        {
            return End(row, DeliveryState.Excluded, PilotGate.Reason);
        }

        var reason =
            check is null ? null
            : claimed.IsChecked ? claimed.WhyNot
            : await check.WhyNot(row, ct);
        return reason is null ? null : End(row, DeliveryState.Excluded, reason);
    }

    private IDeliveryCheck Check(string name) =>
        checks.FirstOrDefault(check => check.Name == name)
        ?? throw new InvalidOperationException($"No delivery check '{name}' is registered.");

    private async Task<DeliveryResult> Ask(IPlatform platform, DeliveryRow row, DeliveryRow send, Person recipient, CancellationToken ct)
    {
        var message = new Message(
            send.Id,
            recipient,
            row.Card,
            seal.Open(recipient.Id, (JsonObject)JsonNode.Parse(row.Model)!),
            row.Language,
            send.ConversationId,
            send.PlatformMessageId
        )
        {
            MayHaveArrived = row.MayHaveArrived,
            PossiblyDoubled = row.PossiblyDoubled,
            Since = send.CreatedAt,
            Channel = send.Channel,
        };
        using var timeout = new CancellationTokenSource(settings.Timeout.ToTimeSpan(), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        Sending = true;
        try
        {
            return row.Act switch
            {
                DeliveryAct.Send => await platform.Send(message, either.Token),
                DeliveryAct.Update => await platform.Update(message, either.Token),
                _ => await platform.Retract(message, either.Token),
            };
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return new DeliveryResult.Failed(FailureCategory.Uncertain, ct.IsCancellationRequested ? "stopped" : "no_answer");
        }
    }

    private static Step End(DeliveryRow row, DeliveryState state, string reason) =>
        Wait(row, row.NotBefore) with
        {
            State = state,
            Reason = reason,
        };

    private static Step Wait(DeliveryRow row, Instant until) => DeliveryRules.Unchanged(row, until);
}
