using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Teams.Outbound;

/// <summary>Praise posted into a channel of Teams.</summary>
public sealed class TeamsChannelTests
{
    private const string Channel = "19:abc@thread.tacv2";

    [Fact]
    public async Task Posts_in_the_channel_where_people_of_the_tenant_are_reached()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");

        var result = await world.Platform.Send(TeamsWorld.Sample(ana, "feedback_recognition") with { Channel = Channel }, default);

        var there = result.ShouldBeOfType<DeliveryResult.Delivered>();
        there.ConversationId.ShouldBe(Channel);
        var message = world.Connector.Messages.ShouldHaveSingleItem();
        (message.Conversation, message.Id).ShouldBe((Channel, there.MessageId));
        world.Connector.Violations.ShouldBeEmpty();
        world.Connector.Calls.ShouldHaveSingleItem();
        (await world.Account(ana)).ConversationId.ShouldBeNull();
    }

    [Fact]
    public async Task Posts_where_the_settings_say_about_people_whom_teams_does_not_know()
    {
        await using var first = await TeamsWorld.Start();
        await using var world = await TeamsWorld.Start(settings =>
            settings with
            {
                ChannelServiceUrl = first.Connector.ServiceUrl,
                AllowedServiceHosts = [first.Connector.Host],
            }
        );
        first.Connector.WantsToken = false;
        var ben = await world.Person("ben", account: _ => null);

        (await world.Platform.Send(TeamsWorld.Said(ben) with { Channel = Channel }, default)).ShouldBeOfType<DeliveryResult.Delivered>();

        first.Connector.Messages.ShouldHaveSingleItem().Conversation.ShouldBe(Channel);
        world.Connector.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_to_no_host_that_is_not_allowed()
    {
        await using var world = await TeamsWorld.Start(settings => settings with { ChannelServiceUrl = "https://teams.example.com/" });
        var ana = await world.Person("ana");

        var failed = (
            await world.Platform.Send(TeamsWorld.Said(ana) with { Channel = Channel }, default)
        ).ShouldBeOfType<DeliveryResult.Failed>();

        (failed.Category, failed.Word).ShouldBe((FailureCategory.Invalid, "service_host_not_allowed"));
    }

    [Fact]
    public async Task Says_that_the_bot_is_not_in_the_team_and_forgets_nobodys_conversation()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person(
            "ana",
            account: heard =>
            {
                heard.ConversationId = "a:1ana";
                return heard;
            }
        );
        world.Connector.Faults.Enqueue(TeamsFault.Of(403, "BotNotInConversationRoster"));

        var failed = (
            await world.Platform.Send(TeamsWorld.Said(ana) with { Channel = Channel }, default)
        ).ShouldBeOfType<DeliveryResult.Failed>();

        (failed.Category, failed.Word).ShouldBe((FailureCategory.RecipientGone, "BotNotInConversationRoster"));
        (await world.Account(ana)).ConversationId.ShouldBe("a:1ana");
    }

    [Fact]
    public async Task Takes_a_post_back()
    {
        await using var world = await TeamsWorld.Start();
        var message = TeamsWorld.Said(await world.Person("ana")) with { Channel = Channel };
        var sent = (DeliveryResult.Delivered)await world.Platform.Send(message, default);

        await world.Platform.Retract(message with { ConversationId = sent.ConversationId, MessageId = sent.MessageId }, default);

        world.Connector.Messages.Single().Deleted.ShouldBeTrue();
    }
}
