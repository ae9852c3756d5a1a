namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Where a card in a page sends what is typed, and what was typed before.</summary>
/// <param name="PostUrl">Address the form posts to; it gets the fields by input id, <c>card</c>, and <c>verb</c> as in <see cref="CardAction.Parse"/>.</param>
/// <param name="AntiforgeryFieldName">Name of the hidden field against forged posts.</param>
/// <param name="AntiforgeryToken">Its value.</param>
/// <param name="CardInstanceId">Opaque id of the shown card.</param>
/// <param name="Values">Typed values by input id; they win over the card's own.</param>
/// <param name="Errors">What is wrong with a field, by input id.</param>
public sealed record HtmlForm(
    string PostUrl,
    string AntiforgeryFieldName,
    string AntiforgeryToken,
    string CardInstanceId,
    IReadOnlyDictionary<string, string>? Values = null,
    IReadOnlyDictionary<string, string>? Errors = null
);
