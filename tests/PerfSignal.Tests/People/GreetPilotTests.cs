using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.People;

/// <summary>Who comes into the pilot is welcomed once, in their own morning. The wave begins on Tuesday 2026-11-24 in Berlin, at 23:00 UTC the day before.</summary>
public sealed class GreetPilotTests : IDisposable
{
    private static readonly LocalDate Tuesday = new(2026, 11, 24);
    private static readonly Instant Began = Instant.FromUtc(2026, 11, 23, 23, 0);
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new(Began - Duration.FromMinutes(1));
    private readonly Person ana = A.Person("ana@example.com");

    public GreetPilotTests() => database.Add(ana, Waves.Of(ana.Id, departments: "Platform", from: Tuesday));

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("Europe/Berlin", "2026-11-24T08:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-11-24T00:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-11-24T17:00:00Z")]
    [InlineData("Pacific/Auckland", "2026-11-24T20:00:00Z")]
    public async Task Comes_at_nine_on_their_own_clock_once_the_wave_has_begun(string zone, string at)
    {
        await Change(person => person.TimeZone = zone);

        (await Run()).ShouldBe(0);
        clock.Set(Began);
        (await Run()).ShouldBe(1);
        (await Run()).ShouldBe(0);

        var row = (await Rows()).ShouldHaveSingleItem();
        (row.Card, row.Lane, row.DedupeKey).ShouldBe(("welcome", Lane.Bulk, $"pilot:{ana.Id:N}"));
        row.NotBefore.ShouldBe(NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value);
    }

    [Fact]
    public async Task Comes_at_once_to_whoever_moves_in_later_and_never_a_second_time()
    {
        await Change(person => person.Department = "Elsewhere");
        clock.Set(Began + Duration.FromDays(10));
        (await Run()).ShouldBe(0);

        await Change(person => person.Department = "Platform");
        (await Run()).ShouldBe(1);
        (await Rows()).ShouldHaveSingleItem().NotBefore.ShouldBe(Began + Duration.FromDays(10));

        // Another wave takes them in again a year later.
        database.Add(Waves.Of(ana.Id, departments: "Platform", from: new LocalDate(2027, 11, 1)));
        clock.Set(Began + Duration.FromDays(365));
        (await Run()).ShouldBe(0);
    }

    [Theory]
    [InlineData(-400, 0)] // before there was any wave
    [InlineData(-1, 1)] // while they were outside: they asked, and are told now that it has begun
    [InlineData(1, 0)] // since it has begun
    public async Task Does_not_come_to_whoever_knows_it_already(int days, int welcomes)
    {
        var at = Began + Duration.FromDays(days);
        database.Add(
            new DeliveryRow
            {
                Id = Guid.NewGuid(),
                RecipientId = ana.Id,
                Act = DeliveryAct.Send,
                Card = "welcome",
                Model = "{}",
                Language = "en",
                DedupeKey = "greeting:1",
                Lane = Lane.Urgent,
                NotBefore = at,
                ExpiresAt = at,
                CreatedAt = at,
            }
        );
        clock.Set(Began + Duration.FromDays(2));

        (await Run()).ShouldBe(welcomes);
    }

    [Fact]
    public async Task Takes_the_place_of_the_greeting_of_an_account_that_was_held_back()
    {
        database.Add(
            new ChatAccount
            {
                Id = Guid.NewGuid(),
                Platform = PlatformName.Slack,
                Workspace = "T1",
                UserId = "U1",
                PersonId = ana.Id,
                State = AccountState.Matched,
                FirstSeen = Began,
                LastSeen = Began,
            }
        );
        await using (var data = database.Open())
        {
            var held = await data.Set<ChatAccount>().SingleAsync();
            await Greeting(data).Greet(held, asked: false, default);
            held.GreetedAt.ShouldBeNull();
        }

        clock.Set(Began);
        (await Run()).ShouldBe(1);

        await using var after = database.Open();
        var account = await after.Set<ChatAccount>().SingleAsync();
        account.GreetedAt.ShouldBe(Began);
        await Greeting(after).Greet(account, asked: true, default);
        (await after.SaveChangesAsync()).ShouldBe(0);
    }

    private Greeting Greeting(Core.Data.PerfSignalData data) =>
        new(data, new PilotGate(data, new Organization(), clock), new Outbox(data, clock), Readers, clock);

    private ReaderFactory Readers => new(SmallTeam.Texts, new Organization(), clock);

    private async Task<int> Run()
    {
        await using var data = database.Open();
        var organization = new Organization();
        return await new GreetPilot(
            data,
            new PilotGate(data, organization, clock),
            new Outbox(data, clock),
            Readers,
            organization,
            clock
        ).Run(default);
    }

    private async Task Change(Action<Person> change)
    {
        await using var data = database.Open();
        change(await data.People.SingleAsync());
        await data.SaveChangesAsync();
    }

    private async Task<List<DeliveryRow>> Rows()
    {
        await using var data = database.Open();
        return await data.Set<DeliveryRow>().ToListAsync();
    }
}
