using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Web;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Web.SignIn;

namespace PerfSignal.Tests.Conversing;

public sealed class OpenPagesTests
{
    [Fact]
    public async Task Gives_the_same_link_when_the_event_is_repeated_and_another_to_another_event()
    {
        await using var chat = await ChatSite.Start();
        var first = await chat.Ask(chat.Site.Ana);
        (await chat.Ask(chat.Site.Ana)).ShouldBe(first);
        (await chat.Ask(chat.Site.Ana, again: "2")).ShouldNotBe(first);
        await using var data = chat.Site.Database.Open();
        (await data.Set<WebLink>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Stands_nowhere_in_the_database_in_a_form_that_opens_anything()
    {
        await using var chat = await ChatSite.Start();
        Reply? queued = null;
        var told = await chat.Say(
            chat.Site.Ana,
            "open",
            keep: (_, reply) =>
            {
                queued = reply;
                return Task.CompletedTask;
            }
        );
        var url = ((Reply.Showed)told).Model["url"]!.GetValue<string>();
        var secret = url.Split('/')[^1];
        queued.ShouldBeOfType<Reply.Showed>().Model["url"]!.GetValue<string>().ShouldStartWith("sealed:");

        await using var data = chat.Site.Database.Open();
        var stored = (await data.Set<InboundRow>().SingleAsync()).Answer;
        stored.ShouldContain("sealed:");
        stored.ShouldNotContain(secret);
        var link = await data.Set<WebLink>().SingleAsync();
        (link.Digest, link.Page).ShouldBe((WebLink.DigestOf(secret), "/"));
    }

    [Fact]
    public async Task Is_readable_for_the_one_it_was_made_for_only()
    {
        await using var chat = await ChatSite.Start();
        var seal = chat.Site.Services.GetRequiredService<Seal>();
        var closed = Reply.Show("open_link", new OpenLinkModel("text", seal.Close(chat.Site.Ana.Id, "https://localhost/open/x")));
        string Url(Guid reader) => ((Reply.Showed)seal.Open(reader, closed)).Model["url"]!.GetValue<string>();
        Url(chat.Site.Ana.Id).ShouldBe("https://localhost/open/x");
        Url(chat.Site.Eve.Id).ShouldBe("");
        ((Reply.Showed)closed).Model["url"]!.GetValue<string>().ShouldStartWith("sealed:", Case.Sensitive, "the stored one stays as it is");
    }

    [Theory]
    [InlineData("open", "/")]
    [InlineData("web", "/")]
    [InlineData("/open Team", "/team")]
    [InlineData("open governance", "/governance")]
    [InlineData("open /brief/0193a1b2-0000-7000-8000-00000000000a", "/brief/0193a1b2-0000-7000-8000-00000000000a")]
    public async Task Leads_to_a_page_of_ours(string words, string page)
    {
        await using var chat = await ChatSite.Start();
        await chat.Ask(chat.Site.Ana, words);
        await using var data = chat.Site.Database.Open();
        (await data.Set<WebLink>().SingleAsync()).Page.ShouldBe(page);
    }

    [Theory]
    [InlineData("open https://evil.example")]
    [InlineData("open //evil.example")]
    [InlineData("open /\\evil.example")]
    [InlineData("open /a/../../b")]
    [InlineData("open nowhere")]
    public async Task Leads_nowhere_else(string words)
    {
        await using var chat = await ChatSite.Start();
        var said = (await chat.Say(chat.Site.Ana, words)).ShouldBeOfType<Reply.Said>();
        said.Text.ShouldContain("chat, me, team, org, hr, governance");
        await using var data = chat.Site.Database.Open();
        (await data.Set<WebLink>().AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Gives_no_link_on_the_web_itself()
    {
        await using var chat = await ChatSite.Start();
        var said = (await chat.Say(chat.Site.Ana, "open me", platform: PlatformName.Web)).ShouldBeOfType<Reply.Said>();
        said.Text.ShouldEndWith("/me");
        await using var data = chat.Site.Database.Open();
        (await data.Set<WebLink>().AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Says_what_an_administrator_must_set_where_nobody_knows_the_address()
    {
        await using var chat = await ChatSite.Start(options => options with { PublicUrl = null });
        (await chat.Say(chat.Site.Ana, "open")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("Web:PublicUrl");
    }

    [Theory]
    [InlineData(PlatformName.Teams, true)]
    [InlineData(PlatformName.Web, false)]
    public async Task Is_a_button_under_help_where_there_are_pages_elsewhere(PlatformName platform, bool offered)
    {
        await using var chat = await ChatSite.Start();
        var help = (await chat.Say(chat.Site.Ana, "help", platform: platform)).ShouldBeOfType<Reply.Showed>();
        help.Model["hasPages"]!.GetValue<bool>().ShouldBe(offered);
    }
}
