using Microsoft.AspNetCore.Html;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Web.Pages;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>Draws the card of a nudge as a recipient sees it in Teams and in Slack, from what is really sent there.</summary>
public sealed class NudgePictures(BroadcastPreviews previews, CardLibrary cards, Core.Conversing.Pages pages)
{
    public async Task<NudgePreview> Of(Broadcast broadcast, Person recipient, Reader reader, CancellationToken ct)
    {
        var model = Core.Conversing.CardJson.Model(await previews.Card(broadcast, recipient, ct));
        var language = previews.LanguageOf(recipient);
        var site = pages.PublicUrl is { } url ? new Uri(url) : null;
        var message = new BlockKitRenderer(site).Message(cards.ExpandForSlack(BroadcastCards.Card, model, language));
        return new NudgePreview(
            recipient.Name,
            await previews.Notice(recipient, reader, ct),
            new HtmlString(HtmlRenderer.Render(new TeamsRenderer(site).Card(cards.Expand(BroadcastCards.Card, model, language)))),
            new HtmlString(SlackPicture.Of(message))
        );
    }
}
