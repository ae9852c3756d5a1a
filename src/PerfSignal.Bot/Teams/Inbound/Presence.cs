using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>The bot was installed for somebody, or taken away: keeps the way to them, greets once.</summary>
/// <remarks>Only the personal scope counts: in teams and group chats the bot says nothing by itself.</remarks>
internal sealed class Presence(Callers callers, Strangers strangers, Welcome welcome, Wake wake)
{
    /// <summary>`add`, `add-upgrade`, `remove`, `remove-upgrade` (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events).</summary>
    public async Task Installed(Activity activity, CancellationToken ct)
    {
        if (!activity.IsPersonal)
        {
            return;
        }

        if (activity.Action?.StartsWith("add", StringComparison.Ordinal) == true)
        {
            await Heard(activity, tellStrangers: true, ct);
        }
        else if (activity.Action?.StartsWith("remove", StringComparison.Ordinal) == true)
        {
            await callers.Remove(activity, ct);
        }
    }

    /// <summary>Comes with an installation too, and without one where only the members of the conversation changed.</summary>
    public async Task MembersChanged(Activity activity, CancellationToken ct)
    {
        if (!activity.IsPersonal || activity.BotId is not { } bot)
        {
            return;
        }

        bool Has(string list) => activity.All[list].Items.Take(1000).Any(member => member["id"].Text == bot);
        if (Has("membersAdded"))
        {
            await Heard(activity, tellStrangers: false, ct);
        }
        else if (Has("membersRemoved"))
        {
            await callers.Remove(activity, ct);
        }
    }

    private async Task Heard(Activity activity, bool tellStrangers, CancellationToken ct)
    {
        switch (await callers.Of(activity, ct))
        {
            case Caller.Known known:
                await welcome.Greet(known, ct);
                wake.Call();
                break;
            case var stranger when tellStrangers:
                await strangers.Tell(activity, stranger, ct);
                break;
        }
    }
}
