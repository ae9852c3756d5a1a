using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web;

/// <summary>Shows a card in a page, with a form of its own.</summary>
public sealed partial class CardHtml(CardLibrary cards, IAntiforgery antiforgery, ILogger<CardHtml> log)
{
    public IHtmlContent Of(
        HttpContext http,
        string card,
        JsonObject model,
        string language,
        CardInstance instance,
        IReadOnlyDictionary<string, string>? values = null,
        IReadOnlyDictionary<string, string>? errors = null
    )
    {
        var token = antiforgery.GetAndStoreTokens(http);
        var form = new HtmlForm("/", token.FormFieldName, token.RequestToken ?? "", instance.ToString(), values, errors);
        return new HtmlString(HtmlRenderer.Render(cards.Expand(card, model, language), form));
    }

    /// <summary>A kept message's card; one that this version of the cards cannot show any more says so and leaves the rest readable.</summary>
    public IHtmlContent Of(HttpContext http, WebMessage message, IReadOnlyDictionary<string, string>? values = null)
    {
        try
        {
            var model = JsonNode.Parse(message.Model ?? "{}") as JsonObject ?? [];
            return Of(
                http,
                message.Card!,
                model,
                message.Language ?? http.Reader().Language,
                new CardInstance(message.Id, null, Guid.NewGuid()),
                values
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotShown(log, e, message.Card ?? "", message.Id);
            return new HtmlString($"<p>{System.Net.WebUtility.HtmlEncode(http.Reader().Say("web_card_not_shown"))}</p>");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The card {Card} of message {Message} cannot be shown")]
    private static partial void NotShown(ILogger log, Exception e, string card, Guid message);
}
