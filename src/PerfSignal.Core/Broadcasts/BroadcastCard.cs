using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>What a recipient gets.</summary>
/// <param name="From">Who wrote it.</param>
/// <param name="Link">Address of a page; empty for none.</param>
/// <param name="Why">By which rule the reader gets it, and how to have no more of them where that is possible.</param>
/// <param name="Edited">The day on which it was changed after it was sent; empty where it was not.</param>
/// <param name="Preview">Said above it where it is only looked at, by whoever may see the broadcast; empty for its recipients.</param>
public sealed record BroadcastCard(
    [property: Written] string Title,
    [property: Written] string Text,
    string From,
    string Link,
    string Why,
    string Edited,
    string Preview = ""
);

/// <summary>Writes the card of a broadcast; it depends on the reader's language only.</summary>
public sealed class BroadcastCards(Texts texts, Organization organization, TimeProvider clock)
{
    public const string Card = "broadcast";

    public BroadcastCard Write(Broadcast broadcast, Person author, string language)
    {
        var reader = new Reader(texts, language, Zones.Of(organization.TimeZone), clock.Now());
        var rule = AudienceRule.FromJson(broadcast.Audience);
        var why = reader.Say("broadcast_why", ("whom", AudienceWords.Of(rule, texts, language)));
        return new BroadcastCard(
            broadcast.Title,
            Text(broadcast, language),
            reader.Say("broadcast_from", ("name", Briefs.BriefCards.Cut(author.Name, 80))),
            broadcast.Link ?? "",
            rule.CycleId is null ? $"{why} {reader.Say("broadcast_why_off")}" : why,
            broadcast.EditedAt is { } at ? reader.Say("broadcast_edited", ("date", reader.Date(at.InZone(reader.Zone).Date))) : ""
        );
    }

    /// <summary>In the reader's language where it was written in it.</summary>
    private static string Text(Broadcast broadcast, string language) =>
        (language == "de" ? broadcast.TextDe ?? broadcast.TextEn : broadcast.TextEn ?? broadcast.TextDe) ?? "";
}
