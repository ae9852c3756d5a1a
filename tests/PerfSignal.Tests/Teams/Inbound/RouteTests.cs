using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Teams;
using PerfSignal.Tests.Hosting;

namespace PerfSignal.Tests.Teams.Inbound;

/// <summary>The address of Teams in the service as `serve` builds it.</summary>
public sealed class RouteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("perfsignal-teams-").FullName;

    [Fact]
    public async Task Is_not_there_without_the_settings_of_Teams()
    {
        await using var service = new RunningService(Instant.FromUtc(2026, 11, 23, 9, 0));
        await service.Prepare();
        await service.Start();
        using var http = new HttpClient { BaseAddress = service.Address };
        (await Post(http)).ShouldBe(HttpStatusCode.NotFound);
        await service.Stop();
    }

    [Fact]
    public async Task Is_not_open_behind_a_proxy_on_the_same_machine_whatever_is_switched_on()
    {
        await using var app = App.Build(
            [
                "--environment=Development",
                "--urls=http://127.0.0.1:0",
                $"--Database:ConnectionString=Data Source={Path.Combine(folder, "teams.db")};Pooling=False",
                "--Logging:LogLevel:Default=None",
                "--Teams:Enabled=true",
                $"--Teams:AppId={TeamsSite.AppId}",
                $"--Teams:TenantId={TeamsSite.Tenant}",
                "--Teams:AllowUnauthenticatedLoopback=true",
            ],
            services =>
                services
                    .AddSingleton<DescribeMember>((_, _) => Task.FromResult<Core.People.ChatIdentity?>(null))
                    .AddSingleton<SayTo>((_, _, _) => Task.FromResult(true))
        );
        await App.Prepare(app.Services, default);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        (await Post(http)).ShouldBe(HttpStatusCode.OK);
        (await Post(http, ("Forwarded", "for=192.0.2.1"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await Post(http, ("X-Forwarded-For", "192.0.2.1"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await http.GetAsync(new Uri("/api/messages", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await http.GetAsync(new Uri("/healthz/live", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.StopAsync();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<HttpStatusCode> Post(HttpClient http, params (string Name, string Value)[] headers)
    {
        var body = $$"""
            {
              "type": "typing", "id": "1", "channelId": "emulator", "serviceUrl": "https://smba.trafficmanager.net/emea/",
              "conversation": { "id": "a", "tenantId": "{{TeamsSite.Tenant}}" }
            }
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
