using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Cards;
using PerfSignal.Tests.Delivery;
using PerfSignal.Tests.Governance;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>Hana writes a nudge; today is Tuesday 2026-11-24.</summary>
public sealed class NudgeGoldenTests : IAsyncLifetime
{
    private readonly VerbWorld world = new(parts => parts.AddSingleton<IPlatform>(new FakePlatform(PlatformName.Slack)));

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Reads_as_in_the_golden_file(string language)
    {
        await using (var data = world.Open())
        {
            (await data.People.FindAsync(Hana.Id))!.Language = language;
            (await data.People.FindAsync(Ana.Id))!.Language = language;
            // The only nudge here is the one that is written below.
            data.RemoveRange(data.Set<DeliveryRow>().Where(row => row.SendId != null));
            data.RemoveRange(data.Set<Broadcast>());
            await data.SaveChangesAsync();
        }

        var golden = new GoldenPlatforms(language);
        golden.Add("none", await Press(ListBroadcasts.Name));
        golden.Add("form", await Press(WriteBroadcast.Name));
        Dictionary<string, string> fields = new()
        {
            ["title"] = "",
            ["text_en"] = "Please look over your goals by Friday.\n<!channel> **thanks**",
            ["text_de"] = "Bitte schau bis Freitag deine Ziele an.",
            ["link"] = "javascript:alert(1)",
            ["emails"] = "ana.sousa@example.com, mia.manager@example.com, nobody@example.com",
            ["timing"] = "RecipientTime",
            ["date"] = "2026-11-25",
            ["time"] = "09:00",
            ["hours"] = "0",
        };
        golden.Add("wrong", await Press(WriteBroadcast.Name, null, fields));
        (fields["title"], fields["link"], fields["hours"]) = ("Goals by Friday", "https://example.com/goals", "24");
        golden.Add("check", await Press(WriteBroadcast.Name, null, fields));
        var row = (await world.All<Broadcast>()).Single().Id.ToString("N");
        golden.Add("who gets it", await Press(DryRunBroadcast.Name, row));
        golden.Add("preview for whom", await Press(PreviewBroadcast.Name, row));
        golden.Add("preview", await Press(PreviewBroadcast.Name, row, new() { ["who"] = "Ana" }));
        golden.Add("sure", await Press(SendBroadcast.Send, row));
        golden.Add("scheduled", await Press(SendBroadcast.Send, row, new() { ["sure"] = "yes", ["count"] = "2" }));
        golden.Add("paused", await Press(SteerBroadcast.Pause, row));
        golden.Add("resumed", await Press(SteerBroadcast.Resume, row));
        await Sent(row);
        golden.Add("progress", await Press(ShowBroadcast.Name, row));
        golden.Add("list", await Press(ListBroadcasts.Name));
        golden.Add("change the text", await Press(EditBroadcast.Name, row));
        golden.Add("take back", await Press(StopBroadcast.Retract, row));
        golden.Add("refuse", await Waiting(row));
        await golden.Compare("Broadcasts", $"nudges.{language}.txt");
    }

    private Task<Reply> Press(string verb, string? row = null, Dictionary<string, string>? fields = null) =>
        world.Receive(Hana, verb, row, "", fields);

    /// <summary>It left for one, and failed for another.</summary>
    private async Task Sent(string row)
    {
        await using var data = world.Open();
        var broadcast = (await data.Set<Broadcast>().FindAsync(Guid.Parse(row)))!;
        var at = Noon(new LocalDate(2026, 11, 24));
        (broadcast.State, broadcast.StartedAt, broadcast.EndedAt, broadcast.NextAt) = (BroadcastState.Done, at, at, null);
        data.Add(new BulkSend { Id = broadcast.Id, StartedAt = at });
        data.AddRange(Row(broadcast.Id, Ana, DeliveryState.Sent, null), Row(broadcast.Id, Mia, DeliveryState.Failed, "unreachable"));
        await data.SaveChangesAsync();
    }

    /// <summary>What a second person of HR answers who does not want it to leave.</summary>
    private async Task<Reply> Waiting(string row)
    {
        await using var data = world.Open();
        var broadcast = (await data.Set<Broadcast>().FindAsync(Guid.Parse(row)))!;
        var copy = new Broadcast
        {
            Id = Guid.CreateVersion7(),
            AuthorId = Ana.Id,
            Title = broadcast.Title,
            Template = broadcast.Template,
            TextEn = broadcast.TextEn,
            Audience = broadcast.Audience,
            State = BroadcastState.AwaitingApproval,
            CreatedAt = broadcast.CreatedAt,
            Version = Guid.NewGuid(),
        };
        data.Add(copy);
        await data.SaveChangesAsync();
        return await Press(RefuseBroadcast.Name, copy.Id.ToString("N"));
    }

    private static DeliveryRow Row(Guid send, Person to, DeliveryState state, string? reason) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            RecipientId = to.Id,
            Act = DeliveryAct.Send,
            Card = BroadcastCards.Card,
            Model = "{}",
            Language = "en",
            DedupeKey = $"broadcast:{send:N}:{to.Id:N}",
            Lane = Lane.Bulk,
            SendId = send,
            State = state,
            Reason = reason,
            Platform = PlatformName.Slack,
            NotBefore = Noon(new LocalDate(2026, 11, 24)),
            ExpiresAt = Noon(new LocalDate(2026, 11, 26)),
            CreatedAt = Noon(new LocalDate(2026, 11, 24)),
            EndedAt = Noon(new LocalDate(2026, 11, 24)),
        };
}
