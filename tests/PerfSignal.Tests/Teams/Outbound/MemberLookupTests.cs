using System.Text.Json.Nodes;
using PerfSignal.Bot.Teams;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Teams.Outbound;

public sealed class MemberLookupTests
{
    private const string Ana = """
        {"id":"29:ana","name":"Ana Sousa","aadObjectId":"entra-ana","objectId":"entra-ana","givenName":"Ana","surname":"Sousa",
         "email":"Ana.Sousa@example.com","userPrincipalName":"ana@example.com","tenantId":"99999999-8888-7777-6666-555555555555","userRole":"user"}
        """;

    [Fact]
    public async Task Says_who_a_member_is()
    {
        await using var world = await TeamsWorld.Start();
        world.Connector.Members["29:ana"] = Json(Ana);

        (await world.Describe(Reference(world), default)).ShouldBe(
            new ChatIdentity(PlatformName.Teams, TeamsConnector.TenantId, "entra-ana")
            {
                Email = "Ana.Sousa@example.com",
                PrincipalName = "ana@example.com",
                Name = "Ana Sousa",
                ConversationId = "a:1ana",
                ServiceUrl = world.Connector.ServiceUrl,
                Address = "29:ana",
            }
        );
        world.Connector.Calls.ShouldHaveSingleItem().Path.ShouldBe("/v3/conversations/a%3A1ana/members/29%3Aana");
    }

    [Theory]
    [InlineData("guest", true)]
    [InlineData("Guest", true)]
    [InlineData("anonymous", true)]
    [InlineData("user", false)]
    [InlineData(null, false)]
    public async Task Tells_guests_by_their_role_whatever_they_are_called(string? role, bool isGuest)
    {
        await using var world = await TeamsWorld.Start();
        var member = Json(Ana);
        member["userRole"] = role;
        world.Connector.Members["29:ana"] = member;

        (await world.Describe(Reference(world), default))!.IsGuest.ShouldBe(isGuest);
    }

    [Fact]
    public async Task Says_nothing_where_teams_does_not_or_names_another_account()
    {
        await using var world = await TeamsWorld.Start();
        (await world.Describe(Reference(world), default)).ShouldBeNull();

        world.Connector.Members["29:ana"] = Json("""{"id":"29:ana","name":"Ana"}""");
        (await world.Describe(Reference(world) with { UserId = null }, default)).ShouldBeNull();

        world.Connector.Members["29:ana"] = Json(Ana);
        (await world.Describe(Reference(world) with { UserId = "entra-eve" }, default)).ShouldBeNull();
        (await world.Describe(Reference(world) with { UserId = null }, default))!.UserId.ShouldBe("entra-ana");
    }

    [Fact]
    public async Task Leaves_out_what_is_longer_than_is_kept()
    {
        await using var world = await TeamsWorld.Start();
        var member = Json(Ana);
        member["name"] = new string('x', 201);
        member["email"] = new string('x', 255);
        world.Connector.Members["29:ana"] = member;

        var identity = (await world.Describe(Reference(world), default))!;
        (identity.Name, identity.Email, identity.PrincipalName).ShouldBe((null, null, "ana@example.com"));
    }

    private static Reference Reference(TeamsWorld world) =>
        new(world.Connector.ServiceUrl, "a:1ana", "29:ana", "entra-ana", TeamsConnector.TenantId);

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
