using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Fakes;

/// <summary>Says the events of a story as Google does, each instance of a series by itself (singleEvents).</summary>
internal static class GoogleStory
{
    private static readonly OffsetDateTimePattern Time = OffsetDateTimePattern.Rfc3339;
    private static readonly InstantPattern Suffix = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>Far enough on both sides of the story; a reading asks for a part of it.</summary>
    private static readonly Interval Everything = new(Instant.FromUtc(2027, 1, 1, 0, 0), Instant.FromUtc(2027, 8, 1, 0, 0));

    public static IEnumerable<JsonObject> Events(StoryChapter chapter, string owner) =>
        chapter
            .Of(owner)
            .Where(one => !one.Cancelled)
            .SelectMany(one => one.Instances(Everything).Select(instance => Event(instance, owner)));

    public static string Id(StoryEvent one) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(one.Uid));

    private static JsonObject Event(StoryInstance instance, string owner)
    {
        var one = instance.Event;
        var json = new JsonObject
        {
            ["kind"] = "calendar#event",
            ["id"] = one.Weekly ? $"{Id(one)}_{Suffix.Format(instance.Original)}" : Id(one),
            ["status"] = "confirmed",
            ["summary"] = one.Subject,
            ["description"] = $"Body of {one.Subject}",
            ["location"] = $"Place of {one.Subject}",
            ["iCalUID"] = one.Uid,
            ["start"] = When(one, instance.Start),
            ["end"] = When(one, one.AllDay ? one.At(one.Start.PlusDays(1)) : instance.End),
            ["organizer"] = new JsonObject { ["email"] = one.Organizer, ["displayName"] = "Somebody" },
            ["attendees"] = new JsonArray([
                .. instance.Guests.Prepend(new StoryGuest(one.Organizer)).Select(guest => Guest(guest, one.Organizer, owner)),
            ]),
            ["sequence"] = 0,
            ["eventType"] = "default",
        };
        if (one.Organizer == owner)
        {
            json["organizer"]!["self"] = true;
        }

        if (one.Weekly)
        {
            json["recurringEventId"] = Id(one);
            json["originalStartTime"] = When(one, instance.Original);
        }

        if (one.Private)
        {
            json["visibility"] = "private";
        }

        return json;
    }

    private static JsonObject When(StoryEvent one, Instant at)
    {
        var local = at.InZone(Zones.Of(one.Zone));
        return one.AllDay
            ? new JsonObject { ["date"] = LocalDatePattern.Iso.Format(local.Date) }
            : new JsonObject { ["dateTime"] = Time.Format(local.ToOffsetDateTime()), ["timeZone"] = one.Zone };
    }

    private static JsonObject Guest(StoryGuest guest, string organizer, string owner)
    {
        var json = new JsonObject
        {
            ["email"] = guest.Email,
            ["displayName"] = "Somebody",
            ["responseStatus"] = guest.Answer switch
            {
                AttendeeAnswer.Accepted => "accepted",
                AttendeeAnswer.Tentative => "tentative",
                AttendeeAnswer.Declined => "declined",
                _ => "needsAction",
            },
        };
        foreach (
            var (name, holds) in new[] { ("self", guest.Email == owner), ("organizer", guest.Email == organizer), ("resource", guest.Room) }
        )
        {
            if (holds)
            {
                json[name] = true;
            }
        }

        return json;
    }
}
