using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Briefs;

public sealed class BriefVerbsTests : IDisposable
{
    private readonly BriefWorld world = new();
    private readonly Person stranger = BriefWorld.Person("eve@example.com", "Eve Stranger");

    public BriefVerbsTests() => world.Add(stranger);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Shows_the_manager_the_brief_and_the_employee_the_mirror_of_the_next_one_on_one()
    {
        world.Meet();
        Shown<BriefCard>(await world.Ask(world.Maya, "brief.show"), "brief").Title.ShouldBe("Your 1:1 with Ana Sousa");
        Shown<BriefCard>(await world.Ask(world.Ana, "brief.show"), "mirror")
            .Title.ShouldBe("Your 1:1 with Maya Brandt: what your manager sees");
    }

    [Theory]
    [InlineData("Ana")]
    [InlineData("sousa")]
    [InlineData("@Ana Sousa")]
    [InlineData("ANA@example.com")]
    public async Task Finds_the_other_by_name_or_address_also_without_a_planned_one_on_one(string typed)
    {
        var card = Shown<BriefCard>(await world.Ask(world.Maya, "brief.show", typed), "brief");
        card.When.ShouldBe("No 1:1 is planned");
        card.Row.ShouldBe(world.Ana.Id.ToString("N"));
    }

    [Fact]
    public async Task Says_whom_one_can_ask_about_instead_of_an_empty_answer()
    {
        Said(await world.Ask(world.Maya, "brief.show", "Zed {name} <!channel>")).ShouldContain("Ana Sousa");
        Said(await world.Ask(stranger, "brief.show")).ShouldContain("no 1:1s with anyone");
        Said(await world.Ask(world.Maya, "brief.show")).ShouldContain("no 1:1 planned");
    }

    [Fact]
    public async Task Reveals_nothing_to_a_stranger_who_knows_the_ids()
    {
        var occurrence = world.Meet();
        await world.Send();
        foreach (var verb in new[] { "brief.show", "brief.why", "brief.snooze", "brief.not_mine", "metric.not_useful" })
        {
            foreach (var row in new[] { occurrence.Id, world.Ana.Id, Guid.NewGuid() })
            {
                Said(await world.Ask(stranger, verb, row: row)).ShouldBe("I cannot find that 1:1 among yours.");
            }
        }
    }

    [Fact]
    public async Task Leaves_an_entry_when_the_manager_looks_and_none_when_the_employee_does()
    {
        world.Meet();
        await world.Ask(world.Ana, "brief.show");
        (await world.All<AuditEntry>()).ShouldBeEmpty();
        await world.Ask(world.Maya, "brief.show");
        (await world.All<AuditEntry>()).ShouldContain(entry => entry.Act == "read");
    }

    [Fact]
    public async Task Names_each_class_that_the_manager_reads_before_anything_is_frozen()
    {
        await world.Ask(world.Maya, "brief.show", "Ana");
        (await world.All<AuditEntry>())
            .Where(entry => entry.Act == "read")
            .Select(entry => entry.What)
            .ShouldBe(["Figures", "Commitments", "SharedFeedback", "Goals"], ignoreOrder: true);
    }

    [Fact]
    public async Task Shows_a_former_manager_nothing_of_today_through_a_one_on_one_that_passed_without_a_brief()
    {
        var missed = world.Meet(BriefWorld.Start - Duration.FromDays(30));
        await world.Change<ReportingLine>(world.Line.Id, line => line.Until = new LocalDate(2026, 11, 10));
        foreach (var verb in new[] { "brief.show", "brief.why", "metric.not_useful" })
        {
            Said(await world.Ask(world.Maya, verb, row: missed.Id)).ShouldBe("I cannot find that 1:1 among yours.");
        }
    }

    [Fact]
    public void Promises_no_decision_and_no_drafts_that_are_not_there()
    {
        foreach (var language in new[] { "en", "de" })
        {
            foreach (var key in new[] { "metric_voted" })
            {
                var text = BriefWorld.Texts.Of(language)[key];
                text.ShouldNotContain("draft");
                text.ShouldNotContain("Entw");
                text.ShouldNotContain("HR sees");
                text.ShouldNotContain("Somebody who");
            }
        }
    }

