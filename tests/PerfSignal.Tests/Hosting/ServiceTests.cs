using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Jobs;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Hosting;

public sealed class ServiceTests : IDisposable
{
    private const string People = """
        email,name,manager_email,role_family,level,department,location,time_zone,hire_date
        mia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01
        rui@example.com,Rui,mia@example.com,engineering,individual,Platform,Lisbon,Europe/Lisbon,2021-01-01
        """;

    private const string Cadences = """
        manager_email,report_email,weekday,time,time_zone,every_weeks,starts
        mia@example.com,rui@example.com,Tuesday,10:00,Europe/Berlin,1,2026-11-24
        """;

    private static readonly Instant Before = Instant.FromUtc(2026, 11, 23, 9, 0);
    private readonly string file = Path.Combine(Path.GetTempPath(), $"serve-{Guid.NewGuid():N}.db");

    [Fact]
    public async Task Comes_up_and_answers_on_a_free_port()
    {
        await using var service = new RunningService(Before);
        await service.Prepare();
        await service.Start();
        using var http = new HttpClient { BaseAddress = service.Address };

        (await http.GetStringAsync(new Uri("healthz/live", UriKind.Relative))).ShouldBe("live");
        (await Ready(http)).ShouldContain("\"ready\":true");
        (await http.GetStringAsync(new Uri("sign-in", UriKind.Relative))).ShouldContain("<form");
        (await http.GetAsync(new Uri("me", UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
        await service.Stop();
    }

    /// <summary>The schedule begins once the service takes requests; until then it says that it is not ready.</summary>
    private static async Task<string> Ready(HttpClient http)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("healthz/ready", UriKind.Relative), limit.Token);
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return text;
            }

            answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);
            text.ShouldContain("not started");
            await looks.WaitForNextTickAsync(limit.Token);
        }
    }

    [Fact]
    public async Task Brings_both_cards_of_an_imported_one_on_one_by_its_schedule_alone()
    {
        await using var service = new RunningService(Before);
        await service.Prepare();
        (await service.Type(["import", "people", "FILE"], People)).ShouldSatisfyAllConditions(
            ended => ended.Error.ShouldBeEmpty(),
            ended => ended.Exit.ShouldBe(0)
        );
        (await service.Type(["import", "cadences", "FILE"], Cadences)).ShouldSatisfyAllConditions(
            ended => ended.Error.ShouldBeEmpty(),
            ended => ended.Exit.ShouldBe(0)
        );

        service.Clock.Set(Instant.FromUtc(2026, 11, 24, 8, 29));
        await service.Tick();
        (await Cards(service)).ShouldBeEmpty();

        service.Clock.Set(Instant.FromUtc(2026, 11, 24, 8, 30));
        await service.Tick();
        await service.Tick();
        (await Cards(service)).ShouldBe(["mia@example.com", "rui@example.com"]);
        (await service.Look(data => data.Set<ActRun>().AllAsync(run => run.FailuresInARow == 0))).ShouldBeTrue();
    }

    [Fact]
    public void Every_act_of_the_product_stands_on_the_page_of_schedules()
    {
        // An act says how much it did: Run(CancellationToken), and nothing else to be told.
        var acts = typeof(SendDueBriefs)
            .Assembly.GetExportedTypes()
            .Where(type => type.GetMethod("Run", [typeof(CancellationToken)]) is { IsStatic: false } && !type.IsInterface)
            .Select(type => Spelled(type.Name))
            // The acts of one platform live beside it.
            .Append("match_slack");

        acts.Order(StringComparer.Ordinal).ShouldBe(Schedule.All.Select(act => act.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ends_with_2_and_the_key_of_a_wrong_setting()
    {
        var (exit, error) = await Serve("--Organization:TimeZone=Mars/Olympus");

        exit.ShouldBe(ExitCode.WrongInput);
        error.ShouldContain("Organization:TimeZone is 'Mars/Olympus'");
        error.ShouldContain("Organization__TimeZone in the environment");
    }

    [Fact]
    public async Task Ends_with_3_where_the_port_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exit, error) = await Serve($"--urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        exit.ShouldBe(ExitCode.Environment);
        error.ShouldContain("Another program listens there");
    }

    [Fact]
    public async Task Ends_with_3_where_the_database_cannot_be_made()
    {
        var (exit, error) = await Serve("--Database:ConnectionString=Data Source=/no/such/folder/perfsignal.db");

        exit.ShouldBe(ExitCode.Environment);
        error.ShouldContain("its folder does not exist");
    }

    private async Task<(int Exit, string Error)> Serve(string setting)
    {
        using var error = new StringWriter();
        string[] args =
        [
            "serve",
            "--Logging:LogLevel:Default=None",
            $"--Database:ConnectionString=Data Source={file};Pooling=False",
            setting,
        ];
        var exit = await CommandLine.Run(CommandLine.Build(Commands.Host), Commands.Host, args, TextWriter.Null, error);
        return (exit, error.ToString());
    }

    private static Task<List<string>> Cards(RunningService service) =>
        service.Look(data =>
            data.Set<WebMessage>()
                .Where(message => message.Card == "brief" || message.Card == "mirror")
                .Join(data.People, message => message.PersonId, person => person.Id, (message, person) => person.Email)
                .OrderBy(email => email)
                .ToListAsync()
        );

    private static string Spelled(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{letter}" : $"{letter}")).ToLowerInvariant();

    public void Dispose()
    {
        foreach (var name in new[] { file, file + "-wal", file + "-shm" })
        {
            File.Delete(name);
        }
    }
}
