using System.Net;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Calendars.Feeds;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendars.Feeds;

/// <summary>A feed's address, its redirects and what its name resolves to must not lead into the organisation's own network.</summary>
public sealed class FeedAddressTests
{
    public static TheoryData<string> NotPublic { get; } =
        new()
        {
            "127.0.0.1",
            "127.255.255.254",
            "10.0.0.1",
            "10.255.255.255",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "0.1.2.3",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::10.0.0.1",
            "2002:a00:1::",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:db8::1",
            "fd00::1",
            "fd00:ec2::254",
            "fc00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "100::1",
        };

    [Theory]
    [MemberData(nameof(NotPublic))]
    public async Task An_address_that_is_not_public_is_refused_however_it_is_reached(string address)
    {
        await using var desk = await FeedDesk.Open();
        var ip = IPAddress.Parse(address);
        var url = $"https://{(address.Contains(':') ? $"[{address}]" : address)}/secret.ics";
        var refused = new CalendarSync.Failed(CalendarTrouble.Forbidden, "not a public address");

        PublicAddress.Is(ip).ShouldBeFalse();
        if (!IPAddress.IsLoopback(ip))
        {
            // A loopback address that the settings name is the one exception.
            (await desk.Failed(address: url)).ShouldBe(refused);
        }

        (await desk.Failed(address: "https://calendar.example/secret.ics", resolve: To(ip))).ShouldBe(refused);
        (await desk.Failed(address: "https://calendar.example/secret.ics", resolve: To(IPAddress.Parse("203.0.114.1"), ip))).ShouldBe(
            refused
        );
        desk.Server.Redirect(FeedDesk.Path, url);
        (await desk.Failed()).ShouldBe(
            new CalendarSync.Failed(CalendarTrouble.Forbidden, "redirected to an address that is not public https")
        );
        desk.Server.Redirect(FeedDesk.Path, "https://calendar.example/secret.ics");
        (await desk.Failed(resolve: To(ip))).ShouldBe(refused);
    }

    [Theory]
    [InlineData("https://localhost/a.ics")]
    [InlineData("https://localhost./a.ics")]
    [InlineData("https://2130706433/a.ics")]
    [InlineData("https://0x7f.1/a.ics")]
    [InlineData("https://0177.0.0.1/a.ics")]
    [InlineData("https://127.1/a.ics")]
    [InlineData("http://calendar.example/a.ics")]
    [InlineData("ftp://calendar.example/a.ics")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//localhost/a.ics")]
    [InlineData("http://127.0.0.1:1/a.ics")]
    [InlineData("http://localhost:1/a.ics")]
    [InlineData("nonsense://")]
    public async Task A_redirect_goes_to_public_https_only(string to)
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Redirect(FeedDesk.Path, to);

        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Forbidden);
        desk.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirect_without_an_address_is_refused()
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Files[FeedDesk.Path] = http =>
        {
            http.Response.StatusCode = 302;
            return Task.CompletedTask;
        };

        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Forbidden);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirects_are_followed_three_times(int status)
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Redirect(FeedDesk.Path, "/2.ics", status);
        desk.Server.Redirect("/2.ics", desk.Server.Address + "/3.ics", status);
        desk.Server.Redirect("/3.ics", "/4.ics", status);
        desk.Server.Publish("/4.ics", FeedDesk.OneOnOne());
        await desk.Done();

        desk.Server.Redirect("/4.ics", "/5.ics", status);
        desk.Server.Publish("/5.ics", FeedDesk.OneOnOne());
        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "more than 3 redirects"));
    }

    [Fact]
    public async Task A_name_is_resolved_again_for_every_connection()
    {
        await using var desk = await FeedDesk.Open();
        var asked = 0;
        ResolveName resolve = (_, _) => Task.FromResult(new[] { asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1") });
        var address = $"http://localhost:{new Uri(desk.Server.Address).Port}{FeedDesk.Path}";
        desk.Server.Publish(FeedDesk.Path, FeedDesk.OneOnOne());
        var calendar = desk.Calendar(address, resolve);

        (await calendar.Read(desk.Mia, null, default, default)).ShouldBeOfType<CalendarSync.Done>();

        (await calendar.Read(desk.Mia, null, default, default)).ShouldBe(
            new CalendarSync.Failed(CalendarTrouble.Forbidden, "not a public address")
        );
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_name_that_is_not_there_may_be_there_later()
    {
        await using var desk = await FeedDesk.Open();
        ResolveName resolve = (_, _) => throw new System.Net.Sockets.SocketException(11001);

        var failed = await desk.Failed(address: "https://calendar.example/secret.ics", resolve: resolve);

        failed.Trouble.ShouldBe(CalendarTrouble.Transient);
        failed.Word.ShouldNotContain("calendar.example");
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void A_public_address_is_public(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void An_address_is_never_printed()
    {
        var feed = new IcsFeed("mia@example.com", new Uri("https://calendar.example/secret.ics"));

        feed.ToString().ShouldNotContain("secret");
        new IcsFeedSettings([feed]).ToString().ShouldNotContain("secret");
    }

    private static ResolveName To(params IPAddress[] addresses) => (_, _) => Task.FromResult(addresses);

    [Theory]
    [InlineData("//[")]
    [InlineData("//[::g]/a.ics")]
    [InlineData("https://")]
    [InlineData("https://a..b/")]
    [InlineData("http:///")]
    [InlineData("\\\\10.0.0.1\\a.ics")]
    [InlineData("//10.0.0.1/a.ics")]
    [InlineData("https://calendar.example@10.0.0.1/a.ics")]
    [InlineData("https://0x7f.1/a.ics")]
    [InlineData("https://0177.0.0.1/a.ics")]
    [InlineData("https://2130706433/a.ics")]
    [InlineData("https://[fe80::1%25eth0]/a.ics")]
    [InlineData("https://①②⑦.⓪.⓪.①/a.ics")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task A_redirect_that_leads_nowhere_public_is_refused_in_words(string location)
    {
        await using var desk = await FeedDesk.Open();
        desk.Server.Redirect(FeedDesk.Path, location.All(char.IsAscii) ? location : Uri.EscapeDataString(location));

        var failed = await desk.Failed(resolve: To(IPAddress.Parse("10.0.0.1")));
        failed.Trouble.ShouldBeOneOf(CalendarTrouble.Forbidden, CalendarTrouble.NoCalendar);
    }

    [Fact]
    public void Nothing_between_learns_the_address()
    {
        using var handler = FeedConnection.Handler(Dns.GetHostAddressesAsync);

        // A proxy would resolve the name itself, and a trace names the whole address.
        (handler.UseProxy, handler.ActivityHeadersPropagator, handler.AllowAutoRedirect).ShouldBe((false, null, false));
    }
}
