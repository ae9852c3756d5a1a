using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Briefs;

public sealed class SendDueBriefsTests : IDisposable
{
    private readonly BriefWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Freezes_the_brief_and_queues_the_employees_card_before_the_managers_with_the_very_same_evidence()
    {
        var occurrence = world.Meet();
        (await world.Send()).ShouldBe(1);

        var brief = (await world.All<Brief>()).ShouldHaveSingleItem();
        brief.Revision.ShouldBe(1);
        var rows = await world.Rows();
        rows.Select(row => (row.RecipientId, row.Card)).ShouldBe([(world.Ana.Id, "mirror"), (world.Maya.Id, "brief")]);
        rows.ShouldAllBe(row =>
            row.NotBefore == rows[0].NotBefore
            && row.NotBefore >= brief.FrozenAt
            && row.Lane == Lane.Urgent
            && row.ExpiresAt == occurrence.End
        );
        rows.ShouldAllBe(row => row.Check == "brief" && row.CheckId == brief.Id && row.State == DeliveryState.Waiting);
        var models = rows.Select(row => CardJson.Read<BriefCard>(row.Model)).ToList();
        CardJson.Write(models[0].Figures).ShouldBe(CardJson.Write(models[1].Figures));
        var stored = (await world.All<Occurrence>()).ShouldHaveSingleItem();
        (stored.Revisions, stored.ToldStart).ShouldBe((1, occurrence.Start));
        stored.Version.ShouldNotBe(occurrence.Version);
    }

    [Fact]
    public async Task The_employee_reads_the_evidence_from_the_very_instant_at_which_it_was_frozen()
    {
        world.Meet();
        await world.Send();

        (await Readable()).ShouldBe(1);
        world.Clock.Advance(-Duration.FromNanoseconds(1000));
        (await Readable()).ShouldBe(0);

        Task<int> Readable() =>
            world.In<Access, int>(async access =>
                await (
                    await access.Read<Brief>(new Viewer(world.Ana.Id), world.Ana.Id, Purpose.OwnData, CancellationToken.None)
                ).CountAsync()
            );
    }

