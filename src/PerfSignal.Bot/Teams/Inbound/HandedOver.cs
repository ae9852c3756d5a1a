using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>A message that somebody handed to the bot from its menu (https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command).</summary>
/// <param name="About">Who wrote it; null where that is the one who hands it over, or nobody of the directory.</param>
internal sealed record HandedWords(string Verb, Guid? About, string Text);

/// <summary>Reads a message that was handed over: its author and its words, for a form that the person edits before anything is kept.</summary>
internal sealed class HandedOver(PerfSignalData data, Accounts accounts, TeamsSettings settings)
{
    /// <summary>The words, or the key of a sentence that says why there are none.</summary>
    public async Task<(HandedWords? Words, string Refusal)> Read(Activity activity, Person by, CancellationToken ct)
    {
        if (
            activity.Value["commandId"].Id(64) is not (GiveFeedback.Give or LogCommitment.Name)
            || !activity.Value["messagePayload"].IsObject
        )
        {
            return (null, "conversation_no_such_button");
        }

        var (verb, message) = (activity.Value["commandId"].Text!, activity.Value["messagePayload"]);
        var author = await Author(Activity.UserId(message["from"]["user"]["id"]), ct);
        if (verb == GiveFeedback.Give && (author is null || author == by.Id))
        {
            return (null, author is null ? "teams_author_unknown" : "teams_author_self");
        }

        var body = message["body"];
        var text = body["content"].Text ?? "";
        text = body["contentType"].Text == "text" ? text.Trim() : PlainText.OfHtml(text);
        var most = verb == GiveFeedback.Give ? FeedbackNote.MaxText : Commitment.MaxText;
        return (new HandedWords(verb, author == by.Id ? null : author, Cut(text, most)), "");
    }

    private async Task<Guid?> Author(string? userId, CancellationToken ct)
    {
        if (userId is null)
        {
            return null;
        }

        var account = await accounts.Find(PlatformName.Teams, settings.TenantId, userId, ct);
        return account?.PersonId
            ?? await data.People.Where(person => person.TeamsUserId == userId).Select(person => (Guid?)person.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The form takes no more; the person sees what came in and edits it. A pair of code units is one character.</summary>
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
