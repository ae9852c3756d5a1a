using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds about the channels for recognition, by how the last post into each ended; it posts nothing itself.</summary>
public sealed class RecognitionCheckup(PerfSignalData data, Settings settings)
{
    private const string Area = "channel";

    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        var findings = new List<Finding>();
        if (settings.Recognition.SlackChannel is { } slack)
        {
            findings.Add(settings.Slack.Enabled ? await Of(PlatformName.Slack, slack, ct) : Off(PlatformName.Slack));
        }

        if (settings.Recognition.TeamsChannel is { } teams)
        {
            findings.Add(settings.Teams.Enabled ? await Of(PlatformName.Teams, teams, ct) : Off(PlatformName.Teams));
        }

        return findings;
    }

    private static Finding Off(PlatformName platform) =>
        new(
            Area,
            Grade.Bad,
            $"Recognition:{platform}Channel is set and {platform} is switched off: nothing is posted there.",
            $"Set {platform}:Enabled to true, or empty Recognition:{platform}Channel."
        );

    private async Task<Finding> Of(PlatformName platform, string channel, CancellationToken ct)
    {
        var last = await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row => row.Channel == channel && row.Platform == platform && row.Act == DeliveryAct.Send)
            .Where(row => row.State == DeliveryState.Sent || row.Word != null)
            .OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(ct);
        return last switch
        {
            null => new Finding(
                Area,
                Grade.Note,
                $"Nothing was posted in the channel {channel} of {platform} yet, so whether that works is not known."
            ),
            { State: DeliveryState.Sent } => Finding.Good(Area, $"the last praise was posted in the channel {channel} of {platform}"),
            _ => new Finding(
                Area,
                Grade.Bad,
                $"The last praise could not be posted in the channel {channel} of {platform}: {last.Word}.",
                Mend(platform, last.Word!)
            ),
        };
    }

    /// <summary>By the error words of chat.postMessage (https://docs.slack.dev/reference/methods/chat.postMessage) and of Teams' connector.</summary>
    private static string Mend(PlatformName platform, string word) =>
        (platform, word) switch
        {
            (PlatformName.Slack, "channel_not_found") =>
                "Compare Recognition:SlackChannel with the id at the foot of the channel's details; a private channel is not known to the bot before it is invited: /invite the bot there.",
            (PlatformName.Slack, "not_in_channel") => "The bot is not a member of the channel: /invite it there.",
            (PlatformName.Slack, "is_archived") => "The channel is archived: restore it, or choose another in Recognition:SlackChannel.",
            (PlatformName.Teams, "service_host_not_allowed") =>
                "Recognition:TeamsServiceUrl is not among Teams:AllowedServiceHosts; correct one of the two.",
            (PlatformName.Teams, _) =>
                "Add the app to the team of the channel, and compare Recognition:TeamsChannel with the channel's link; the address may be set in Recognition:TeamsServiceUrl.",
            _ => $"See what {word} means at https://docs.slack.dev/reference/methods/chat.postMessage.",
        };
}
