using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The conversation of the signed-in person with the bot.</summary>
public sealed partial class IndexModel(
    ChatLog chat,
    Conversation conversation,
    VerbTable verbs,
    IAntiforgery antiforgery,
    TimeProvider clock,
    ILogger<IndexModel> log
) : SitePage
{
    /// <summary>How far a poll looks back beyond the last one, for messages whose transaction took a while.</summary>
    private static readonly Duration Overlap = Duration.FromSeconds(30);

    public ChatPage Chat { get; private set; } = new([], false);

    public bool IsOlder { get; private set; }

    /// <summary>The form that the last answer opened, if any.</summary>
    public OpenForm? Form { get; private set; }

    /// <summary>What was typed and could not be taken.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Why it could not be taken.</summary>
    public string? Problem { get; private set; }

    /// <summary>The message whose inputs could not be taken, and what was typed there.</summary>
    public (Guid Message, IReadOnlyDictionary<string, string> Values)? Kept { get; private set; }

    public string Since => (clock.Now() - Overlap).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(Guid? before, string? form)
    {
        if (await chat.Page(Me, before, Aborted) is not { } page)
        {
            return NotFound();
        }

        Chat = page;
        IsOlder = before is not null;
        Form = form is { Length: > 0 and < 100 } ? await Opened(form) : null;
        return Page();
    }

    /// <summary>Messages that came or changed since a poll, as HTML.</summary>
    public async Task<IActionResult> OnGetNewerAsync(long since)
    {
        var from = since is > 0 and < 253402300799999 ? Instant.FromUnixTimeMilliseconds(since) : clock.Now();
        Response.Headers["X-Since"] = Since;
        return Partial("_Messages", new Messages(await chat.Since(Me, from, Aborted)));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var fieldName = antiforgery.GetAndStoreTokens(HttpContext).FormFieldName;
        if (Posted.Read(Request.Form, Me, fieldName) is not { } posted)
        {
            return BadRequest();
        }

        if (posted.Inbound.Text is { Length: > Posted.MaxText } text)
        {
            var problem = Reader.Say(
                "web_text_too_long",
                ("max", Reader.Number(Posted.MaxText, 0)),
                ("length", Reader.Number(text.Length, 0))
            );
            return await Again(posted, problem, StatusCodes.Status400BadRequest);
        }

        Reply reply;
        try
        {
            reply = await conversation.Receive(
                posted.Inbound,
                (person, answer) => chat.Keep(person, posted.Inbound.Text, answer, posted.On?.MessageId, Reader.Language, Aborted),
                Aborted
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var reference = Reference.New();
            // The name of a verb of ours only: anyone may post anything, line breaks included.
            Failed(log, e, posted.Inbound.Verb is { } name ? verbs.ByName(name)?.Name ?? "an unknown verb" : "typed words", reference);
            return await Again(posted, Reader.Say("web_failed", ("reference", reference)), StatusCodes.Status500InternalServerError);
        }

        return Redirect(reply is Reply.Opened or Reply.Invalid ? $"/?form={posted.Key}#form" : "/#latest");
    }

    /// <summary>The page again, with everything that was typed where it was typed.</summary>
    private async Task<IActionResult> Again(Posted posted, string problem, int status)
    {
        Chat = await chat.Page(Me, null, Aborted) ?? Chat;
        Problem = problem;
        Typed = posted.Inbound.Text ?? "";
        if (posted.On?.FormKey is { } key)
        {
            Form = await Opened(key) is { } opened ? opened with { Values = posted.Inbound.Fields } : null;
        }
        else if (posted.On?.MessageId is { } id)
        {
            Kept = (id, posted.Inbound.Fields);
        }

        Response.StatusCode = status;
        return Page();
    }

    private async Task<OpenForm?> Opened(string key) =>
        await chat.Answer(Me, Posted.EventId(Me, key), Aborted) switch
        {
            Reply.Opened opened => new OpenForm(key, opened.Card, opened.Model, null, null),
            Reply.Invalid invalid => new OpenForm(key, invalid.Card, invalid.Model, null, invalid.Errors),
            _ => null,
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer to {Verb} failed, reference {Reference}")]
    private static partial void Failed(ILogger log, Exception e, string verb, string reference);
}
