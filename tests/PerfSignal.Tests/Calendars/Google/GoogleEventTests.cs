using System.Text.Json.Nodes;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendars.Google;

public sealed class GoogleEventTests
{
    private static readonly Guid Rui = Guid.CreateVersion7();

    [Fact]
    public async Task Two_people_are_a_pair() => (await Shape(_ => { })).ShouldBe((Rui, null));

    [Fact]
    public async Task A_room_does_not_count() =>
        (
            await Shape(one =>
            {
                Guests(one).Add(Guest("room-4@example.com", ("resource", true)));
                Guests(one).Add(Guest("c_188@resource.calendar.google.com"));
            })
        ).ShouldBe((Rui, null));

    [Fact]
    public async Task An_owner_under_another_address_is_the_owner() =>
        (
            await Shape(one =>
            {
                Guests(one)[0]!["email"] = "mia.alias@example.org";
                one["organizer"]!["email"] = "mia.alias@example.org";
            })
        ).ShouldBe((Rui, null));

    [Theory]
    [InlineData("unknownorganizer@calendar.google.com")]
    [InlineData("c_team@group.calendar.google.com")]
    [InlineData(null)]
    public async Task An_organizer_that_is_nobody_does_not_count(string? organizer) =>
        (
            await Shape(one =>
            {
                one.Remove("organizer");
                if (organizer is not null)
                {
                    one["organizer"] = new JsonObject { ["email"] = organizer };
                }
            })
        ).ShouldBe((Rui, null));

    [Fact]
    public async Task Guests_that_are_not_shown_count()
    {
        (await Shape(one => one["attendeesOmitted"] = true)).Reason.ShouldBe(PassedOver.MoreThanTwo);
        (await Shape(one => Guests(one)[1]!["additionalGuests"] = 1)).Reason.ShouldBe(PassedOver.MoreThanTwo);
        (await Shape(one => one["guestsCanSeeOtherGuests"] = false)).ShouldBe((Rui, null), "who organises sees all");
        (
            await Shape(one =>
            {
                one["guestsCanSeeOtherGuests"] = false;
                one["organizer"] = new JsonObject { ["email"] = "rui@example.com" };
            })
        ).Reason.ShouldBe(PassedOver.MoreThanTwo);
        (await Shape(one => Guests(one).Add(new JsonObject { ["displayName"] = "Somebody" }))).Reason.ShouldBe(PassedOver.MoreThanTwo);
    }

    [Theory]
    [InlineData("private")]
    [InlineData("confidential")]
    public async Task A_private_event_counts_where_it_shows_who_takes_part(string visibility)
    {
        (await Shape(one => one["visibility"] = visibility)).ShouldBe((Rui, null));
        (
            await Shape(one =>
            {
                one["visibility"] = visibility;
                one["organizer"] = new JsonObject { ["email"] = "rui@example.com" };
                one.Remove("attendees");
            })
        ).Reason.ShouldBe(PassedOver.Alone);
    }

    [Fact]
    public async Task An_all_day_event_is_none_of_ours()
    {
        await using var desk = await GoogleDesk.Open();
        var day = GoogleDesk.OneOnOne();
        day["start"] = new JsonObject { ["date"] = "2026-11-25" };
        day["end"] = new JsonObject { ["date"] = "2026-11-26" };
        desk.Shelf.Put(day);

        var instance = (await desk.Done()).Reading.Instances.ShouldHaveSingleItem();

        instance.AllDay.ShouldBeTrue();
        instance.OriginalStart.ShouldBe("20261125");
        instance.Start.ToString().ShouldBe("2026-11-24T23:00:00Z", "it begins at the owner's midnight");
        MeetingShape.Of(instance, "mia@example.com", Directory()).Reason.ShouldBe(PassedOver.AllDay);
    }

    [Theory]
    [InlineData("declined", MeetingState.Declined)]
    [InlineData("tentative", MeetingState.Confirmed)]
    [InlineData("needsAction", MeetingState.Confirmed)]
    public async Task An_answer_decides_whether_it_takes_place(string answer, MeetingState state)
    {
        await using var desk = await GoogleDesk.Open();
        var one = GoogleDesk.OneOnOne();
        Guests(one)[1]!["responseStatus"] = answer;
        desk.Shelf.Put(one);

        MeetingShape.StateOf((await desk.Done()).Reading.Instances.ShouldHaveSingleItem()).ShouldBe(state);
    }

    [Theory]
    [InlineData("focusTime")]
    [InlineData("outOfOffice")]
    [InlineData("birthday")]
    [InlineData("workingLocation")]
    [InlineData("fromGmail")]
    public async Task What_is_no_meeting_is_not_looked_at(string type)
    {
        await using var desk = await GoogleDesk.Open();
        var other = GoogleDesk.OneOnOne();
        other["eventType"] = type;
        desk.Shelf.Put(other);

        (await desk.Done()).Reading.Instances.ShouldBeEmpty();
        desk.Google.Lists.Single()["eventTypes"].ToString().ShouldBe("default");
    }

    [Fact]
    public async Task A_time_without_offset_is_one_of_its_zone()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Shelf.Put(GoogleDesk.OneOnOne(start: "2026-11-25T10:00:00", end: "2026-11-25T09:30:00.500Z"));

        (await desk.Done()).Reading.Instances.Single().OriginalStart.ShouldBe("20261125T090000Z");
    }

    private static async Task<(Guid? Other, PassedOver? Reason)> Shape(Action<JsonObject> change)
    {
        await using var desk = await GoogleDesk.Open();
        var one = GoogleDesk.OneOnOne();
        change(one);
        desk.Shelf.Put(one);
        return MeetingShape.Of((await desk.Done()).Reading.Instances.ShouldHaveSingleItem(), "mia@example.com", Directory());
    }

    private static Dictionary<string, Guid> Directory() => new() { ["rui@example.com"] = Rui, ["mia@example.com"] = Guid.CreateVersion7() };

    private static JsonArray Guests(JsonObject one) => (JsonArray)one["attendees"]!;

    private static JsonObject Guest(string email, params (string Name, bool Value)[] more)
    {
        var guest = new JsonObject { ["email"] = email, ["responseStatus"] = "accepted" };
        foreach (var (name, value) in more)
        {
            guest[name] = value;
        }

        return guest;
    }
}
