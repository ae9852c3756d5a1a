using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>What somebody is told for whom the directory has nobody: why, and who can put it right.</summary>
internal sealed partial class Strangers(
    ReaderFactory readers,
    Organization organization,
    Callers callers,
    IServiceProvider services,
    ILogger<Strangers> log
)
{
    public string Sentence(Caller caller, string? language)
    {
        var reader = readers.ForNobody(language);
        return caller switch
        {
            Caller.Guest => reader.Say("teams_guest", ("organization", organization.Name)),
            Caller.Unmatched { Account: { State: AccountState.AlreadyTaken } account } => reader.Say(
                "teams_taken",
                ("email", Address(account))
            ),
            Caller.Unmatched { Account: { PersonId: null } account } when Address(account).Length > 0 => reader.Say(
                "teams_unmatched",
                ("organization", organization.Name),
                ("email", Address(account))
            ),
            Caller.Unmatched { Account.PersonId: null } => reader.Say(
                "teams_unmatched_without_address",
                ("organization", organization.Name)
            ),
            Caller.Unmatched => reader.Say("conversation_not_known"),
            _ => reader.Say("teams_nobody"),
        };
    }

    /// <summary>Says it in their own conversation with the bot; before others it stays unsaid.</summary>
    public async Task Tell(Activity activity, Caller caller, CancellationToken ct)
    {
        if (!activity.IsPersonal || callers.WayBack(activity) is not { } reference)
        {
            return;
        }

        if (services.GetService<SayTo>() is not { } say || !await say(reference, Sentence(caller, activity.Language), ct))
        {
            NotTold(log, caller.GetType().Name);
        }
    }

    private static string Address(ChatAccount account) => account.Email ?? account.PrincipalName ?? "";

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Somebody who is {Kind} wrote in Teams and could not be told why there is no answer"
    )]
    private static partial void NotTold(ILogger log, string kind);
}
