using PerfSignal.Bot.Teams;

namespace PerfSignal.Tests.Teams;

public sealed class ServiceHostsTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://SMBA.trafficmanager.net/emea/", true)]
    [InlineData("https://emea.ng.teams.microsoft.com/", true)]
    [InlineData("http://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/", false)]
    [InlineData("https://evil.example/smba.trafficmanager.net/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/", false)]
    [InlineData("https://evil.example@smba.trafficmanager.net/", false)]
    [InlineData("https://evil.example#.teams.microsoft.com/", false)]
    [InlineData("https://evil.example?.teams.microsoft.com/", false)]
    [InlineData("https://evil.example\\.teams.microsoft.com/", false)]
    [InlineData("https://evil.example\uff0f.teams.microsoft.com/", false)]
    [InlineData("https://evil.example\uff03.teams.microsoft.com/", false)]
    [InlineData("https://evilteams.microsoft.com/", false)]
    [InlineData("https://teams.microsoft.com/", false)]
    [InlineData("https://xn--smb-0na.trafficmanager.net/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:169.254.169.254]/", false)]
    [InlineData("https://2852039166/", false)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//smba.trafficmanager.net/", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Lets_the_bots_token_go_to_teams_only(string? serviceUrl, bool allowed) =>
        new ServiceHosts(new TeamsSettings()).Allows(serviceUrl).ShouldBe(allowed);

    [Theory]
    [InlineData("http://127.0.0.1:3978/", true)]
    [InlineData("http://127.0.0.1:3979/", false)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("https://smba.trafficmanager.net/", false)]
    public void Takes_a_port_from_the_list_only(string serviceUrl, bool allowed) =>
        new ServiceHosts(new TeamsSettings { AllowedServiceHosts = ["127.0.0.1:3978"] }).Allows(serviceUrl).ShouldBe(allowed);
}
