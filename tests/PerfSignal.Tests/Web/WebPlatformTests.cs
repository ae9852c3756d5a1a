using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web;

public sealed class WebPlatformTests
{
    [Fact]
    public async Task Shows_a_delivery_once_however_often_it_is_sent()
    {
        await using var site = await Site.Start();
        var platform = site.Services.GetRequiredService<IPlatform>();
        var message = Help(site.Ana);
        var results = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => platform.Send(message, CancellationToken.None)))
        );

        results.Distinct().ShouldHaveSingleItem().ShouldBeOfType<DeliveryResult.Delivered>();
        await using var data = site.Database.Open();
        (await data.Set<WebMessage>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Changes_and_withdraws_the_message_in_place()
    {
        await using var site = await Site.Start();
        var platform = site.Services.GetRequiredService<IPlatform>();
        var message = Help(site.Ana);
        var sent = (await platform.Send(message, CancellationToken.None)).ShouldBeOfType<DeliveryResult.Delivered>();
        var browser = await site.SignedIn(site.Ana);
        (await browser.Get("/")).Html.ShouldContain("first words");

        var changed = message with
        {
            MessageId = sent.MessageId,
            DeliveryId = Guid.NewGuid(),
            Model = CardJson.Model(new HelpModel([new HelpGroup("More", [new HelpRow("x", "other words")])])),
        };
        (await platform.Update(changed, CancellationToken.None)).ShouldBeOfType<DeliveryResult.Delivered>();
        var page = await browser.Get("/");
        page.Html.ShouldContain("other words");
        page.Html.ShouldNotContain("first words");

        await platform.Retract(changed, CancellationToken.None);
        (await browser.Get("/")).Html.ShouldContain("This message was withdrawn.");
    }

    [Fact]
    public async Task Changes_no_message_of_another_person()
    {
        await using var site = await Site.Start();
        var platform = site.Services.GetRequiredService<IPlatform>();
        var sent = (await platform.Send(Help(site.Ana), CancellationToken.None)).ShouldBeOfType<DeliveryResult.Delivered>();
        var result = await platform.Retract(Help(site.Eve) with { MessageId = sent.MessageId }, CancellationToken.None);
        result.ShouldBeOfType<DeliveryResult.Failed>().Category.ShouldBe(FailureCategory.Invalid);
    }

    [Fact]
    public async Task Leaves_the_conversation_readable_when_a_kept_card_cannot_be_shown()
    {
        await using var site = await Site.Start();
        var platform = site.Services.GetRequiredService<IPlatform>();
        await platform.Send(Help(site.Ana) with { Card = "card-of-an-older-version" }, CancellationToken.None);
        await platform.Send(Help(site.Ana), CancellationToken.None);
        var page = await (await site.SignedIn(site.Ana)).Get("/");
        page.Html.ShouldContain("This card cannot be shown any more.");
        page.Html.ShouldContain("first words");
    }

    private static Message Help(Person person) =>
        new(
            Guid.NewGuid(),
            person,
            "help",
            CardJson.Model(new HelpModel([new HelpGroup("More", [new HelpRow("help", "first words")])])),
            "en",
            null,
            null
        );
}
