using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Cards;
using PerfSignal.Tests.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Teams.Outbound;

public sealed class TeamsPlatformTests
{
    [Fact]
    public async Task Creates_the_conversation_once_and_keeps_it()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");

        var results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => world.Platform.Send(TeamsWorld.Said(ana, $"Hello {number}"), default))
        );

        var conversation = TeamsConnector.ConversationWith("29:ana");
        results.ShouldAllBe(result =>
            result is DeliveryResult.Delivered && ((DeliveryResult.Delivered)result).ConversationId == conversation
        );
        world.Connector.Calls.Count(call => call.Path == "/v3/conversations").ShouldBe(1);
        world.Connector.Messages.Count.ShouldBe(20);
        (await world.Account(ana)).ConversationId.ShouldBe(conversation);
        world.Connector.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_a_sentence_as_plain_text()
    {
        await using var world = await TeamsWorld.Start();

        await world.Platform.Send(TeamsWorld.Said(await world.Person("ana"), "Not *bold*, <at>nobody</at>"), default);

        var activity = world.Connector.Messages.ShouldHaveSingleItem().Activity;
        (activity["text"]!.ToString(), activity["textFormat"]!.ToString()).ShouldBe(("Not *bold*, <at>nobody</at>", "plain"));
        activity.ContainsKey("attachments").ShouldBeFalse();
    }

    [Fact]
    public async Task Shows_a_card_with_its_first_line_alone_in_the_notification()
    {
        await using var world = await TeamsWorld.Start();

        await world.Platform.Send(TeamsWorld.Sample(await world.Person("ana"), "brief", "de"), default);

        var activity = world.Connector.Messages.ShouldHaveSingleItem().Activity;
        activity["attachments"]![0]!["content"]!["type"]!.ToString().ShouldBe("AdaptiveCard");
        activity["summary"]!.ToString().ShouldBe(activity["attachments"]![0]!["content"]!["body"]![0]!["text"]!.ToString());
        activity.ContainsKey("text").ShouldBeFalse();
        activity["locale"]!.ToString().ShouldBe("de");
        world.Connector.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", false)]
    [InlineData("null", false)]
    public async Task Labels_what_a_model_of_language_wrote(string ai, bool labelled)
    {
        var cards = TestCards.Write(TestCards.With("""{"type":"TextBlock","text":"${text}"}"""), """{"text":"x","ai":true}""");
        await using var world = await TeamsWorld.Start(cards: cards);
        var model = (JsonObject)JsonNode.Parse($$"""{"text":"A draft","ai":{{ai}}}""")!;

        await world.Platform.Send(TeamsWorld.Said(await world.Person("ana")) with { Card = "card", Model = model }, default);

        var entities = world.Connector.Messages.ShouldHaveSingleItem().Activity["entities"]?.AsArray();
        (entities is not null).ShouldBe(labelled);
        entities?.ShouldHaveSingleItem()!["additionalType"]![0]!.ToString().ShouldBe("AIGeneratedContent");
        world.Connector.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_the_card_of_a_moved_brief_in_place()
    {
        await using var world = await TeamsWorld.Start();
        using var outbox = new OutboxWorld(world.Database.Open, world.Clock, null, world.Platform);
        var ana = await world.Person("ana");
        var sent = await outbox.Queue(Row(world, ana));
        await outbox.Run();
        var first = world.Connector.Messages.ShouldHaveSingleItem();

        var moved = TeamsWorld.Sample(ana, "brief").Model;
        moved["notice"] = "Moved to 15:00.";
        await outbox.Update(sent, moved);
        await outbox.Run();

        var now = world.Connector.Messages.ShouldHaveSingleItem();
        (now.Id, now.Conversation).ShouldBe((first.Id, first.Conversation));
        now.Activity.ToJsonString().ShouldContain("Moved to 15:00");
        (await outbox.Stored(sent)).PlatformMessageId.ShouldBe(first.Id);

        await outbox.Retract(sent);
        await outbox.Run();
        world.Connector.Messages.ShouldHaveSingleItem().Deleted.ShouldBeTrue();
        world.Connector.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_first_to_somebody_whom_only_the_directory_names()
    {
        await using var world = await TeamsWorld.Start(settings => settings with { AllowedServiceHosts = ["smba.trafficmanager.net"] });
        var ana = await world.Person("ana", person => person.TeamsUserId = "entra-ana", _ => null);
        var ben = await world.Person("ben", account: _ => null);

        (await world.Platform.Reaches(ana, default)).ShouldBeTrue();
        (await world.Platform.Reaches(ben, default)).ShouldBeFalse();
        (await world.Platform.Send(TeamsWorld.Said(ben), default)).ShouldBe(
            new DeliveryResult.Failed(FailureCategory.RecipientGone, "no_account")
        );
    }

    [Fact]
    public async Task Reaches_nobody_by_an_account_that_is_somebody_elses_was_removed_or_is_of_another_tenant()
    {
        await using var world = await TeamsWorld.Start(settings =>
            settings with
            {
                AllowedServiceHosts = [.. settings.AllowedServiceHosts, "smba.trafficmanager.net"],
            }
        );
        var owner = await world.Person("owner", account: account => Named(account, "entra-x"));
        var other = await world.Person("other", person => person.TeamsUserId = "entra-x", _ => null);
        var removed = await world.Person(
            "removed",
            person => person.TeamsUserId = "entra-removed",
            account =>
            {
                account.RemovedAt = world.Clock.Now();
                return account;
            }
        );
        var stranger = await world.Person("stranger", account: account => In(account, Guid.NewGuid().ToString()));

        (await world.Platform.Reaches(owner, default)).ShouldBeTrue();
        (await world.Platform.Reaches(other, default)).ShouldBeFalse();
        (await world.Platform.Reaches(removed, default)).ShouldBeFalse();
        (await world.Platform.Reaches(stranger, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Tells_nothing_more_to_an_account_that_turned_out_to_be_somebody_elses()
    {
        await using var world = await TeamsWorld.Start();
        var (ana, ben) = (await world.Person("ana"), await world.Person("ben", account: _ => null));
        var sent = (DeliveryResult.Delivered)await world.Platform.Send(TeamsWorld.Said(ana, "About Ana"), default);
        await using (var data = world.Database.Open())
        {
            data.Set<ChatAccount>().Single().PersonId = ben.Id;
            await data.SaveChangesAsync();
        }

        var message = TeamsWorld.Said(ana, "More about Ana") with { ConversationId = sent.ConversationId, MessageId = sent.MessageId };
        (await world.Platform.Update(message, default)).ShouldBe(
            new DeliveryResult.Failed(FailureCategory.Invalid, "conversation_not_theirs")
        );
        (await world.Platform.Retract(message, default)).ShouldBeOfType<DeliveryResult.Delivered>();
        world
            .Connector.Messages.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                there => there.Deleted.ShouldBeTrue(),
                there => there.Activity["text"]!.ToString().ShouldBe("About Ana")
            );
    }

    [Fact]
    public async Task Forgets_a_conversation_that_teams_does_not_know_any_more()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");
        await world.Platform.Send(TeamsWorld.Said(ana), default);

        world.Connector.Faults.Enqueue(TeamsFault.Of(404, "ConversationNotFound"));
        (await world.Platform.Send(TeamsWorld.Said(ana), default)).ShouldBe(
            new DeliveryResult.Failed(FailureCategory.RecipientGone, "ConversationNotFound")
        );

        (await world.Account(ana)).ConversationId.ShouldBeNull();
    }

    [Fact]
    public async Task Escapes_ids_whatever_they_hold()
    {
        await using var world = await TeamsWorld.Start();
        var strange = "19:ä/../b?c#d%41@thread.v2;messageid=1";
        var ana = await world.Person(
            "ana",
            account: account =>
            {
                account.ConversationId = strange;
                return account;
            }
        );
        var ben = await world.Person(
            "ben",
            account: account =>
            {
                account.ConversationId = "..";
                return account;
            }
        );

        (await world.Platform.Send(TeamsWorld.Said(ana), default)).ShouldBeOfType<DeliveryResult.Delivered>();
        (await world.Platform.Send(TeamsWorld.Said(ben), default)).ShouldBeOfType<DeliveryResult.Failed>();

        world.Connector.Messages.ShouldHaveSingleItem().Conversation.ShouldBe(strange);
    }

    [Fact]
    public async Task Refuses_a_card_of_another_version_without_asking_teams()
    {
        await using var world = await TeamsWorld.Start();
        var message = TeamsWorld.Said(await world.Person("ana")) with { Card = "no_such_card" };

        (await world.Platform.Send(message, default)).ShouldBe(
            new DeliveryResult.Failed(FailureCategory.Invalid, "card_not_shown_no_such_card")
        );
        world.Connector.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sends_every_card_of_the_product_in_a_form_that_teams_takes()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");
        var cards = TeamsWorld.Cards.Cards.ToList();

        foreach (var card in cards)
        {
            (await world.Platform.Send(TeamsWorld.Sample(ana, card), default)).ShouldBeOfType<DeliveryResult.Delivered>(card);
        }

        world.Connector.Messages.Count.ShouldBe(cards.Count);
        world.Connector.Violations.ShouldBeEmpty();
    }

    private static DeliveryRow Row(TeamsWorld world, Person to) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            RecipientId = to.Id,
            Act = DeliveryAct.Send,
            Card = "brief",
            Model = TeamsWorld.Sample(to, "brief").Model.ToJsonString(),
            Language = "en",
            DedupeKey = "brief",
            Lane = Lane.Urgent,
            NotBefore = world.Clock.Now(),
            ExpiresAt = world.Clock.Now() + Duration.FromHours(1),
            CreatedAt = world.Clock.Now(),
        };

    [Fact]
    public async Task Says_of_many_at_once_what_it_says_of_each()
    {
        await using var world = await TeamsWorld.Start(settings =>
            settings with
            {
                AllowedServiceHosts = [.. settings.AllowedServiceHosts, "smba.trafficmanager.net"],
            }
        );
        Func<ChatAccount, ChatAccount?> Changed(Action<ChatAccount> change) =>
            account =>
            {
                change(account);
                return account;
            };
        var people = new List<Person>
        {
            await world.Person("heard"),
            await world.Person("owner", account: account => Named(account, "entra-x")),
            await world.Person("other", person => person.TeamsUserId = "entra-x", _ => null),
            await world.Person("named", person => person.TeamsUserId = "Entra-Named", _ => null),
            await world.Person("nobody", account: _ => null),
            await world.Person("empty", person => person.TeamsUserId = "", _ => null),
            await world.Person("elsewhere", account: Changed(account => account.ServiceUrl = "https://elsewhere.example.com/")),
            await world.Person("public", account: Changed(account => account.ServiceUrl = null)),
            await world.Person(
                "removed",
                person => person.TeamsUserId = "entra-removed",
                Changed(account => account.RemovedAt = world.Clock.Now())
            ),
            await world.Person("stranger", account: account => In(account, Guid.NewGuid().ToString())),
        };

        var reached = await world.Platform.Reached(people, default);

        foreach (var person in people)
        {
            reached.ContainsKey(person.Id).ShouldBe(await world.Platform.Reaches(person, default), person.Name);
        }

        people
            .Where(person => reached.ContainsKey(person.Id))
            .Select(person => person.Name)
            .ShouldBe(["heard", "owner", "named", "public"]);
    }

    private static ChatAccount Named(ChatAccount account, string user) => Copy(account, account.Workspace, user);

    private static ChatAccount In(ChatAccount account, string tenant) => Copy(account, tenant, account.UserId);

    private static ChatAccount Copy(ChatAccount account, string workspace, string user) =>
        new()
        {
            Id = account.Id,
            Platform = PlatformName.Teams,
            Workspace = workspace,
            UserId = user,
            PersonId = account.PersonId,
            State = account.State,
            ServiceUrl = account.ServiceUrl,
            Address = account.Address,
            FirstSeen = account.FirstSeen,
            LastSeen = account.LastSeen,
        };
}
