using System.Diagnostics.Metrics;
using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.Delivery.Queue;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Delivery.Queue;

public sealed class QueueViewTests : IDisposable
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();
    private readonly Person ana;

    public QueueViewTests()
    {
        ana = new Person
        {
            Id = clock.NewId(),
            Email = "ana@example.com",
            Name = "Ana Costa",
            RoleFamily = "sales",
            Department = "Sales",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2020, 1, 1),
        };
        database.Add(ana);
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Counts_what_waits_by_lane_and_platform_and_how_long_the_first_has_been_due()
    {
        database.Add(
            Row(Lane.Urgent, PlatformName.Teams, due: -3 * Minute),
            Row(Lane.Urgent, PlatformName.Teams, due: -Minute, change: row => row.LeaseId = Guid.NewGuid()),
            Row(Lane.Urgent, PlatformName.Teams, due: Minute),
            Row(Lane.Bulk, null, due: -2 * Minute),
            Row(Lane.Bulk, null, due: -2 * Minute, change: row => (row.State, row.EndedAt) = (DeliveryState.Sent, clock.Now()))
        );

        var state = await Read();

        state.Depths.ShouldBe([
            new QueueDepth(Lane.Urgent, PlatformName.Teams, 3, 2, 1, clock.Now() - 3 * Minute),
            new QueueDepth(Lane.Bulk, null, 1, 1, 0, clock.Now() - 2 * Minute),
        ]);
        (state.Waiting, state.Due, state.OldestDue).ShouldBe((4, 3, 3 * Minute));
    }

    [Fact]
    public async Task What_follows_a_send_that_has_not_left_is_not_called_late()
    {
        var send = Row(Lane.Normal, PlatformName.Teams, due: 60 * Minute);
        database.Add(send);
        database.Add(Row(Lane.Normal, PlatformName.Teams, due: -60 * Minute, of: send.Id));
        (await Read()).Depths.ShouldHaveSingleItem().ShouldBe(new QueueDepth(Lane.Normal, PlatformName.Teams, 2, 0, 0, null));
    }

    [Fact]
    public async Task Counts_what_was_sent_failed_and_may_have_arrived_twice()
    {
        database.Add(
            Ended(DeliveryState.Sent, Duration.FromSeconds(30)),
            Ended(DeliveryState.Sent, 30 * Minute, row => row.PossiblyDoubled = true),
            Ended(DeliveryState.Sent, 90 * Minute),
            Ended(
                DeliveryState.Failed,
                90 * Minute,
                row => (row.Category, row.Word, row.Reason) = (FailureCategory.Invalid, "invalid_blocks", "refused")
            ),
            Ended(
                DeliveryState.Failed,
                80 * Minute,
                row => (row.Category, row.Word, row.Reason) = (FailureCategory.Invalid, "invalid_blocks", "refused")
            ),
            Ended(
                DeliveryState.Failed,
                70 * Minute,
                row => (row.Category, row.Word, row.Reason) = (FailureCategory.Transient, "http_503", "gave_up")
            ),
            Ended(DeliveryState.Failed, Duration.FromHours(25), row => row.Reason = "gave_up"),
            Ended(DeliveryState.Excluded, Minute, row => row.Reason = "paused")
        );

        var state = await Read();

        state.Sent.ShouldHaveSingleItem().ShouldBe(new SentLately(PlatformName.Teams, 1, 2));
        state.PossiblyDoubled.ShouldBe(1);
        state.Failures.ShouldBe([
            new FailuresOf(PlatformName.Teams, FailureCategory.Invalid, "invalid_blocks", "refused", 2),
            new FailuresOf(PlatformName.Teams, FailureCategory.Transient, "http_503", "gave_up", 1),
        ]);
        (state.Failed, state.SetAside).ShouldBe((3, 2));
    }

    [Fact]
    public async Task Shows_holds_that_last_unreachable_people_and_the_pace()
    {
        var now = clock.Now();
        database.Add(
            new PlatformHold
            {
                Platform = PlatformName.Teams,
                Until = now + Minute,
                Because = FailureCategory.Throttled,
            },
            new PlatformHold
            {
                Platform = PlatformName.Slack,
                Until = now - Minute,
                Because = FailureCategory.Throttled,
            },
            new Unreachable
            {
                PersonId = ana.Id,
                Platform = PlatformName.Slack,
                Since = now,
            },
            new PaceRow
            {
                Platform = PlatformName.Teams,
                Workspace = "tenant",
                NextAt = now,
                PerSecond = 42.5m,
                RaisedAt = now,
                RejectedAt = now - Minute,
                HeldUntil = now - Duration.FromSeconds(50),
            }
        );

        var state = await Read();

        state
            .Holds.ShouldHaveSingleItem()
            .ShouldBe(new HoldNow(PlatformName.Teams, PlatformHold.Everywhere, now + Minute, FailureCategory.Throttled));
        state.Unreachable.ShouldBe([(PlatformName.Slack, 1)]);
        var pace = state.Paces.ShouldHaveSingleItem();
        (pace.Workspace, pace.PerSecond, pace.HeldUntil, pace.RejectedAt).ShouldBe(("tenant", 42.5m, null, now - Minute));
    }

    [Fact]
    public async Task An_empty_outbox_has_nothing_to_say()
    {
        var state = await Read();
        (state.Waiting, state.SentInHour, state.Failed, state.OldestDue).ShouldBe((0, 0, 0, null));
    }

    [Fact]
    public async Task The_doctor_names_the_lane_that_waits_too_long_and_what_holds_it()
    {
        database.Add(
            Row(Lane.Urgent, PlatformName.Teams, due: -3 * Minute),
            Row(Lane.Bulk, PlatformName.Slack, due: -60 * Minute),
            new PlatformHold
            {
                Platform = PlatformName.Teams,
                Until = clock.Now() + Minute,
                Because = FailureCategory.Throttled,
            }
        );

        var findings = await Doctor();

        var late = findings.Where(finding => finding.Area == "delivery").ShouldHaveSingleItem();
        late.Grade.ShouldBe(Grade.Bad);
        late.What.ShouldBe("1 urgent messages for Teams are due and have not left, the first for 3 minutes.");
        late.Mend!.ShouldContain("when Teams takes messages again");
        findings.ShouldContain(finding => finding.Area == "platforms" && finding.Grade == Grade.Note);
    }

    [Fact]
    public async Task The_doctor_says_what_was_set_aside_with_the_platforms_word()
    {
        database.Add(
            Ended(
                DeliveryState.Failed,
                Minute,
                row => (row.Category, row.Word, row.Reason) = (FailureCategory.Invalid, "invalid_blocks", "refused")
            ),
            Ended(DeliveryState.Sent, Minute, row => row.PossiblyDoubled = true)
        );

        var findings = await Doctor();

        var refused = findings.Single(finding => finding.Grade == Grade.Bad);
        refused.What.ShouldContain("1 messages of the last 24 hours did not arrive: refused (invalid_blocks)");
        refused.Mend!.ShouldContain("not tried again");
        findings.ShouldContain(finding => finding.What.Contains("may have arrived twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gives_its_figures_to_whoever_collects_those_of_dotnet()
    {
        database.Add(Row(Lane.Bulk, PlatformName.Slack, due: -2 * Minute));
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == DeliveryMeter.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        void See<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? _)
            where T : struct =>
            seen.Add((instrument.Name, Convert.ToDouble(value, null), string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        listener.SetMeasurementEventCallback<int>(See);
        listener.SetMeasurementEventCallback<long>(See);
        listener.SetMeasurementEventCallback<double>(See);
        listener.Start();

        await using (var data = database.Open())
        {
            await new MeasureQueue(new QueueView(data, clock)).Run(default);
        }

        listener.RecordObservableInstruments();
        DeliveryMeter.Count(
            new Step(DeliveryState.Failed, clock.Now(), 1) { Category = FailureCategory.Invalid, Platform = PlatformName.Slack }
        );

        seen.ShouldContain(("perfsignal.delivery.depth", 1, "Bulk Slack"));
        seen.ShouldContain(("perfsignal.delivery.oldest_due", 120, "Bulk Slack"));
        seen.ShouldContain(("perfsignal.delivery.failed", 1, "Slack Invalid"));
    }

    private async Task<QueueState> Read()
    {
        await using var data = database.Open();
        return await new QueueView(data, clock).Read(default);
    }

    private async Task<IReadOnlyList<Finding>> Doctor()
    {
        await using var data = database.Open();
        return await new DeliveryCheckup(data, new QueueView(data, clock)).Run(default);
    }

    private DeliveryRow Ended(DeliveryState state, Duration ago, Action<DeliveryRow>? change = null) =>
        Row(
            Lane.Normal,
            PlatformName.Teams,
            -ago,
            row =>
            {
                (row.State, row.EndedAt) = (state, clock.Now() - ago);
                change?.Invoke(row);
            }
        );

    private DeliveryRow Row(Lane lane, PlatformName? platform, Duration due, Action<DeliveryRow>? change = null, Guid? of = null)
    {
        var row = new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = ana.Id,
            Act = of is null ? DeliveryAct.Send : DeliveryAct.Update,
            OfId = of,
            Platform = platform,
            Card = "note",
            Model = "{}",
            Language = "en",
            DedupeKey = Guid.NewGuid().ToString(),
            Lane = lane,
            NotBefore = clock.Now() + due,
            ExpiresAt = clock.Now() + Duration.FromDays(2),
            CreatedAt = clock.Now() + due,
        };
        change?.Invoke(row);
        return row;
    }
}
