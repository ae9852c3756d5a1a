using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web;

/// <summary>What HR reads after they have decided something about a nudge, in chat and on its page.</summary>
public sealed class NudgeDecisionsTests
{
    [Fact]
    public async Task Its_author_may_refuse_the_other_words_of_somebody_else_in_chat_too()
    {
        await using var site = await Site.Start();
        var id = await Begin(
            site,
            site.Eve,
            BroadcastState.Done,
            nudge => (nudge.ProposedEn, nudge.ProposedBy) = ("Other words.", site.Max.Id)
        );

        (await Press(site, site.Eve, "broadcast.refuse", id)).ShouldContain("broadcast_refuse_form");
        var answer = await Press(site, site.Eve, "broadcast.refuse", id, ("reason", "The old ones are right."));

        answer.ShouldContain("broadcast_progress");
        answer.ShouldContain("Refused; Max");
        (await Stored(site)).ProposedBy.ShouldBeNull();
        await using var data = site.Database.Open();
        var told = data.Set<DeliveryRow>().Single(row => row.DedupeKey.StartsWith("nudge-refused:"));
        (told.RecipientId, told.Language).ShouldBe((site.Max.Id, "de"));
        told.Model.ShouldContain("The old ones are right.");
        told.Model.ShouldContain("der bisherige bleibt");
    }

    [Fact]
    public async Task Whoever_refuses_on_the_page_reads_that_it_was_refused()
    {
        await using var site = await Site.Start();
        var id = await Begin(site, site.Max, BroadcastState.AwaitingApproval);
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Submit(await eve.Get($"/hr/nudges/{id:N}?ask=refuse"), "reason", new() { ["reason"] = "Wrong day" });

        page.Html.ShouldContain("Refused. Whoever asked is told your reason.");
    }

    [Fact]
    public async Task What_was_taken_back_says_so_and_not_that_it_is_done()
    {
        await using var site = await Site.Start();
        var id = await Begin(
            site,
            site.Eve,
            BroadcastState.Done,
            nudge => (nudge.StartedAt, nudge.EndedAt, nudge.RetractedAt) = (Now(site), Now(site), Now(site))
        );
        var eve = await site.SignedIn(site.Eve);

        foreach (var path in new[] { "/hr/nudges", $"/hr/nudges/{id:N}" })
        {
            (await eve.Get(path)).Html.ShouldContain("<span class=\"chip chip-bad\">Taken back</span>");
        }

        (await eve.Get($"/hr/nudges/{id:N}")).Html.ShouldContain("Taken back. By Eve");
        (await Press(site, site.Eve, "broadcast.show", id)).ShouldContain("\"Taken back\"");
        (await Press(site, site.Eve, "broadcast.list", null)).ShouldContain("Taken back");
    }

    [Theory]
    [InlineData("pause", BroadcastState.Scheduled, "Paused. Nothing has been sent")]
    [InlineData("resume", BroadcastState.Paused, "It is scheduled again.")]
    [InlineData("cancel", BroadcastState.Scheduled, "Cancelled. Nothing was sent.")]
    public async Task Before_anything_was_sent_nothing_is_said_to_be_on_its_way(string act, BroadcastState state, string said)
    {
        await using var site = await Site.Start();
        var id = await Begin(site, site.Eve, state, nudge => nudge.NextAt = Now(site) + Duration.FromDays(1));

        var answer = await Press(site, site.Eve, "broadcast." + act, id, ("sure", "yes"));

        answer.ShouldContain(said);
    }

    [Theory]
    [InlineData("broadcast.show")]
    [InlineData("broadcast.dryrun")]
    [InlineData("broadcast.preview")]
    [InlineData("broadcast.send")]
    [InlineData("broadcast.pause")]
    [InlineData("broadcast.cancel")]
    public async Task Hr_of_one_department_finds_nothing_of_what_goes_to_everyone(string verb)
    {
        await using var site = await Site.Start();
        var id = await Begin(site, site.Max, BroadcastState.Scheduled, nudge => nudge.NextAt = Now(site) + Duration.FromDays(1));
        await Hr(site, site.Ana, "Platform");

        var answer = await Press(site, site.Ana, verb, id, ("sure", "yes"), ("who", "max"));

        answer.ShouldContain("There is no such nudge");
        answer.ShouldNotContain("Look over your goals");
        (await Stored(site)).State.ShouldBe(BroadcastState.Scheduled);
    }

    [Fact]
    public async Task A_card_asks_before_it_sends_or_cancels_and_again_where_more_get_it()
    {
        await using var site = await Site.Start();
        var id = await Begin(site, site.Eve, BroadcastState.Draft);

        (await Press(site, site.Eve, "broadcast.send", id)).ShouldContain("broadcast_sure");
        (await Press(site, site.Eve, "broadcast.send", id, ("sure", "yes"), ("count", "1"))).ShouldContain("broadcast_sure");
        (await Press(site, site.Eve, "broadcast.cancel", id)).ShouldContain("broadcast_sure");
        (await Stored(site)).State.ShouldBe(BroadcastState.Draft);

        await Press(site, site.Eve, "broadcast.send", id, ("sure", "yes"), ("count", "3"));
        (await Stored(site)).State.ShouldBe(BroadcastState.Sending);
    }

    [Fact]
    public async Task Hr_of_one_department_reads_to_whom_it_goes_before_it_is_kept()
    {
        await using var site = await Site.Start();
        await Hr(site, site.Eve, "Platform");
        var eve = await site.SignedIn(site.Eve);

        var page = await eve.Submit(await eve.Get("/hr/nudges/new"), "text_en", new() { ["do"] = "check" });

        page.Html.ShouldContain(">departments Platform</dd>");
    }

    private static async Task<Guid> Begin(Site site, Person author, BroadcastState state, Action<Broadcast>? change = null)
    {
        await Hr(site, site.Eve);
        await Hr(site, site.Max);
        var nudge = new Broadcast
        {
            Id = Guid.CreateVersion7(),
            AuthorId = author.Id,
            Title = "Look over your goals",
            Template = BroadcastTemplates.Free,
            TextEn = "Please look.",
            Audience = new AudienceRule().ToJson(),
            State = state,
            CreatedAt = Now(site),
            RequestedAt = Now(site),
            StartedAt = state == BroadcastState.Done ? Now(site) : null,
            EndedAt = state == BroadcastState.Done ? Now(site) : null,
            Version = Guid.NewGuid(),
        };
        change?.Invoke(nudge);
        await site.Change(data =>
        {
            data.Add(new BulkSend { Id = nudge.Id, StartedAt = Now(site) });
            data.Add(nudge);
            return Task.CompletedTask;
        });
        return nudge.Id;
    }

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

    private static async Task<Broadcast> Stored(Site site)
    {
        await using var data = site.Database.Open();
        return data.Set<Broadcast>().Single();
    }

    private static async Task<string> Press(Site site, Person by, string verb, Guid? row, params (string Name, string Value)[] fields)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var inbound = new Inbound
        {
            Platform = PlatformName.Web,
            EventId = Guid.NewGuid().ToString(),
            PersonId = by.Id,
            Verb = verb,
            Row = row?.ToString("N"),
            Fields = fields.ToDictionary(field => field.Name, field => field.Value),
        };
        return ReplyJson.Write(await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(inbound, CancellationToken.None));
    }
}
