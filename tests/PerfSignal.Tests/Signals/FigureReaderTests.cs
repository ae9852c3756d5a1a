using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class FigureReaderTests : IDisposable
{
    private const string Points = "engineering.story_points";
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new(Now);
    private readonly Person ana = People.New("Ana");
    private readonly Person ben = People.New("Ben");

    public FigureReaderTests()
    {
        using var data = database.Open();
        data.AddRange(ana, ben);
        data.Add(new SourceReading { Source = "jira", ReadAt = Now });
        data.SaveChanges();
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Reads_the_profiles_figures_in_its_order_with_the_teams_among_them()
    {
        await Add(
            Stored(ana, Fact("issue/done 8 24")),
            Stored(ana, Fact("issue/done 5 48", 29)),
            Stored(ana, Fact("issue/done 100 48", 31)),
            Stored(ben, Fact("issue/done 3 48")),
            Stored(null, Fact("quality/measured 91"), team: "Platform"),
            Stored(null, Fact("quality/measured 11"), team: "Sales")
        );
        var figures = await Read(ana);
        figures
            .Select(figure => (figure.MetricKey, figure.State, figure.Value, figure.Weight))
            .ShouldBe([
                (Points, FigureState.Known, 13m, .30m),
                ("engineering.code_quality", FigureState.Known, 91m, .25m),
                ("engineering.cycle_time", FigureState.TooFew, null, .20m),
                ("engineering.review_participation", FigureState.NoData, null, .15m),
                ("engineering.incidents", FigureState.NoData, null, .10m),
            ]);
        figures[1].Attribution.ShouldBe(Attribution.Team);
        figures[0].Sources.ShouldBe([new SourceRead("jira", Now, true)]);
    }

    [Fact]
    public async Task Reads_many_people_at_once_as_it_reads_each()
    {
        await Add(
            Stored(ana, Fact("issue/done 8 24")),
            Stored(ben, Fact("issue/done 3 48")),
            Stored(null, Fact("quality/measured 91"), team: "Platform")
        );
        await using var data = database.Open();
        var both = await Reader(data).ForMany([ana, ben, ana], Now, default);
        both.Count.ShouldBe(2);
        Core.Conversing.CardJson.Write(both[ben.Id]).ShouldBe(Core.Conversing.CardJson.Write(await Read(ben)));
    }

    [Fact]
    public async Task Has_no_figures_for_a_role_family_without_profile() => (await Read(People.New("Eve", "gardening"))).ShouldBeEmpty();

    [Fact]
    public async Task Marks_a_figure_contested_while_open_and_after_it_was_upheld()
    {
        var contest = new Contest
        {
            Id = Guid.CreateVersion7(),
            PersonId = ana.Id,
            MetricKey = Points,
            Reason = "Wrong issue",
            OpenedAt = Now,
        };
        await Add(contest);
        (await Read(ana)).Where(figure => figure.Contested).Select(figure => figure.MetricKey).ShouldBe([Points]);
        (await Read(ben)).ShouldAllBe(figure => !figure.Contested);
        await Change<Contest>(row => (row.DecidedAt, row.Upheld) = (Now, true));
        (await Read(ana))[0].Contested.ShouldBeTrue();
        await Change<Contest>(row => row.Upheld = false);
        (await Read(ana))[0].Contested.ShouldBeFalse();
    }

    [Fact]
    public async Task Puts_the_newest_note_of_the_window_beside_its_figure()
    {
        ContextNote Note(string text, int daysAgo, string? metric) =>
            new()
            {
                Id = Guid.CreateVersion7(),
                PersonId = ana.Id,
                MetricKey = metric,
                Text = text,
                At = Now - Duration.FromDays(daysAgo),
            };
        await Add(
            Note("on leave", 5, Points),
            Note("older", 6, Points),
            Note("general", 1, null),
            Note("long ago", 40, "engineering.cycle_time")
        );
        var figures = await Read(ana);
        figures[0].ContextNote.ShouldBe("on leave");
        figures.Skip(1).ShouldAllBe(figure => figure.ContextNote == null);
    }

    [Fact]
    public async Task Keeps_a_quarantine_once_and_lets_a_released_figure_through()
    {
        await Add([
            .. Enumerable.Range(0, 9).Select(window => Stored(ana, Fact("issue/done 40", window * 30 + 3))),
            Stored(ana, Fact("issue/done 4000")),
        ]);
        (await Read(ana))[0].State.ShouldBe(FigureState.Quarantined);
        (await Read(ana))[0].State.ShouldBe(FigureState.Quarantined);
        await Change<Quarantine>(row =>
        {
            (row.PersonId, row.MetricKey, row.Currency, row.WindowEnd, row.Reason).ShouldBe(
                (ana.Id, Points, null, new LocalDate(2026, 11, 24), "deviation")
            );
            row.Release(ben.Id, Now);
            row.Release(ana.Id, Now + Duration.FromHours(1));
            (row.ReleasedBy, row.ReleasedAt).ShouldBe((ben.Id, Now));
        });
        var released = (await Read(ana))[0];
        (released.State, released.Value).ShouldBe((FigureState.Known, 4040));
        var later = (await Read(ana, Now + Duration.FromDays(20)))[0];
        later.State.ShouldNotBe(FigureState.Quarantined, "the same oddity in a window that shares a day was looked at already");
    }

    [Fact]
    public async Task Asks_the_database_as_often_for_a_hundred_people_as_for_one()
    {
        var crowd = Enumerable.Range(0, 100).Select(number => People.New($"P{number}")).ToList();
        await Add([.. crowd]);
        await Add([.. crowd.SelectMany(person => Enumerable.Range(0, 50).Select(day => Stored(person, Fact("issue/done 2 30", day * 5))))]);
        await using var data = database.Open();
        var reader = Reader(data);
        await reader.ForMany(crowd, Now, default);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        (await reader.ForMany(crowd, Now, default)).Values.ShouldAllBe(figures => figures[0].Value == 12);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        // Generous: other tests run in this process at the same time.
        spent.TotalMilliseconds.ShouldBeLessThan(100 * 50);
    }

    [Fact]
    public async Task Reads_as_far_back_as_the_longest_window_of_the_trend_looks()
    {
        await Add(
            new SourceReading { Source = "pagerduty", ReadAt = Now },
            Stored(ana, Fact("incident/owned", 238)),
            Stored(ana, Fact("incident/owned", 330))
        );
        var incidents = (await Read(ana))[^1];
        incidents.Trend.Select(point => point.Value).ShouldBe([1m, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task Links_the_records_of_the_figures_own_window()
    {
        await Add(
            Stored(ana, Fact("incident/owned", 89, url: "https://pager.example/1")),
            Stored(ana, Fact("incident/owned", 95, url: "https://pager.example/2"))
        );
        (await Read(ana))[^1].Links.ShouldBe(["https://pager.example/1"]);
    }

    [Fact]
    public async Task Gives_each_the_figure_of_their_own_team()
    {
        var eve = People.New("Eve", department: "Mobile");
        await Add(
            eve,
            Stored(null, Fact("quality/measured 91"), team: "Platform"),
            Stored(null, Fact("quality/measured 72"), team: "Mobile")
        );
        await using var data = database.Open();
        var both = await Reader(data).ForMany([ana, eve], Now, default);
        (both[ana.Id][1].Value, both[eve.Id][1].Value).ShouldBe((91, 72));
    }

    [Fact]
    public async Task Notes_a_quarantine_once_however_often_it_is_read_before_saving()
    {
        await Add([
            .. Enumerable.Range(0, 9).Select(window => Stored(ana, Fact("issue/done 40", window * 30 + 3))),
            Stored(ana, Fact("issue/done 4000")),
        ]);
        await using var data = database.Open();
        var reader = Reader(data);
        await reader.For(ana, Now, default);
        await reader.For(ana, Now, default);
        var row = data.ChangeTracker.Entries<Quarantine>().ShouldHaveSingleItem().Entity;
        (row.MetricKey, row.FoundAt, row.ReleasedAt).ShouldBe((Points, Now, null));
    }

    private FigureReader Reader(PerfSignalData data) =>
        new(
            data,
            new PilotGate(data, new Organization(), clock),
            new Access(data, new Audit(data, clock), new Relations(data, new Organization(), clock), clock),
            clock
        );

    private async Task<IReadOnlyList<Figure>> Read(Person person, Instant? at = null)
    {
        await using var data = database.Open();
        var figures = await Reader(data).For(person, at ?? Now, default);
        await data.SaveChangesAsync();
        return figures;
    }

    private async Task Add(params object[] rows)
    {
        await using var data = database.Open();
        data.AddRange(rows);
        await data.SaveChangesAsync();
    }

    private async Task Change<T>(Action<T> change)
        where T : class
    {
        await using var data = database.Open();
        change(await data.Set<T>().SingleAsync());
        await data.SaveChangesAsync();
    }

    private static Fact Stored(Person? person, Observation fact, string? team = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Source = fact.Source,
            Kind = fact.Selector.Kind,
            Outcome = fact.Selector.Outcome,
            ExternalId = fact.ExternalId,
            PersonId = person?.Id,
            Team = team,
            At = fact.At,
            Amount = fact.Amount,
            DurationHours = fact.DurationHours,
            Url = fact.Url,
            FetchedAt = Now,
        };
}
