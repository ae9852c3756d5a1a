using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Reviews;

/// <summary>The self-assessment is due on Wednesday 2 December, the review by the manager a week later; told 7, 2 and 0 working days before and every 3 after.</summary>
public sealed class NudgeOpenStepsTests : IDisposable
{
    private readonly ReviewWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("Europe/Berlin", "2026-12-02T07:59:59Z", 0)]
    [InlineData("Europe/Berlin", "2026-12-02T08:00:00Z", 1)]
    [InlineData("Europe/Berlin", "2026-12-02T16:59:59Z", 1)]
    [InlineData("Europe/Berlin", "2026-12-02T17:00:00Z", 0)]
    [InlineData("Pacific/Auckland", "2026-12-01T19:59:59Z", 0)]
    [InlineData("Pacific/Auckland", "2026-12-01T20:00:00Z", 1)]
    [InlineData("America/Los_Angeles", "2026-12-02T16:59:59Z", 0)]
    [InlineData("America/Los_Angeles", "2026-12-02T17:00:00Z", 1)]
    [InlineData("America/Los_Angeles", "2026-12-03T01:59:59Z", 1)]
    [InlineData("Pacific/Kiritimati", "2026-12-01T19:00:00Z", 1)]
    [InlineData("Asia/Kolkata", "2026-12-02T03:30:00Z", 1)]
    public async Task Tells_at_nine_on_the_readers_own_clock(string zone, string now, int queued)
    {
        await Only(world.Ana, zone);
        (await RunAt(now)).ShouldBe(queued);
        world.Sends.ShouldAllBe(row => row.RecipientId == world.Ana.Id && row.Lane == Lane.Normal && row.Card == StepCards.Card);
        (await Run()).ShouldBe(0);
    }

    /// <summary>Berlin leaves summer time on 25 October 2026 and New York on 1 November; nine is nine before and after.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-10-23", "2026-10-23T07:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-26", "2026-10-26T08:00:00Z")]
    [InlineData("America/New_York", "2026-10-30", "2026-10-30T13:00:00Z")]
    [InlineData("America/New_York", "2026-11-02", "2026-11-02T14:00:00Z")]
    public async Task Nine_is_nine_also_when_the_clocks_change(string zone, string due, string at)
    {
        await Only(world.Ana, zone, due);
        (await RunAt(InstantPattern.ExtendedIso.Format(At(at) - Duration.FromMilliseconds(1)))).ShouldBe(0);
        (await RunAt(at)).ShouldBe(1);
    }

    [Fact]
    public async Task One_card_lists_everything_that_is_open_for_a_manager_with_a_button_for_each_report()
    {
        var (_, self, managers) = world.Cycle();
        world.Cycle(row => row.Name = "Second");
        (await RunAt("2026-12-09T08:30:00Z")).ShouldBe(2);
        await world.Deliver();

        var card = CardOf(world.Maya);
        card.Title.ShouldBe("6 review steps are open for you");
        card.Lines.Count.ShouldBe(6);
        card.Lines.Select(line => line.Row).ShouldContain(new StepKey(managers.Id, world.Ana.Id).ToString());
        card.Lines.Select(line => line.Row).ShouldContain(new StepKey(self.Id, world.Maya.Id).ToString());
        card.Lines.Single(line => line.Row == new StepKey(managers.Id, world.Ben.Id).ToString()).Button.ShouldBe("Done: Ben Adler");
        (await Run()).ShouldBe(0);
        world.Sends.GroupBy(row => row.RecipientId).ShouldAllBe(rows => rows.Count() == 1);
        world.Sends.ShouldAllBe(row => row.State == DeliveryState.Sent);
    }

    [Fact]
    public async Task Three_nodes_at_once_tell_each_once()
    {
        world.Cycle();
        world.Clock.Set(At("2026-12-02T09:30:00Z"));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(Run)));
        await Run();
        world.Sends.Count.ShouldBe(4);
        world.All<StepNudge>().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Who_completes_before_it_leaves_is_not_sent_anything()
    {
        var (_, self, _) = world.Cycle();
        await RunAt("2026-12-02T09:30:00Z");
        (await Complete(world.Ana, self, world.Ana)).ShouldBe("Done: Self-assessment (Autumn review) for Ana Sousa.");
        await world.Deliver();

        var send = world.Sends.Single(row => row.RecipientId == world.Ana.Id);
        (send.State, send.Reason).ShouldBe((DeliveryState.Excluded, "step_done"));
        world.Platform.Asked.ShouldAllBe(one => one.Message.Recipient.Id != world.Ana.Id);
    }

    [Fact]
    public async Task A_card_that_was_sent_follows_what_is_done_elsewhere_line_by_line()
    {
        var (_, _, managers) = world.Cycle();
        await RunAt("2026-12-09T09:30:00Z");
        await world.Deliver();
        await Complete(world.Maya, managers, world.Ana);
        await world.Deliver();

        var (act, message) = world.Platform.Asked.Last();
        (act, message.Card, message.Recipient.Id).ShouldBe((DeliveryAct.Update, StepCards.Card, world.Maya.Id));
        var card = CardJson.Read<ReviewStepsCard>(message.Model.ToJsonString());
        card.Lines.Where(line => !line.Open)
            .Select(line => (line.What, line.Due))
            .ShouldBe([("Review of Ana Sousa · Autumn review", "done")]);
        card.Lines.Count(line => line.Open).ShouldBe(2);

        await world.Press(world.Maya, CompleteStep.Reopen, new StepKey(managers.Id, world.Ana.Id).ToString());
        await world.Deliver();
        CardJson.Read<ReviewStepsCard>(world.Platform.Asked.Last().Message.Model.ToJsonString()).Lines.ShouldAllBe(line => line.Open);
    }

    [Fact]
    public async Task A_change_of_manager_before_it_leaves_takes_the_line_off_and_the_new_one_is_told()
    {
        var (_, self, managers) = world.Cycle(row => row.RoleFamilies = """["support"]""", managers: "2026-12-02");
        await world.Change<Person>(world.Ana.Id, person => person.RoleFamily = "support");
        world.Save(world.Done(self, world.Ana, world.Ana));
        await world.Hand(world.Ana, world.Olga, "2026-12-03");
        (await RunAt("2026-12-02T09:30:00Z")).ShouldBe(1);
        world.Clock.Set(At("2026-12-02T23:30:00Z"));
        await world.Change<DeliveryRow>(world.Sends[0].Id, row => row.NotBefore = world.Sends[0].NotBefore);
        await world.Deliver();
        world.Sends[0].State.ShouldNotBe(DeliveryState.Sent);

        (await RunAt("2026-12-07T09:30:00Z")).ShouldBe(1);
        world.Sends[1].RecipientId.ShouldBe(world.Olga.Id);
    }

    [Fact]
    public async Task The_former_manager_is_excluded_where_the_change_comes_between_queue_and_send()
    {
        var (_, self, managers) = world.Cycle(row => row.RoleFamilies = """["support"]""", managers: "2026-12-02");
        await world.Change<Person>(world.Ana.Id, person => person.RoleFamily = "support");
        world.Save(world.Done(self, world.Ana, world.Ana));
        await RunAt("2026-12-02T09:30:00Z");
        await world.Hand(world.Ana, world.Olga, "2026-12-02");
        await world.Deliver();
        (world.Sends[0].RecipientId, world.Sends[0].State, world.Sends[0].Reason).ShouldBe(
            (world.Maya.Id, DeliveryState.Excluded, "step_not_open")
        );
        (await Complete(world.Maya, managers, world.Ana)).ShouldContain("not yours");
        (await Complete(world.Olga, managers, world.Ana)).ShouldContain("Done");
    }

    [Fact]
    public async Task A_leaver_is_not_told_and_nobody_is_told_of_them()
    {
        var (_, self, _) = world.Cycle();
        await world.Change<Person>(world.Ana.Id, person => person.LastDay = ReviewWorld.Day("2026-12-01"));
        await RunAt("2026-12-09T09:30:00Z");
        world.Sends.ShouldAllBe(row => row.RecipientId != world.Ana.Id && !row.Model.Contains("Ana Sousa"));
        world.Sends.ShouldNotBeEmpty();
    }

    /// <summary>Whoever is away on the day is told on the next one on which they are back, and the missed one does not count.</summary>
    [Fact]
    public async Task A_pause_holds_nudges_and_uses_none_up()
    {
        await Only(world.Ana, "Europe/Berlin");
        await world.Change<Person>(world.Ana.Id, person => person.PausedUntil = At("2026-12-07T00:00:00Z"));
        (await RunAt("2026-12-02T09:30:00Z")).ShouldBe(0);
        world.All<StepNudge>().ShouldBeEmpty();
        (await RunAt("2026-12-07T09:30:00Z")).ShouldBe(1);
    }

    [Fact]
    public async Task Topics_switched_off_do_not_silence_a_required_step()
    {
        await Only(world.Ana, "Europe/Berlin");
        await world.Change<Person>(world.Ana.Id, person => person.Muted = string.Join(',', PerfSignal.Core.Preferences.Topics.All));
        await RunAt("2026-12-02T09:30:00Z");
        await world.Deliver();
        world.Sends.ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Nobody_is_told_more_often_than_set()
    {
        await Only(world.Ana, "Europe/Berlin", most: 2);
        for (var day = ReviewWorld.Day("2026-11-20"); day < ReviewWorld.Day("2027-02-01"); day = day.PlusDays(1))
        {
            await RunAt($"{LocalDatePattern.Iso.Format(day)}T10:00:00Z");
        }

        world.All<StepNudge>().Select(row => LocalDatePattern.Iso.Format(row.On)).Order().ShouldBe(["2026-11-23", "2026-11-30"]);
    }

    /// <summary>Three working days after Wednesday the 2nd is Monday the 7th.</summary>
    [Theory]
    [InlineData(0, "2026-12-07")]
    [InlineData(2, "2026-12-07 2026-12-09 2026-12-11 2026-12-15")]
    public async Task The_manager_is_told_after_the_person_was_warned_as_often_as_set_and_not_after_it_is_done(int again, string expected)
    {
        await Only(world.Ana, "Europe/Berlin", change: cycle => (cycle.EscalateAfterDays, cycle.EscalateEveryDays) = (3, again));
        await RunAt("2026-12-02T09:30:00Z");
        CardOf(world.Ana).Lines[0].Warning.ShouldBe("Your manager is told from Mon 7 Dec on if it is still open.");
        for (var day = ReviewWorld.Day("2026-12-03"); day <= ReviewWorld.Day("2026-12-15"); day = day.PlusDays(1))
        {
            await RunAt($"{LocalDatePattern.Iso.Format(day)}T10:00:00Z");
            await world.Deliver();
        }

        var told = world.All<StepEscalation>();
        told.ShouldAllBe(row => row.ToldId == world.Maya.Id && row.DoerId == world.Ana.Id);
        string.Join(' ', told.Select(row => LocalDatePattern.Iso.Format(row.On)).Order()).ShouldBe(expected);
        var card = CardOf(world.Maya);
        card.Lines.ShouldBeEmpty();
        card.Late.Select(line => line.What).ShouldBe(["Ana Sousa: Self-assessment · Autumn review"]);

        await Complete(world.Ana, world.All<CycleStep>().Single(step => step.Doer == StepDoer.Self), world.Ana);
        await world.Deliver();
        var updated = world.Platform.Asked.Last(one => one.Message.Recipient.Id == world.Maya.Id);
        CardJson.Read<ReviewStepsCard>(updated.Message.Model.ToJsonString()).Late.ShouldBeEmpty();
        for (var day = 16; day <= 31; day++)
        {
            await RunAt($"2026-12-{day}T10:00:00Z");
        }

        world.All<StepEscalation>().Count.ShouldBe(told.Count);
    }

    [Fact]
    public async Task Whoever_was_away_when_they_would_have_been_told_is_told_on_a_working_day()
    {
        await Only(world.Ana, "Europe/Berlin", change: cycle => cycle.EscalateAfterDays = 3);
        await RunAt("2026-12-02T09:30:00Z");
        await world.Change<Person>(world.Maya.Id, person => person.PausedUntil = At("2026-12-11T23:00:00Z"));

        (await RunAt("2026-12-11T09:30:00Z")).ShouldBe(0, "away");
        (await RunAt("2026-12-12T09:30:00Z")).ShouldBe(0, "a Saturday");
        (await RunAt("2026-12-13T09:30:00Z")).ShouldBe(0, "a Sunday");
        await RunAt("2026-12-14T09:30:00Z");

        world.All<StepEscalation>().Select(row => (row.ToldId, row.On)).ShouldBe([(world.Maya.Id, ReviewWorld.Day("2026-12-14"))]);
    }

    [Fact]
    public async Task Who_was_told_of_somebody_late_gets_no_other_card_that_day()
    {
        await Only(world.Ana, "Europe/Berlin", change: cycle => cycle.EscalateAfterDays = 3);
        await RunAt("2026-12-02T09:30:00Z");
        await RunAt("2026-12-07T09:30:00Z");
        world.All<StepEscalation>().ShouldHaveSingleItem().ToldId.ShouldBe(world.Maya.Id);

        world.Cycle(row => row.Name = "Later", self: "2026-12-07");
        await RunAt("2026-12-07T12:00:00Z");

        world.All<StepNudge>().ShouldNotContain(row => row.PersonId == world.Maya.Id);
        world.All<StepNudge>().ShouldContain(row => row.PersonId == world.Ben.Id);
    }

    [Fact]
    public async Task Nobody_is_told_of_somebody_who_was_never_warned()
    {
        await Only(world.Ana, "Europe/Berlin", change: cycle => cycle.EscalateAfterDays = 3);
        await world.Change<Person>(world.Ana.Id, person => person.PausedUntil = At("2027-01-01T00:00:00Z"));
        for (var day = 1; day <= 31; day++)
        {
            await RunAt($"2026-12-{day:00}T10:00:00Z");
        }

        world.All<StepEscalation>().ShouldBeEmpty();
    }

    /// <summary>The warning of the 2nd was about what Ana had completed since; after it was opened again she is warned anew first.</summary>
    [Fact]
    public async Task Nobody_is_told_of_a_step_opened_again_until_its_doer_was_warned_again()
    {
        await Only(world.Ana, "Europe/Berlin", change: cycle => cycle.EscalateAfterDays = 3);
        var self = world.All<CycleStep>().Single(step => step.Doer == StepDoer.Self);
        await RunAt("2026-12-02T09:30:00Z");
        await Complete(world.Ana, self, world.Ana);
        world.Clock.Set(At("2026-12-08T09:30:00Z"));
        await world.Press(world.Hanna, CompleteStep.Reopen, new StepKey(self.Id, world.Ana.Id).ToString());
        await RunAt("2026-12-09T09:30:00Z");
        world.All<StepEscalation>().ShouldBeEmpty();

        await RunAt("2026-12-10T09:30:00Z");
        CardOf(world.Ana).Lines[0].Warning.ShouldBe("Your manager is told from Fri 11 Dec on if it is still open.");
        await RunAt("2026-12-11T09:30:00Z");
        world.All<StepEscalation>().ShouldHaveSingleItem().ToldId.ShouldBe(world.Maya.Id);
    }

    [Fact]
    public async Task A_step_opened_again_after_its_last_nudge_stays_without_another()
    {
        await Only(world.Ana, "Europe/Berlin", most: 1, change: cycle => cycle.EscalateAfterDays = 3);
        var self = world.All<CycleStep>().Single(step => step.Doer == StepDoer.Self);
        await RunAt("2026-11-23T09:30:00Z");
        await Complete(world.Ana, self, world.Ana);
        world.Clock.Set(At("2026-12-02T08:00:00Z"));
        await world.Press(world.Hanna, CompleteStep.Reopen, new StepKey(self.Id, world.Ana.Id).ToString());
        for (var day = 2; day < 31; day++)
        {
            await RunAt($"2026-12-{day:00}T09:30:00Z");
        }

        world.All<StepNudge>().Count.ShouldBe(1);
        world.All<StepEscalation>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cycle_closed_while_nudges_wait_sends_none_and_says_why()
    {
        var (cycle, _, _) = world.Cycle(row => row.EscalateAfterDays = 1);
        await RunAt("2026-12-02T09:30:00Z");
        await world.Deliver();
        await RunAt("2026-12-03T09:30:00Z");
        var waiting = world.Sends.Where(row => row.State == DeliveryState.Waiting).ToList();
        waiting.ShouldNotBeEmpty();
        await world.Press(world.Hanna, OpenCycle.Close, cycle.Id.ToString("N"));
        await world.Deliver();
        world
            .Sends.Where(row => waiting.Exists(one => one.Id == row.Id))
            .ShouldAllBe(row => row.State == DeliveryState.Excluded && row.Reason == "step_not_open");
        (await RunAt("2026-12-07T09:30:00Z")).ShouldBe(0);
    }

    [Fact]
    public async Task A_card_counts_what_is_open_when_it_is_read_and_not_when_it_was_made()
    {
        var (_, self, managers) = world.Cycle();
        await RunAt("2026-12-09T09:30:00Z");
        await world.Deliver();
        CardOf(world.Maya).Title.ShouldBe("3 review steps are open for you");
        await Complete(world.Maya, managers, world.Ana);
        await world.Deliver();
        world.Clock.Advance(Duration.FromMinutes(1));
        await Complete(world.Maya, self, world.Maya);
        await world.Deliver();
        CardJson
            .Read<ReviewStepsCard>(world.Platform.Asked.Last(one => one.Message.Recipient.Id == world.Maya.Id).Message.Model.ToJsonString())
            .Title.ShouldBe("A review step is open for you");
    }

    [Fact]
    public async Task Reads_the_same_number_of_times_for_few_and_for_many()
    {
        world.Cycle();
        var few = await Reads("2026-12-02T09:30:00Z");
        var many = Enumerable.Range(0, 150).Select(i => world.Make($"p{i}@example.com", $"Person {i}", "Engineering")).ToArray();
        world.Save([.. many, .. many.Select(person => world.Line(person, world.Maya))]);
        // Three working days after the due date of the one step, two days before that of the other.
        var more = await Reads("2026-12-07T09:30:00Z");
        world.Sends.Count.ShouldBeGreaterThan(150);
        // The second run looks at both steps, the first at one, and rows are inserted in lots.
        more.ShouldBeLessThan(few + 20);
        few.ShouldBeGreaterThan(5);
    }

    private async Task<int> Reads(string now)
    {
        using var count = new QueryCount();
        await RunAt(now);
        return count.Reads;
    }

    [Fact]
    public async Task At_the_top_of_the_line_hr_is_told_and_only_who_is_responsible()
    {
        await Only(world.Olga, "Europe/Berlin", change: cycle => cycle.EscalateAfterDays = 3);
        await RunAt("2026-12-02T09:30:00Z");
        CardOf(world.Olga).Lines[0].Warning.ShouldContain("HR is told");
        await RunAt("2026-12-07T09:30:00Z");
        world.All<StepEscalation>().Select(row => row.ToldId).ShouldBe([world.Hanna.Id]);
    }

    private Task<int> Run() => world.In<NudgeOpenSteps, int>(act => act.Run(CancellationToken.None));

    private Task<int> RunAt(string now)
    {
        world.Clock.Set(At(now));
        return Run();
    }

    private static Instant At(string instant) => InstantPattern.ExtendedIso.Parse(instant).Value;

    private async Task<string> Complete(Person by, CycleStep step, Person subject) =>
        (await world.Press(by, CompleteStep.Done, new StepKey(step.Id, subject.Id).ToString())).ShouldBeOfType<Reply.Said>().Text;

    /// <summary>A cycle that reviews one person, who has nothing else to do in it.</summary>
    private async Task Only(Person person, string zone, string due = "2026-12-02", int most = 6, Action<ReviewCycle>? change = null)
    {
        await world.Change<Person>(person.Id, row => (row.TimeZone, row.RoleFamily) = (zone, "support"));
        var (_, _, managers) = world.Cycle(
            cycle =>
            {
                cycle.RoleFamilies = """["support"]""";
                cycle.MostNudges = most;
                change?.Invoke(cycle);
            },
            due
        );
        world.Save(world.Done(managers, person, world.Maya));
    }

    private ReviewStepsCard CardOf(Person person) =>
        CardJson.Read<ReviewStepsCard>(world.Sends.Last(row => row.RecipientId == person.Id).Model);
}
