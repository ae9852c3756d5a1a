using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Shows the real card as one recipient gets it, in their language, with a line above it that it is a preview.</summary>
public sealed class BroadcastPreviews(
    PerfSignalData data,
    AudienceFinder audience,
    Reachable reachable,
    BroadcastCards cards,
    ReaderFactory readers
)
{
    /// <summary>Whom the words mean among the audience; without words the first.</summary>
    public async Task<Person?> Recipient(Viewer viewer, Broadcast broadcast, string who, CancellationToken ct)
    {
        var named = await Named(viewer, broadcast, who, ct);
        var (email, key) = (who.Trim().ToLowerInvariant(), Person.KeyOf(who));
        return await named.FirstOrDefaultAsync(person => person.Email == email || person.NameKey == key, ct)
            ?? await named.OrderBy(person => person.Name).ThenBy(person => person.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>People of the audience whose name or address holds the words; all of them without words.</summary>
    public async Task<IQueryable<Person>> Named(Viewer viewer, Broadcast broadcast, string words, CancellationToken ct)
    {
        var people = await audience.Shown(viewer, broadcast, ct);
        var (key, email) = (Person.KeyOf(words), words.Trim().ToLowerInvariant());
        return email.Length == 0 ? people : people.Where(person => person.NameKey.Contains(key) || person.Email.Contains(email));
    }

    public async Task<BroadcastCard> Card(Broadcast broadcast, Person recipient, CancellationToken ct)
    {
        var author = await data.People.AsNoTracking().SingleAsync(person => person.Id == broadcast.AuthorId, ct);
        return cards.Write(broadcast, author, readers.For(recipient).Language);
    }

    public string LanguageOf(Person recipient) => readers.For(recipient).Language;

    /// <summary>That it is sent to nobody, and what of it depends on the recipient.</summary>
    public async Task<string> Notice(Person recipient, Reader reader, CancellationToken ct)
    {
        var platform = (await reachable.Of([recipient], ct)).GetValueOrDefault(recipient.Id);
        return reader.Say(
            "nudge_preview_notice",
            ("name", Briefs.BriefCards.Cut(recipient.Name, 80)),
            ("language", reader.Say("nudge_language_" + LanguageOf(recipient))),
            ("platform", platform?.ToString() ?? reader.Say("nudge_platform_none"))
        );
    }
}
