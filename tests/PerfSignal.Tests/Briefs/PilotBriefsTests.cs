using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.People;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Briefs;

/// <summary>A pair of which a wave takes in only one has no brief and no draft: not written, not shown, not sent.</summary>
public sealed class PilotBriefsTests : IDisposable
{
    private readonly BriefWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public async Task Are_written_where_both_are_inside(bool manager, bool report, int briefs)
    {
        world.Meet();
        await Only(manager, report);

        (await world.Send()).ShouldBe(briefs);
        (await world.All<Brief>()).Count.ShouldBe(briefs);
        (await world.Rows()).Count.ShouldBe(2 * briefs);
    }

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(true, false, PilotGate.Reason)]
    [InlineData(false, true, PilotGate.Reason)]
    public async Task Leave_where_both_are_inside_still(bool manager, bool report, string? why)
    {
        world.Meet();
        await world.Send();
        await Only(manager, report);

        foreach (var row in await world.Rows())
        {
            (await world.In<IEnumerable<IDeliveryCheck>, string?>(checks => Asked(checks, row))).ShouldBe(why, row.Card);
        }

        static Task<string?> Asked(IEnumerable<IDeliveryCheck> checks, DeliveryRow row) =>
            checks.Single(check => check.Name == row.Check).WhyNot(row, CancellationToken.None);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Are_shown_and_printed_where_both_are_inside(bool manager, bool report, bool shown)
    {
        world.Meet();
        await Only(manager, report);

        (await world.Ask(world.Maya, "brief.show", "Ana") is Reply.Showed).ShouldBe(shown);
        var (printed, wrong) = await world.In<BriefPrinter, (PrintedBrief?, string?)>(printer =>
            printer.Print("maya@example.com", "ana@example.com", BriefWorld.Start, CancellationToken.None)
        );
        (printed is not null).ShouldBe(shown, wrong);
        (wrong?.Contains("No pilot wave", StringComparison.Ordinal) == true).ShouldBe(!shown);
    }

    [Fact]
    public async Task No_model_is_asked_for_a_draft_about_somebody_who_is_outside_by_then()
    {
        var model = new Counting();
        world.DraftWriter = model;
        await world.Ask(world.Maya, "draft.write", "Ana");
        await Only(manager: true, report: false);

        (await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None))).ShouldBe(0);
        model.Asked.ShouldBe(0);
        (await world.Rows()).ShouldBeEmpty();
    }

    private async Task Only(bool manager, bool report)
    {
        world.Add(Waves.Of(world.Maya.Id, departments: "Inside"));
        await world.Change<Person>(world.Maya.Id, one => one.Department = manager ? "Inside" : "Outside");
        await world.Change<Person>(world.Ana.Id, one => one.Department = report ? "Inside" : "Outside");
    }

    private sealed class Counting : IDraftWriter
    {
        public int Asked { get; private set; }
        public string Name => "test-model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            Asked++;
            return Task.FromResult<WriterAnswer>(new WriterAnswer.Failed("failed", new DraftUsage(90, 10)));
        }
    }
}
