using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Queue;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds about the outbox: what waits too long, platforms that are left alone, and what did not arrive.</summary>
public sealed class DeliveryCheckup(PerfSignalData data, QueueView view)
{
    private const string Area = "delivery";
    private static readonly Duration Day = Duration.FromHours(24);

    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        var state = await view.Read(ct);
        List<Finding> wrong = [.. await Failed(state, ct), .. Late(state)];
        return
        [
            .. Holds(state),
            .. wrong.Count > 0
                ? wrong
                : [Finding.Good(Area, $"every message of the last 24 hours that could be sent was sent; {state.Waiting} wait")],
            .. Doubled(state),
            .. Rejected(state),
        ];
    }

    /// <summary>How long a message of a lane may be due before something is wrong: a broadcast to many takes its time.</summary>
    public static Duration Patience(Lane lane) =>
        lane switch
        {
            Lane.Urgent => Duration.FromMinutes(2),
            Lane.Normal => Duration.FromMinutes(10),
            _ => Duration.FromHours(6),
        };

    private static IEnumerable<Finding> Holds(QueueState state) =>
        state.Holds.Select(hold =>
            hold.Because == FailureCategory.Unauthorized
                ? new Finding(
                    "platforms",
                    Grade.Bad,
                    $"{hold.Name} no longer accepts the bot's token; it is tried again at {hold.Until}.",
                    Renew(hold.Platform)
                )
                : new Finding("platforms", Grade.Note, $"{hold.Name} asked to wait until {hold.Until}.")
        );

    private static IEnumerable<Finding> Late(QueueState state) =>
        from depth in state.Depths
        where depth.Oldest is not null && state.At - depth.Oldest > Patience(depth.Lane)
        let held = state.Holds.FirstOrDefault(hold => hold.Platform == depth.Platform)
        select new Finding(
            Area,
            Grade.Bad,
            $"{depth.Due} {depth.Lane.ToString().ToLowerInvariant()} messages{(depth.Platform is { } platform ? $" for {platform}" : "")} are due and have not left, the first for {Words(state.At - depth.Oldest!.Value)}.",
            held is not null ? $"They leave when {held.Platform} takes messages again, see above."
                : state.SentInHour == 0
                    ? "Is the service running? Nothing was sent in the last hour. Look at `dispatch` above and in the log."
                : $"{state.SentInHour} left in the last hour. If that is fewer than there should be, look at the pace on the page /delivery and for `dispatch` in the log."
        );

    private async Task<IEnumerable<Finding>> Failed(QueueState state, CancellationToken ct)
    {
        var since = state.At - Day;
        var ended = await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row => row.EndedAt >= since && (row.State == DeliveryState.Failed || row.Reason == "unreachable"))
            .GroupBy(row => row.Reason)
            .Select(group => new
            {
                Reason = group.Key,
                Count = group.Count(),
                Some = group.Min(row => row.Id.ToString()),
            })
            .ToListAsync(ct);
        return ended.Select(end =>
        {
            var words = state.Failures.Where(one => one.Reason == end.Reason && one.Word is not null).GroupBy(one => one.Word!);
            var said = string.Join(", ", words.OrderByDescending(word => word.Sum(one => one.Count)).Take(3).Select(word => word.Key));
            return new Finding(
                Area,
                Grade.Bad,
                $"{end.Count} messages of the last 24 hours did not arrive: {end.Reason}{(said.Length > 0 ? $" ({said})" : "")}; one is {end.Some}.",
                Mend(end.Reason)
            );
        });
    }

    private static IEnumerable<Finding> Doubled(QueueState state) =>
        state.PossiblyDoubled == 0
            ? []
            :
            [
                new Finding(
                    Area,
                    Grade.Note,
                    $"{state.PossiblyDoubled} messages of the last 24 hours may have arrived twice: the platform gave no answer the first time and does not let us look."
                ),
            ];

    private static IEnumerable<Finding> Rejected(QueueState state) =>
        state
            .Paces.Where(pace => pace.Platform == PlatformName.Teams && state.At - pace.RejectedAt < Duration.FromHours(1))
            .Select(pace => new Finding(
                Area,
                Grade.Note,
                $"Teams rejected a call at {pace.RejectedAt} because there were too many; calls leave at {pace.PerSecond:0.#} a second now.",
                "If it happens again and again, something else uses the same bot, or the clocks of the machines that run the service differ; Delivery:TeamsPerSecond can be set lower."
            ));

    internal static string Renew(PlatformName platform) =>
        platform == PlatformName.Teams
            ? "Set a new Teams:ClientSecret, or renew the certificate or the identity that the bot uses."
            : "Install the bot again; where its token stands in the settings, set Slack:BotToken to the new one.";

    private static string Mend(string? reason) =>
        reason switch
        {
            "unreachable" => "Fill in slack_user_id or teams_user_id in people.csv, or let these people write to the bot once.",
            "unauthorized" => "The platform did not accept the bot; what is said of its token is under platforms.",
            "gave_up" or "uncertain" => "The platform was out of reach; see its status page and the network.",
            "refused" =>
                "Set aside and not tried again, since the platform refuses the message itself: look for the number in the log and report it.",
            _ => "A bug, set aside so that it holds up nothing else: look for the number in the log and report it.",
        };

    private static string Words(Duration time) =>
        time.TotalHours >= 2 ? $"{time.TotalHours:0} hours"
        : time.TotalMinutes >= 2 ? $"{time.TotalMinutes:0} minutes"
        : $"{time.TotalSeconds:0} seconds";
}
