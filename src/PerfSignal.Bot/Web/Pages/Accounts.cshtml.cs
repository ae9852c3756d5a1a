using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Accounts of Teams and Slack that stand for nobody in the directory, and those that HR linked by hand.</summary>
public sealed class AccountsModel(OpenAccounts accounts, Standings standings) : SitePage
{
    public IReadOnlyList<OpenAccount> Open { get; private set; } = [];
    public IReadOnlyList<LinkedAccount> Linked { get; private set; } = [];

    /// <summary>Why nothing was changed.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was typed and could not be taken.</summary>
    public (Guid Account, string Email)? Typed { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await IsHr() ? await Show() : NotFound();

    public async Task<IActionResult> OnPostLinkAsync(Guid account, string? email)
    {
        if (!await IsHr())
        {
            return NotFound();
        }

        var ended = await accounts.Link(Viewer, account, email ?? "", Aborted);
        Typed = (account, email ?? "");
        return await Answer(ended);
    }

    public async Task<IActionResult> OnPostUnlinkAsync(Guid account) =>
        await IsHr() ? await Answer(await accounts.Unlink(Viewer, account, Aborted)) : NotFound();

    /// <summary>The name that the platform says, else an address, else its id there.</summary>
    public string NameOf(ChatAccount account) => account.Name ?? account.Email ?? account.PrincipalName ?? account.UserId;

    private async Task<IActionResult> Answer(Mended ended)
    {
        switch (ended)
        {
            case Mended.Done:
                return Redirect("/hr/accounts");
            case Mended.NoAccount:
                return NotFound();
            default:
                Problem = Reader.Say(ended == Mended.Nobody ? "web_accounts_nobody" : "web_accounts_not_yours");
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return await Show();
        }
    }

    private async Task<IActionResult> Show()
    {
        Open = await accounts.List(Viewer, Aborted);
        Linked = await accounts.ByHand(Viewer, Aborted);
        return Page();
    }

    private async Task<bool> IsHr() => (await standings.Of(Me, Aborted)).IsHr;
}