    [Fact]
    public async Task Names_the_employee_as_the_one_whose_data_both_cards_bring()
    {
        world.Meet();
        await world.Send();
        var about = await world.In<IDeliveryCheck, IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>>(async check =>
            await check.About(await world.Rows(), CancellationToken.None)
        );
        about.Count.ShouldBe(2);
        about.Values.ShouldAllBe(one => one.Subject == world.Ana.Id && one.Class == DataClass.Brief);
    }

    [Fact]
    public async Task Shows_the_frozen_brief_rather_than_todays_figures_once_it_was_sent()
    {
        world.Meet();
        await world.Send();
        world.Figures = [Sample.Figure("engineering.story_points", "Story points", 99)];
        Shown<BriefCard>(await world.Ask(world.Maya, "brief.show"), "brief").Figures[0].Value.ShouldBe("36 points");
    }

    [Fact]
    public async Task Marks_a_contested_figure_everywhere_at_once()
    {
        world.Meet();
        await world.Send();
        await world.Deliver();
        Shown<ContestDone>(
            await world.Ask(
                world.Ana,
                "figure.contest",
                fields: [("metric", "engineering.story_points"), ("reason", "two sprints are missing")]
            ),
            "contest_done"
        );

        (await world.All<Contest>()).ShouldHaveSingleItem().Reason.ShouldBe("two sprints are missing");
        var updates = (await world.Rows()).Where(row => row.Act == DeliveryAct.Update).ToList();
        updates.Select(row => row.RecipientId).ShouldBe([world.Ana.Id, world.Maya.Id]);
        updates.ShouldAllBe(row => CardJson.Read<BriefCard>(row.Model).Figures[0].Warning == "contested");
        Shown<BriefCard>(await world.Ask(world.Maya, "brief.show"), "brief").Figures[0].Warning.ShouldBe("contested");

        Said(await world.Ask(world.Ana, "figure.contest", fields: [("metric", "engineering.story_points"), ("reason", "again")]))
            .ShouldContain("contested already");
        (await world.All<Contest>()).Count.ShouldBe(1);
        (await world.Rows()).Count(row => row.Act == DeliveryAct.Update).ShouldBe(2);
    }