    [Fact]
    public async Task Adds_nothing_when_it_runs_again()
    {
        world.Meet();
        await world.Send();
        (await world.Send()).ShouldBe(0);
        (await world.Refresh()).ShouldBe(0);
        (await world.TellMoves()).ShouldBe(0);
        (await world.Rows()).Count.ShouldBe(2);
        (await world.All<Brief>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_broken_brief_holds_up_no_other_and_is_told()
    {
        var ben = BriefWorld.Person("ben@example.com", "Ben Okafor");
        world.Add(
            ben,
            new ReportingLine
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = ben.Id,
                From = new LocalDate(2025, 1, 1),
            }
        );
        world.Meet();
        world.Meet(report: ben);
        world.BrokenFor = world.Ana.Id;

        (await Should.ThrowAsync<AggregateException>(world.Send())).InnerExceptions.Count.ShouldBe(1);
        (await world.All<Brief>()).ShouldHaveSingleItem().ReportId.ShouldBe(ben.Id);
        world.BrokenFor = null;
        (await world.Send()).ShouldBe(1);
        (await world.All<Brief>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Leaves_alone_what_is_not_due_dropped_or_no_longer_a_pair()
    {
        var dropped = world.Meet();
        await world.Change<Occurrence>(dropped.Id, one => one.State = OccurrenceState.Dropped);
        world.Meet(BriefWorld.Start + Duration.FromHours(1));
        var ben = BriefWorld.Person("ben@example.com", "Ben Okafor");
        world.Add(ben);
        world.Meet(manager: ben);
        (await world.Send()).ShouldBe(0);
        (await world.Rows()).ShouldBeEmpty();
        (await world.All<Brief>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_the_brief_to_the_manager_on_that_date()
    {
        var ben = BriefWorld.Person("ben@example.com", "Ben Okafor");
        world.Add(ben);
        await world.Change<ReportingLine>(world.Line.Id, line => line.Until = new LocalDate(2026, 11, 24));
        world.Add(
            new ReportingLine
            {
                Id = Guid.CreateVersion7(),
                ManagerId = ben.Id,
                ReportId = world.Ana.Id,
                From = new LocalDate(2026, 11, 24),
            }
        );
        world.Meet();
        world.Meet(manager: ben);
        (await world.Send()).ShouldBe(1);
        (await world.Rows()).Select(row => row.RecipientId).ShouldBe([world.Ana.Id, ben.Id]);
    }

    [Fact]
    public async Task Does_not_send_to_whoever_paused_but_keeps_the_brief_readable()
    {
        await world.Change<Person>(world.Maya.Id, person => person.PausedUntil = BriefWorld.Start + Duration.FromDays(1));
        world.Meet();
        await world.Send();
        (await world.Rows())
            .Select(row => (row.State, row.Reason))
            .ShouldBe([(DeliveryState.Waiting, null), (DeliveryState.Excluded, "paused")]);
        (await world.Ask(world.Maya, "brief.show")).ShouldBeOfType<Reply.Showed>().Card.ShouldBe("brief");
    }

    [Theory]
    [InlineData(5, DeliveryState.Waiting)]
    [InlineData(6, DeliveryState.Expired)]
    [InlineData(45, DeliveryState.Expired)]
    public async Task Sends_nothing_long_after_the_start(int minutesAfterStart, DeliveryState expected)
    {
        world.Meet();
        world.Clock.Set(BriefWorld.Start + Duration.FromMinutes(minutesAfterStart));
        await world.Send();
        (await world.Rows()).Select(row => row.State).ShouldBe([expected, expected]);
        (await world.All<Brief>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Forgets_what_was_due_days_ago()
    {
        world.Meet();
        world.Clock.Set(BriefWorld.Start + Duration.FromDays(2));
        (await world.Send()).ShouldBe(0);
    }

    [Fact]
    public async Task Does_not_double_on_two_nodes_at_once()
    {
        var occurrences = Enumerable.Range(0, 20).Select(number => Another(number)).ToList();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(world.Send)));
        nodes.Sum().ShouldBe(occurrences.Count);
        (await world.All<Brief>()).Count.ShouldBe(occurrences.Count);
        var rows = await world.Rows();
        rows.Count.ShouldBe(2 * occurrences.Count);
        rows.Select(row => row.DedupeKey).ShouldBeUnique();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 0)]
    public async Task Takes_a_one_on_one_that_is_planned_anew_meanwhile_as_it_is_then(int changes, int frozen)
    {
        var occurrence = world.Meet();
        world.WhileFiguresAreRead = () =>
            changes-- > 0 ? world.Change<Occurrence>(occurrence.Id, one => one.Version = Guid.NewGuid()) : Task.CompletedTask;
        (await world.Send()).ShouldBe(frozen);
        (await world.Rows()).Count.ShouldBe(2 * frozen);

        world.WhileFiguresAreRead = () => Task.CompletedTask;
        (await world.Send()).ShouldBe(1 - frozen);
    }

    [Fact]
    public async Task Reads_the_same_number_of_times_for_few_and_for_many()
    {
        foreach (var number in Enumerable.Range(0, 120))
        {
            Another(number);
        }

        (await world.Send()).ShouldBe(120);
        (await world.Rows()).Count.ShouldBe(240);
    }

    [Fact]
    public async Task Never_queues_a_managers_card_before_the_employee_can_read_the_evidence()
    {
        foreach (var number in Enumerable.Range(0, 30))
        {
            Another(number);
        }

        await world.Send();
        var briefs = (await world.All<Brief>()).ToDictionary(brief => brief.Id);
        foreach (var pair in (await world.Rows()).GroupBy(row => row.CheckId!.Value))
        {
            var brief = briefs[pair.Key];
            var ordered = pair.OrderBy(row => row.Id).ToList();
            ordered.Select(row => row.RecipientId).ShouldBe([brief.ReportId, brief.ManagerId]);
            ordered.ShouldAllBe(row => row.NotBefore >= brief.FrozenAt);
        }
    }

    private Occurrence Another(int number)
    {
        var report = BriefWorld.Person($"r{number}@example.com", $"Report {number}");
        world.Add(
            report,
            new ReportingLine
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = report.Id,
                From = new LocalDate(2025, 1, 1),
            }
        );
        return world.Meet(report: report);
    }
}
