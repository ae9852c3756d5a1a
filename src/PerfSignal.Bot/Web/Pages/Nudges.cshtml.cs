using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Every nudge that the reader may know of, with its state and its account.</summary>
public sealed class NudgesModel(PerfSignalData data, BroadcastList broadcasts, BroadcastAccounts accounts, Standings standings) : SitePage
{
    public static IReadOnlyList<string> Counted { get; } = ["sent", "failed", "excluded", "cancelled", "expired", "waiting", "audience"];

    public IReadOnlyList<BroadcastLine> Lines { get; private set; } = [];

    /// <summary>By broadcast; none for one whose messages are not made.</summary>
    public IReadOnlyDictionary<Guid, Account> Accounts { get; private set; } = new Dictionary<Guid, Account>();

    public string? Done { get; private set; }

    public static string Chip(BroadcastState state, bool retracted) =>
        state switch
        {
            _ when retracted => "chip-bad",
            BroadcastState.Sending or BroadcastState.Done => "chip-good",
            BroadcastState.AwaitingApproval or BroadcastState.Paused => "chip-warn",
            BroadcastState.Cancelled => "chip-bad",
            _ => "",
        };

    public static int Count(Account account, string word) =>
        word switch
        {
            "sent" => account.Sent,
            "failed" => account.Failed,
            "excluded" => account.Excluded,
            "cancelled" => account.Cancelled,
            "expired" => account.Expired,
            "waiting" => account.Waiting,
            _ => account.Audience,
        };

    public async Task<IActionResult> OnGetAsync(string? done)
    {
        if (!(await standings.Of(Me, Aborted)).IsHr)
        {
            return NotFound();
        }

        Done = done == "refused" ? Reader.Say("web_nudges_refused") : null;
        Lines = await broadcasts.Of(Viewer, Aborted);
        Accounts = await accounts.Of([.. Lines.Select(line => line.Id)], Aborted);
        await data.SaveChangesAsync(Aborted);
        return Page();
    }
}
