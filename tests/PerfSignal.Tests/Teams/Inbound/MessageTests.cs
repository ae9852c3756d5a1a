using System.Net;
using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Teams.Inbound;

public sealed class MessageTests
{
    [Fact]
    public async Task Answers_typed_words_by_a_message_in_the_persons_own_conversation()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Ana);
        var (status, body) = await site.Send(site.Typed(site.Ana, "help"));

        status.ShouldBe(HttpStatusCode.OK);
        body.ShouldBeNull();
        await site.Dispatch();
        site.Teams.Asked.Select(asked => asked.Message.Card).ShouldBe(["welcome", "help"]);
        site.Queued(site.Ana).ShouldAllBe(row => row.State == DeliveryState.Sent && row.Platform == PlatformName.Teams);
    }

    [Fact]
    public async Task Answers_once_however_often_and_at_once_Teams_delivers()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Ana);
        var message = site.Typed(site.Ana, "goals");
        await site.Send(message);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => site.Send(message))));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        site.Queued(site.Ana).Count(row => row.Card != "welcome").ShouldBe(1);
        site.All<InboundRow>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Knows_an_account_from_the_first_activity_and_asks_Teams_once_a_day()
    {
        await using var site = await TeamsSite.Start();
        var user = TeamsSite.UserOf(site.Ana);
        site.Members[user] = site.Members[user] with { UserId = user.ToUpperInvariant() };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => site.Send(site.Typed(site.Ana, "help")))));
        var asked = site.Described.Count;
        var account = site.Account(TeamsSite.UserOf(site.Ana)).ShouldNotBeNull();
        (account.PersonId, account.State, account.Email).ShouldBe((site.Ana.Id, AccountState.Matched, site.Ana.Email));
        (account.ConversationId, account.ServiceUrl, account.Address).ShouldBe(
            ("a:" + account.UserId, TeamsSite.ServiceUrl, "29:" + account.UserId)
        );

        await site.Send(site.Typed(site.Ana, "help"));
        site.Described.Count.ShouldBe(asked);
        site.Clock.Advance(NodaTime.Duration.FromHours(25));
        await site.Send(site.Typed(site.Ana, "help"));
        site.Described.Count.ShouldBe(asked + 1);
        site.All<ChatAccount>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Takes_the_service_url_afresh_and_forgets_that_somebody_was_unreachable()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Ana);
        site.Database.Add(
            new Unreachable
            {
                PersonId = site.Ana.Id,
                Platform = PlatformName.Teams,
                Since = NodaTime.Instant.FromUtc(2026, 11, 1, 0, 0),
            }
        );
        var message = site.Typed(site.Ana, "help");
        message["serviceUrl"] = "https://smba.trafficmanager.net/amer/";
        var token = new Token { ServiceUrl = "https://smba.trafficmanager.net/amer/" };
        (await site.Send(message.ToJsonString(), token.Sign(site.Clock))).Status.ShouldBe(HttpStatusCode.OK);

        site.Account(TeamsSite.UserOf(site.Ana))!.ServiceUrl.ShouldBe("https://smba.trafficmanager.net/amer/");
        site.All<Unreachable>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Strips_the_mention_in_a_channel_and_answers_in_the_personal_conversation_only()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Ana);
        var message = TeamsSite.InGroup(site.Typed(site.Ana, "<at>Perf Bot</at>&nbsp;goals"));
        message["entities"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "mention",
                ["mentioned"] = new JsonObject { ["id"] = "28:" + TeamsSite.AppId, ["name"] = "Perf Bot" },
                ["text"] = "<at>Perf Bot</at>",
            }
        );
        (await site.Send(message)).Status.ShouldBe(HttpStatusCode.OK);

        site.Queued(site.Ana).Last().Model.ShouldContain("no goals yet");
        site.Account(TeamsSite.UserOf(site.Ana))!.ConversationId.ShouldBe("a:" + TeamsSite.UserOf(site.Ana));
        site.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_guests_and_strangers_why_there_is_no_answer_and_keeps_nothing_of_guests()
    {
        await using var site = await TeamsSite.Start();
        var (guest, stranger, other) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        site.Members[guest] = new ChatIdentity(PlatformName.Teams, TeamsSite.Tenant, guest)
        {
            Email = "ana@example.com",
            PrincipalName = "ana_partner.com#EXT#@example.onmicrosoft.com",
        };
        var renamed = Guid.NewGuid().ToString();
        site.Members[renamed] = new ChatIdentity(PlatformName.Teams, TeamsSite.Tenant, renamed)
        {
            Email = "ana@example.com",
            PrincipalName = "ana@example.com",
            IsGuest = true,
        };
        site.Members[stranger] = new ChatIdentity(PlatformName.Teams, TeamsSite.Tenant, stranger) { Email = "new@example.com" };
        site.Members[other] = new ChatIdentity(PlatformName.Teams, TeamsSite.AppId, other) { Email = "ana@example.com" };
        foreach (var user in new[] { guest, stranger, renamed, other })
        {
            var message = site.Activity(user, "message");
            message["text"] = "goals";
            (await site.Send(message)).Status.ShouldBe(HttpStatusCode.OK);
            (await site.Send(TeamsSite.InGroup(message))).Status.ShouldBe(HttpStatusCode.OK);
        }

        site.Told.Select(told => told.Conversation).ShouldBe(["a:" + guest, "a:" + stranger, "a:" + renamed, "a:" + other]);
        site.Told.Select(told => told.Text)
            .ShouldSatisfyAllConditions(
                texts => texts.First().ShouldContain("guest"),
                texts => texts.ElementAt(1).ShouldContain("new@example.com"),
                texts => texts.ElementAt(2).ShouldContain("guest"),
                texts => texts.Last().ShouldContain("guest")
            );
        site.All<ChatAccount>().ShouldHaveSingleItem().State.ShouldBe(AccountState.NotInDirectory);
        site.All<InboundRow>().ShouldBeEmpty();
        site.All<DeliveryRow>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_no_description_of_somebody_else_for_the_one_who_wrote()
    {
        await using var site = await TeamsSite.Start();
        var user = Guid.NewGuid().ToString();
        site.Members[user] = site.Members[TeamsSite.UserOf(site.Maya)];
        var message = site.Activity(user, "message");
        message["text"] = "goals";
        (await site.Send(message)).Status.ShouldBe(HttpStatusCode.OK);

        site.Account(user)!.PersonId.ShouldBeNull();
        site.Queued(site.Maya).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_a_plain_submit_as_the_button_that_it_is()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        var submit = site.Activity(site.Maya, "message");
        submit["value"] = new JsonObject
        {
            ["verb"] = "commitment.log",
            ["row"] = site.Ana.Id.ToString("N"),
            ["owner"] = "other",
            ["text"] = "migrate billing",
            ["due"] = "2026-11-27",
        };
        for (var i = 0; i < 3; i++)
        {
            (await site.Send(submit)).Status.ShouldBe(HttpStatusCode.OK);
        }

        site.All<PerfSignal.Core.Commitments.Commitment>().ShouldHaveSingleItem().Text.ShouldBe("migrate billing");
        site.Queued(site.Maya).Last().Model.ShouldContain("Logged");

        submit = (JsonObject)submit.DeepClone();
        submit["id"] = "another";
        site.Clock.Advance(NodaTime.Duration.FromSeconds(1));
        submit["value"]!["text"] = "";
        await site.Send(submit);
        site.Queued(site.Maya).Last().Model.ShouldContain("Say in a few words");
    }

    [Fact]
    public async Task Says_that_a_text_is_too_long_and_keeps_nothing_of_it()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Ana);
        (await site.Send(site.Typed(site.Ana, "feedback Maya: " + new string('x', 9000)))).Status.ShouldBe(HttpStatusCode.OK);

        site.Queued(site.Ana).Last().Model.ShouldContain("8,000");
        site.All<InboundRow>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("typing")]
    [InlineData("event")]
    [InlineData("invokeResponse")]
    [InlineData("somethingNew")]
    public async Task Accepts_and_ignores_every_other_kind(string type)
    {
        await using var site = await TeamsSite.Start();
        var activity = site.Activity(site.Ana, type);
        activity["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });
        activity["text"] = "goals";
        (await site.Send(activity)).ShouldBe((HttpStatusCode.OK, null));
        site.All<ChatAccount>().ShouldBeEmpty();
        site.All<InboundRow>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Greets_once_and_marks_who_took_the_bot_away()
    {
        await using var site = await TeamsSite.Start();
        var added = site.Activity(site.Zoe, "conversationUpdate");
        added["membersAdded"] = new JsonArray(
            new JsonObject { ["id"] = "29:" + TeamsSite.UserOf(site.Zoe) },
            new JsonObject { ["id"] = "28:" + TeamsSite.AppId }
        );
        await Task.WhenAll(Task.Run(() => site.Send(site.Install(site.Zoe, "add"))), Task.Run(() => site.Send(added)));
        await site.Send(site.Install(site.Zoe, "add-upgrade"));
        var greeting = site.Queued(site.Zoe).ShouldHaveSingleItem();
        (greeting.Card, greeting.Language).ShouldBe(("welcome", "de"));
        site.Account(TeamsSite.UserOf(site.Zoe))!.GreetedAt.ShouldNotBeNull();

        await site.Send(site.Install(site.Zoe, "remove-upgrade"));
        site.Account(TeamsSite.UserOf(site.Zoe))!.RemovedAt.ShouldNotBeNull();
        await site.Send(site.Install(site.Zoe, "add"));
        site.Account(TeamsSite.UserOf(site.Zoe))!.RemovedAt.ShouldBeNull();
        site.Queued(site.Zoe).Count.ShouldBe(1);

        var removed = site.Activity(site.Zoe, "conversationUpdate");
        removed["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = "28:" + TeamsSite.AppId });
        await site.Send(removed);
        site.Account(TeamsSite.UserOf(site.Zoe))!.RemovedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Says_nothing_by_itself_where_it_was_added_to_a_team()
    {
        await using var site = await TeamsSite.Start();
        (await site.Send(TeamsSite.InGroup(site.Install(site.Ana, "add")))).Status.ShouldBe(HttpStatusCode.OK);
        site.All<DeliveryRow>().ShouldBeEmpty();
        site.All<ChatAccount>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Puts_nothing_that_was_written_into_the_log_or_the_audit_log()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Ana);
        await site.Send(site.Typed(site.Ana, "feedback Maya: zebra crossing"));
        await site.Send(site.Typed(site.Ana, "zebra").ToJsonString(), "zebra");
        site.Log.All.ShouldNotContain("zebra");
        site.All<AuditEntry>().ShouldNotContain(entry => (entry.What + entry.Purpose).Contains("zebra", StringComparison.Ordinal));
    }
}
