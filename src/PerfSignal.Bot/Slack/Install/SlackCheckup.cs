using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>What the doctor finds about Slack: whether each token works, what it may do, and where the app was removed.</summary>
internal sealed class SlackCheckup(SlackSettings settings, SlackHttp http, PerfSignalData data, IDataProtectionProvider protection)
{
    private const string Area = "slack";
    private const string Link = "Run `doctor --slack-install` for a link by which somebody who administers Slack installs it.";

    public static Finding NotLookedAt { get; } =
        new(Area, Grade.Note, "Not looked at, because its settings are wrong.", "Mend the settings first.");

    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        if (!settings.Enabled)
        {
            return [];
        }

        if (settings.BotToken is { } own)
        {
            return [await Token("the token in the settings", own, "Copy the bot token again from the app's page OAuth & Permissions.", ct)];
        }

        var rows = await data.Set<Installation>()
            .AsNoTracking()
            .Where(row => row.Platform == PlatformName.Slack)
            .OrderBy(row => row.Workspace)
            .ToListAsync(ct);
        var findings = await Task.WhenAll(rows.Select(row => Of(row, ct)));
        return findings.Length > 0 ? findings : [new Finding(Area, Grade.Bad, "The app is not installed in any workspace.", Link)];
    }

    private async Task<Finding> Of(Installation row, CancellationToken ct)
    {
        var name = row.Name is null ? row.Workspace : $"{row.Name} ({row.Workspace})";
        if (row.RevokedAt is { } revoked)
        {
            return new Finding(Area, Grade.Bad, $"The workspace {name} removed the app at {revoked}; nobody is reached there.", Link);
        }

        return row.Secret is { } text && SlackSecret.Unprotect(protection, text) is { } secret
            ? await Token($"the token of the workspace {name}", secret.Token, Link, ct)
            : new Finding(
                Area,
                Grade.Bad,
                $"The tokens of the workspace {name} cannot be decrypted: they were stored with another DataProtection:KeyFile, or its keys were deleted.",
                "Set that file again, or install anew: " + Link
            );
    }

    private async Task<Finding> Token(string of, string token, string mend, CancellationToken ct)
    {
        var (answer, scopes) = await http.Call("auth.test", token, [], ct);
        return answer switch
        {
            SlackAnswer.Good when scopes is not null && Scopes.Missing(scopes).ToList() is { Count: > 0 } missing => new Finding(
                Area,
                Grade.Bad,
                $"Slack accepts {of}, but without the scopes {string.Join(", ", missing)}.",
                "Add them on the app's page OAuth & Permissions and install again."
                    + (settings.BotToken is null ? " " + Link : " The token may be another one then.")
            ),
            SlackAnswer.Good => Finding.Good(Area, $"Slack accepts {of}"),
            // The service renews a token when it uses it; one that ended while it stood still is renewed then.
            SlackAnswer.Refused { Error: "token_expired" } when settings.BotToken is null => new Finding(
                Area,
                Grade.Note,
                $"{char.ToUpperInvariant(of[0])}{of[1..]} has ended; the service renews it with the next message."
            ),
            SlackAnswer.Refused refused => new Finding(Area, Grade.Bad, $"Slack refuses {of}: {refused.Error}.", mend),
            SlackAnswer.Throttled throttled => new Finding(
                Area,
                Grade.Note,
                $"Slack asks to wait {throttled.RetryAfter.TotalSeconds:0} s; ask again."
            ),
            _ => new Finding(
                Area,
                Grade.Outside,
                $"{settings.ApiBaseUrl} does not answer.",
                "Is the network open to it? See https://slack-status.com too."
            ),
        };
    }
}