    [Theory]
    [InlineData("", "engineering.story_points", "reason")]
    [InlineData("all wrong", "somebody.elses", "metric")]
    [InlineData("all wrong", "", "metric")]
    public async Task Keeps_what_was_typed_when_a_contest_cannot_be_taken(string reason, string metric, string wrong)
    {
        var invalid = (
            await world.Ask(world.Ana, "figure.contest", fields: [("metric", metric), ("reason", reason)])
        ).ShouldBeOfType<Reply.Invalid>();
        invalid.Errors.Keys.ShouldBe([wrong]);
        var form = CardJson.Read<ContestForm>(invalid.Model.ToJsonString());
        (form.Reason, form.Metric).ShouldBe((reason, metric));
        (await world.All<Contest>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Opens_the_contest_from_the_mirror_with_the_figure_chosen_and_the_words_typed()
    {
        var opened = (
            await world.Ask(world.Ana, "figure.contest", fields: [("metric", "engineering.story_points"), ("text", "half is missing")])
        ).ShouldBeOfType<Reply.Opened>();
        var form = CardJson.Read<ContestForm>(opened.Model.ToJsonString());
        (form.Metric, form.Reason).ShouldBe(("engineering.story_points", "half is missing"));
    }

    [Fact]
    public async Task Brings_a_note_to_the_cards_of_the_one_on_one_ahead()
    {
        world.Meet();
        await world.Send();
        await world.Deliver();
        world.Clock.Advance(Duration.FromMinutes(1));
        Said(await world.Ask(world.Ana, "context.add", fields: [("text", "I was on call."), ("metric", "all")])).ShouldContain("Saved");

        (await world.All<ContextNote>()).ShouldHaveSingleItem().MetricKey.ShouldBeNull();
        var updates = (await world.Rows()).Where(row => row.Act == DeliveryAct.Update).ToList();
        updates.Count.ShouldBe(2);
        CardJson.Read<BriefCard>(updates[1].Model).Notes.ShouldHaveSingleItem().Text.ShouldBe("I was on call.");
    }

    [Theory]
    [InlineData("", "all", "text")]
    [InlineData("fine", "somebody.elses", "metric")]
    public async Task Keeps_what_was_typed_when_a_note_cannot_be_taken(string text, string metric, string wrong)
    {
        var invalid = (
            await world.Ask(world.Ana, "context.add", fields: [("text", text), ("metric", metric)])
        ).ShouldBeOfType<Reply.Invalid>();
        invalid.Errors.Keys.ShouldBe([wrong]);
        CardJson.Read<ContextForm>(invalid.Model.ToJsonString()).Text.ShouldBe(text);
        (await world.All<ContextNote>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_a_note_that_is_too_long_and_gives_it_back_whole()
    {
        var text = new string('ä', ContextNote.MaxText + 1);
        var invalid = (await world.Ask(world.Ana, "context.add", text)).ShouldBeOfType<Reply.Invalid>();
        CardJson.Read<ContextForm>(invalid.Model.ToJsonString()).Text.ShouldBe(text);
    }

    [Fact]
    public async Task Brings_the_card_again_ten_minutes_before_and_only_once()
    {
        var occurrence = world.Meet();
        await world.Send();
        Said(await world.Ask(world.Maya, "brief.snooze", row: occurrence.Id)).ShouldContain("10:50");
        await world.Ask(world.Maya, "brief.snooze", row: occurrence.Id);
        var again = (await world.Rows()).Where(row => row.NotBefore > BriefWorld.Start - Duration.FromMinutes(20)).ShouldHaveSingleItem();
        (again.RecipientId, again.Check, again.NotBefore).ShouldBe((world.Maya.Id, "brief", BriefWorld.Start - Duration.FromMinutes(10)));

        Said(await world.Ask(world.Maya, "brief.snooze", row: occurrence.Id, fields: ("minutes", "soon"))).ShouldContain("soon");
        Said(await world.Ask(world.Maya, "brief.snooze", row: occurrence.Id, fields: ("minutes", "60"))).ShouldContain("has passed");
    }

    [Fact]
    public async Task Tells_hr_of_a_wrong_manager_and_sends_nothing_until_the_people_data_changes()
    {
        var occurrence = world.Meet();
        await world.Send();
        var reply = (await world.Ask(world.Maya, "brief.not_mine", row: occurrence.Id)).ShouldBeOfType<Reply.Showed>();
        reply.Replaces.ShouldBeTrue();
        CardJson.Read<BriefCard>(reply.Model.ToJsonString()).Open.ShouldBeFalse();
        (await world.All<OrgDataDoubt>()).ShouldHaveSingleItem().LineId.ShouldBe(world.Line.Id);
        Said(await world.Ask(world.Maya, "brief.not_mine", row: occurrence.Id)).ShouldContain("already");

        var waiting = (await world.Rows())[0];
        (await world.In<IDeliveryCheck, string?>(check => check.WhyNot(waiting, CancellationToken.None))).ShouldBe("org_data_doubt");
        world.Meet();
        (await world.Send()).ShouldBe(0);

        await world.Change<ReportingLine>(world.Line.Id, line => line.Until = new LocalDate(2026, 11, 24));
        world.Add(
            new ReportingLine
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = world.Ana.Id,
                From = new LocalDate(2026, 11, 24),
            }
        );
        (await world.Send()).ShouldBe(1);
    }

    [Fact]
    public async Task Counts_one_vote_a_person_and_metric()
    {
        var occurrence = world.Meet();
        await world.Send();
        (await world.Ask(world.Maya, "metric.not_useful", row: occurrence.Id)).ShouldBeOfType<Reply.Opened>().Card.ShouldBe("metric_form");
        (await world.Ask(world.Maya, "metric.not_useful", row: occurrence.Id, fields: ("metric", "not.there")))
            .ShouldBeOfType<Reply.Invalid>()
            .Errors.Keys.ShouldBe(["metric"]);
        await world.Ask(world.Maya, "metric.not_useful", row: occurrence.Id, fields: ("metric", "engineering.story_points"));
        await world.Ask(world.Maya, "metric.not_useful", row: occurrence.Id, fields: ("metric", "engineering.story_points"));
        (await world.All<MetricVote>()).ShouldHaveSingleItem().VoterId.ShouldBe(world.Maya.Id);
        (await world.All<AuditEntry>()).ShouldContain(entry => entry.What == "metric.not_useful" && entry.SubjectAlias == null);
    }

    [Fact]
    public async Task Says_why_with_the_event_the_rule_and_the_sources()
    {
        var occurrence = world.Meet();
        await world.Send();
        var card = Shown<WhyCard>(await world.Ask(world.Maya, "brief.why", row: occurrence.Id), "why");
        card.Event.ShouldContain("Tue 24 Nov, 11:00");
        card.Sources.ShouldHaveSingleItem().ShouldBe(new WhySource("Jira", "read Tue 24 Nov, 08:30"));
    }

    [Fact]
    public async Task Lists_the_next_one_on_ones_of_both_roles()
    {
        var boss = BriefWorld.Person("boss@example.com", "Bo Boss");
        world.Add(
            boss,
            new ReportingLine
            {
                Id = Guid.CreateVersion7(),
                ManagerId = boss.Id,
                ReportId = world.Maya.Id,
                From = new LocalDate(2025, 1, 1),
            }
        );
        world.Meet(BriefWorld.Start + Duration.FromDays(1), boss, world.Maya);
        world.Meet();
        world.Meet(BriefWorld.Start - Duration.FromDays(1));
        Shown<BriefList>(await world.Ask(world.Maya, "oneonone.next"), "brief_list")
            .Lines.Select(line => line.Who)
            .ShouldBe(["with Ana Sousa", "with Bo Boss, your manager"]);
    }

    [Fact]
    public async Task Shows_what_is_held_about_oneself_and_who_looked()
    {
        world.Meet();
        await world.Send();
        world.Add(
            new MineNote
            {
                Id = Guid.CreateVersion7(),
                AuthorId = world.Maya.Id,
                SubjectId = world.Ana.Id,
                Text = "secret",
                At = BriefWorld.Start - Duration.FromDays(1),
            }
        );
        world.Clock.Advance(Duration.FromSeconds(1));
        Shown<MyDataCard>(await world.Ask(world.Ana, "mydata.show"), "mydata").NobodyLooked.ShouldBe("Nobody but you.");
        await world.Ask(world.Maya, "brief.show");
        var card = Shown<MyDataCard>(await world.Ask(world.Ana, "mydata.show"), "mydata");
        card.Counts.Single(count => count.Name == "Briefs about you").Count.ShouldBe("1");
        card.Counts.ShouldNotContain(count => count.Name == "Private notes you wrote");
        card.Looks.ShouldHaveSingleItem().Text.ShouldBe("Maya Brandt: brief, Tue 24 Nov, 10:30");
        card.Briefs.ShouldHaveSingleItem();
    }

    [Fact]
    public void Has_help_for_every_verb_in_both_languages()
    {
        foreach (var verb in BriefVerbs.All)
        {
            foreach (var language in new[] { "en", "de" })
            {
                BriefWorld.Texts.Has(language, verb.HelpKey).ShouldBeTrue(verb.Name);
                BriefWorld.Texts.Has(language, verb.UsageKey).ShouldBeTrue(verb.Name);
            }
        }

        _ = new VerbTable(Core.Verbs.All);
    }

    private static string Said(Reply reply) => reply.ShouldBeOfType<Reply.Said>().Text;

    private static T Shown<T>(Reply reply, string card)
    {
        var shown = reply.ShouldBeOfType<Reply.Showed>();
        shown.Card.ShouldBe(card);
        return CardJson.Read<T>(shown.Model.ToJsonString());
    }
}
