using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>What the author and those who approve are told of their own accord.</summary>
public sealed class FollowBroadcastsTests
{
    [Fact]
    public async Task Keeps_one_card_of_the_author_that_changes_at_most_every_quarter_of_a_minute_and_at_the_end()
    {
        await using var site = await Site.Start();
        var id = await Begin(site, BroadcastState.Sending);

        (await Run(site)).ShouldBe(1);
        (await Run(site)).ShouldBe(0, "nothing has changed");
        var first = (await Rows(site)).Single(row => row.Card == "broadcast_progress");
        (first.RecipientId, first.Lane, first.Act).ShouldBe((site.Eve.Id, Lane.Normal, DeliveryAct.Send));
        await Sent(site, first.Id);

        await End(site, id, site.Ana);
        (await Run(site)).ShouldBe(0, "too soon");
        site.Clock.Advance(Duration.FromSeconds(16));
        (await Run(site)).ShouldBe(1);
        site.Clock.Advance(Duration.FromSeconds(16));
        await End(site, id, site.Max);
        (await Run(site)).ShouldBe(0, "one waits already");
        var update = (await Rows(site)).Single(row => row.Act == DeliveryAct.Update);
        update.OfId.ShouldBe(first.Id);
        await Sent(site, update.Id);

        await site.Change(async data =>
        {
            var broadcast = (await data.Set<Broadcast>().FindAsync(id))!;
            (broadcast.State, broadcast.EndedAt, broadcast.NextAt) = (BroadcastState.Done, Now(site), null);
        });
        (await Run(site)).ShouldBe(1);
        (await Run(site)).ShouldBe(0, "the end is told once");
        var last = (await Rows(site)).OrderBy(row => row.CreatedAt).Last(row => row.Act == DeliveryAct.Update);
        last.Model.ShouldContain("{\"name\":\"Sent\",\"value\":\"2\"}");
        last.Model.ShouldContain("Ended ");
    }

    [Fact]
    public async Task Asks_everyone_else_who_may_approve_once_and_tells_the_author_of_a_refusal()
    {
        await using var site = await Site.Start();
        var id = await Begin(site, BroadcastState.AwaitingApproval);
        await Hr(site, site.Max);
        await Hr(site, site.Ana, "Sales");

        (await Run(site)).ShouldBe(1);
        (await Run(site)).ShouldBe(0);
        var asked = (await Rows(site)).Single(row => row.Card == "broadcast_check");
        (asked.RecipientId, asked.Language).ShouldBe((site.Max.Id, "de"), "neither the author nor HR of another population");
        asked.Model.ShouldContain("\"canApprove\":true");

        await using (var scope = site.Services.CreateAsyncScope())
        {
            (
                await scope.ServiceProvider.GetRequiredService<BroadcastActs>().Refuse(new(site.Max.Id), id, "Wrong day", default)
            ).ShouldBeOfType<BroadcastResult.Done>();
        }

        (await Run(site)).ShouldBe(0, "it was queued with the refusal");
        var told = (await Rows(site)).Single(row => row.Card == Answers.Said);
        told.RecipientId.ShouldBe(site.Eve.Id);
        told.Model.ShouldContain("Wrong day");
    }

    private static async Task<Guid> Begin(Site site, BroadcastState state)
    {
        var id = Guid.CreateVersion7();
        await Hr(site, site.Eve);
        await site.Change(data =>
        {
            var begun = state == BroadcastState.Sending;
            data.Add(new BulkSend { Id = id, StartedAt = Now(site) });
            data.Add(
                new Broadcast
                {
                    Id = id,
                    AuthorId = site.Eve.Id,
                    Title = "Look over your goals",
                    Template = BroadcastTemplates.Free,
                    TextEn = "Please look.",
                    Audience = new AudienceRule { Emails = ["ana@example.com", "max@example.com"] }.ToJson(),
                    State = state,
                    CreatedAt = Now(site),
                    RequestedAt = Now(site),
                    NextAt = begun ? Now(site) : null,
                    StartedAt = begun ? Now(site) : null,
                    Version = Guid.NewGuid(),
                }
            );
            return Task.CompletedTask;
        });
        return id;
    }

    private static Task End(Site site, Guid id, Person to) =>
        site.Change(data =>
        {
            data.Add(
                new DeliveryRow
                {
                    Id = Guid.CreateVersion7(),
                    RecipientId = to.Id,
                    Act = DeliveryAct.Send,
                    Card = BroadcastCards.Card,
                    Model = "{}",
                    Language = "en",
                    DedupeKey = $"broadcast:{id:N}:{to.Id:N}",
                    SendId = id,
                    Lane = Lane.Bulk,
                    NotBefore = Now(site),
                    ExpiresAt = Now(site) + Duration.FromDays(2),
                    State = DeliveryState.Sent,
                    CreatedAt = Now(site),
                    EndedAt = Now(site),
                }
            );
            return Task.CompletedTask;
        });

    private static Task Sent(Site site, Guid row) =>
        site.Change(async data => (await data.Set<DeliveryRow>().FindAsync(row))!.State = DeliveryState.Sent);

    private static Task Hr(Site site, Person person, string? department = null) =>
        site.Change(data =>
        {
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = person.Id,
                    Kind = RoleKind.Hr,
                    Department = department,
                }
            );
            return Task.CompletedTask;
        });

    private static Instant Now(Site site) => Instant.FromDateTimeOffset(site.Clock.GetUtcNow());

    private static async Task<int> Run(Site site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FollowBroadcasts>().Run(default);
    }

    private static async Task<List<DeliveryRow>> Rows(Site site)
    {
        await using var data = site.Database.Open();
        return [.. data.Set<DeliveryRow>().ToList().Where(row => row.SendId is null)];
    }
}
