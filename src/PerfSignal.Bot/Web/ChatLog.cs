using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web;

/// <summary>A stretch of a conversation, oldest first.</summary>
public sealed record ChatPage(IReadOnlyList<WebMessage> Messages, bool HasOlder);

/// <summary>Reads and extends one person's conversation; every query names the person.</summary>
public sealed class ChatLog(PerfSignalData data, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>The newest messages, or those before one of the person's own messages.</summary>
    public async Task<ChatPage?> Page(Person person, Guid? before, CancellationToken ct)
    {
        var messages = data.Set<WebMessage>().AsNoTracking().Where(row => row.PersonId == person.Id);
        if (before is { } id)
        {
            if (await messages.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } anchor)
            {
                return null;
            }

            messages = messages.Where(row => row.At < anchor.At || (row.At == anchor.At && row.Id.CompareTo(anchor.Id) < 0));
        }

        var newestFirst = await messages
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        var page = newestFirst.Take(PageSize).Reverse().ToList();
        return new ChatPage(page, newestFirst.Count > PageSize);
    }

    /// <summary>Messages that came or changed since an instant, oldest first.</summary>
    public Task<List<WebMessage>> Since(Person person, Instant since, CancellationToken ct) =>
        data.Set<WebMessage>()
            .AsNoTracking()
            .Where(row => row.PersonId == person.Id && (row.At >= since || row.UpdatedAt >= since))
            .OrderBy(row => row.At)
            .ThenBy(row => row.Id)
            .Take(PageSize)
            .ToListAsync(ct);

    /// <summary>The answer to one of the person's own events, for showing the form it opened.</summary>
    public async Task<Reply?> Answer(Person person, string eventId, CancellationToken ct)
    {
        var stored = await data.Set<InboundRow>()
            .Where(row => row.Platform == PlatformName.Web && row.EventId == eventId && row.PersonId == person.Id)
            .Select(row => row.Answer)
            .SingleOrDefaultAsync(ct);
        return stored is null ? null : ReplyJson.Read(stored);
    }

    /// <summary>Adds what was typed and what was answered; the caller saves. Forms are shown, not kept.</summary>
    /// <param name="pressedOn">The message whose button was pressed; a card that replaces it changes it in place.</param>
    public async Task Keep(Person person, string? typed, Reply reply, Guid? pressedOn, string language, CancellationToken ct)
    {
        var now = clock.Now();
        if (typed is not null)
        {
            data.Add(New(person, now, fromPerson: true, text: typed));
        }

        // A microsecond later, so that the answer stands after the question.
        var later = now + Duration.FromTicks(10);
        switch (reply)
        {
            case Reply.Said said:
                data.Add(New(person, later, fromPerson: false, text: said.Text));
                break;
            case Reply.Showed { Replaces: true } showed when await Pressed(person, pressedOn, ct) is { } row:
                row.Card = showed.Card;
                row.Model = showed.Model.ToJsonString(CardJson.Options);
                row.Language = language;
                row.UpdatedAt = now;
                break;
            case Reply.Showed showed:
                var shown = New(person, later, fromPerson: false, text: null);
                shown.Card = showed.Card;
                shown.Model = showed.Model.ToJsonString(CardJson.Options);
                shown.Language = language;
                data.Add(shown);
                break;
        }
    }

    private async Task<WebMessage?> Pressed(Person person, Guid? id, CancellationToken ct) =>
        id is null
            ? null
            : await data.Set<WebMessage>()
                .SingleOrDefaultAsync(row => row.Id == id && row.PersonId == person.Id && row.Card != null && !row.Retracted, ct);

    private WebMessage New(Person person, Instant at, bool fromPerson, string? text) =>
        new()
        {
            Id = clock.NewId(),
            PersonId = person.Id,
            At = at,
            FromPerson = fromPerson,
            Text = text is { Length: > MaxText } ? text[..MaxText] : text,
        };

    private const int MaxText = 8000;
}
