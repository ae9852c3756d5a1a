using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Bot.Web;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web.SignIn;

/// <summary>The web platform beside chats in which people ask for links.</summary>
internal sealed class ChatSite : IAsyncDisposable
{
    private ChatSite(Site site) => Site = site;

    public Site Site { get; }

    public static async Task<ChatSite> Start(Func<WebOptions, WebOptions>? change = null)
    {
        var options = new WebOptions { PublicUrl = "https://localhost/", Chats = ["Teams", "Slack"] };
        return new ChatSite(await Site.Start(change?.Invoke(options) ?? options, "Production"));
    }

    public async Task<Reply> Say(
        Person person,
        string words,
        string again = "1",
        PlatformName platform = PlatformName.Teams,
        Func<Person, Reply, Task>? keep = null
    )
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Conversation>()
            .Receive(
                new Inbound
                {
                    Platform = platform,
                    EventId = $"{person.Email} {words} {again}",
                    PersonId = person.Id,
                    Text = words,
                },
                keep,
                default
            );
    }

    /// <summary>The path of a link that a person asked for.</summary>
    public async Task<string> Ask(Person person, string words = "open", string again = "1")
    {
        var shown = (await Say(person, words, again)).ShouldBeOfType<Reply.Showed>();
        shown.Card.ShouldBe("open_link");
        var url = shown.Model["url"]!.GetValue<string>();
        url.ShouldStartWith("https://localhost/open/");
        return new Uri(url).AbsolutePath;
    }

    public async Task<Seen> Use(string path)
    {
        var browser = Site.Browser();
        return await browser.Submit(await browser.Get(path), "/open/", [], follow: false);
    }

    public async Task<Browser> Opened(Person person)
    {
        var browser = Site.Browser();
        await browser.Submit(await browser.Get(await Ask(person)), "/open/", []);
        return browser;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
