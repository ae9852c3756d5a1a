using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Calendar;

/// <summary>When briefs of planned 1:1s leave, and what a change leaves alone.</summary>
public sealed class PlanTimingTests : IDisposable
{
    private readonly Office office = new();

    [Fact]
    public void A_brief_leaves_lead_time_before_on_the_managers_clock()
    {
        office.Save(data => data.People.Single(p => p.Id == office.Mia.Id).LeadMinutes = 45);
        office.Meeting(office.Rui, office.Mia, "u", "25T09:00", minutes: 50);

        office.Plan().ShouldBe(new PlanOutcome(Added: 1));

        var planned = office.Only();
        (planned.BriefAt, planned.RefreshAt).ShouldBe((Office.At("25T08:15"), null));
        (planned.Start, planned.End).ShouldBe((Office.At("25T09:00"), Office.At("25T09:50")));
        (planned.ManagerId, planned.ReportId).ShouldBe((office.Mia.Id, office.Rui.Id));
        (planned.Key, planned.Revisions, planned.ToldStart).ShouldBe(("u|20261125T090000Z", 0, null));
    }

    [Fact]
    public void Quiet_hours_bring_it_forward_and_it_is_refreshed()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T06:15");
        office.Plan();
        (office.Only().BriefAt, office.Only().RefreshAt).ShouldBe((Office.At("24T18:59"), Office.At("25T05:45")));
    }

    [Fact]
    public void One_made_at_short_notice_is_due_at_once()
    {
        office.Meeting(office.Mia, office.Rui, "u", "24T09:10");
        office.Plan();
        office.Only().BriefAt.ShouldBeLessThanOrEqualTo(Office.At("24T09:00"));
    }

    [Fact]
    public void A_move_is_planned_again_and_keeps_what_was_told()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        office.Plan();
        var before = office.Only();
        office.Save(data =>
        {
            var row = data.Occurrences.Single();
            (row.Revisions, row.ToldStart) = (1, row.Start);
        });
        office.Change("u", row => row.Start = Office.At("25T14:00"));

        office.Plan().ShouldBe(new PlanOutcome(Moved: 1));

        var after = office.Only();
        (after.Id, after.Start, after.ToldStart, after.Revisions).ShouldBe((before.Id, Office.At("25T14:00"), Office.At("25T09:00"), 1));
        after.BriefAt.ShouldBe(Office.At("25T13:30"));
        after.Version.ShouldNotBe(before.Version);
    }

    [Fact]
    public void A_longer_1_on_1_keeps_its_brief()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        office.Plan();
        office.Save(data => data.Occurrences.Single().Revisions = 1);
        office.Save(data => data.People.Single(p => p.Id == office.Mia.Id).LeadMinutes = 5);
        office.Change("u", row => row.End = Office.At("25T10:00"));
        office.Plan().ShouldBe(new PlanOutcome(Moved: 1));
        (office.Only().End, office.Only().BriefAt).ShouldBe((Office.At("25T10:00"), Office.At("25T08:30")));
    }

    [Fact]
    public void New_settings_count_for_briefs_that_are_not_out()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        office.Plan();
        office.Save(data => data.People.Single(p => p.Id == office.Mia.Id).LeadMinutes = 10);
        office.Plan().ShouldBe(new PlanOutcome(Moved: 1));
        office.Only().BriefAt.ShouldBe(Office.At("25T08:50"));

        office.Save(data => data.Occurrences.Single().Revisions = 1);
        office.Save(data => data.People.Single(p => p.Id == office.Mia.Id).LeadMinutes = 20);
        office.Plan().ShouldBe(new PlanOutcome());
        office.Only().BriefAt.ShouldBe(Office.At("25T08:50"));
    }

    [Fact]
    public void What_was_dropped_and_comes_back_is_timed_anew()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        office.Plan();
        office.Change("u", row => row.State = MeetingState.Declined);
        office.Plan().ShouldBe(new PlanOutcome(Dropped: 1));
        office.Change("u", row => (row.State, row.Start) = (MeetingState.Confirmed, Office.At("26T09:00")));
        office.Plan().ShouldBe(new PlanOutcome(Restored: 1));
        (office.Only().State, office.Only().DroppedBecause, office.Only().BriefAt).ShouldBe(
            (OccurrenceState.Planned, null, Office.At("26T08:30"))
        );
    }

    [Fact]
    public void The_day_of_a_hand_over_is_the_new_managers_in_that_managers_zone()
    {
        // 23:30 UTC on the 26th is already the 27th in Berlin and still the 26th in New York.
        office.Save(data => data.People.Single(p => p.Id == office.Max.Id).TimeZone = "America/New_York");
        office.HandOver(27);
        office.Meeting(office.Max, office.Rui, "v", "26T23:30");
        office.Meeting(office.Mia, office.Rui, "u", "26T23:30");
        office.Meeting(office.Max, office.Rui, "w", "27T05:00");
        office.Plan();
        office.Outcome().ShouldBe("max w 27T05:00 planned");
    }

    [Fact]
    public void One_unreadable_row_does_not_hold_up_the_plan()
    {
        office.Save(data =>
        {
            var mia = data.People.Single(p => p.Id == office.Mia.Id);
            (mia.TimeZone, mia.QuietHours) = ("Mars/Base", "never");
        });
        office.Cadence(office.Mia, office.Rui, new LocalTime(9, 0), zone: "Mars/Base");
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        office.Plan();
        office.Outcome().ShouldBe("mia u 25T09:00 planned");
    }

    [Fact]
    public async Task Unsaved_changes_of_the_caller_are_neither_saved_nor_lost()
    {
        await using var data = office.Open();
        data.People.First().Name = "Other";
        var plan = new PlanOccurrences(data, office.Organization, office.Clock);
        await Should.ThrowAsync<InvalidOperationException>(() => plan.Run(CancellationToken.None));
    }

    [Fact]
    public async Task A_brief_that_leaves_while_the_plan_runs_keeps_its_mark()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        office.Plan();
        office.Change("u", row => row.Start = Office.At("25T14:00"));
        await using var data = office.Open();
        var raced = false;
        data.SavingChanges += (_, _) =>
        {
            if (!raced)
            {
                raced = true;
                office.Save(other =>
                {
                    var row = other.Occurrences.Single();
                    (row.Revisions, row.Version) = (1, Guid.NewGuid());
                });
            }
        };

        (await new PlanOccurrences(data, office.Organization, office.Clock).Run(CancellationToken.None)).ShouldBe(
            new PlanOutcome(Moved: 1)
        );

        (office.Only().Revisions, office.Only().Start).ShouldBe((1, Office.At("25T14:00")));
    }

    [Fact]
    public async Task A_plan_that_is_outrun_three_times_gives_up_and_stores_nothing()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        office.Plan();
        office.Change("u", row => row.Start = Office.At("25T14:00"));
        await using var data = office.Open();
        var outrun = 0;
        data.SavingChanges += (_, _) =>
        {
            outrun++;
            office.Save(other => other.Occurrences.Single().Version = Guid.NewGuid());
        };

        var plan = new PlanOccurrences(data, office.Organization, office.Clock);
        await Should.ThrowAsync<DbUpdateException>(() => plan.Run(CancellationToken.None));

        outrun.ShouldBe(3);
        office.Only().Start.ShouldBe(Office.At("25T09:00"));
    }

    [Fact]
    public async Task Nothing_that_was_planned_stays_in_the_callers_context()
    {
        office.Meeting(office.Mia, office.Rui, "u", "25T09:00");
        await using var data = office.Open();

        (await new PlanOccurrences(data, office.Organization, office.Clock).Run(CancellationToken.None)).Added.ShouldBe(1);

        data.ChangeTracker.Entries().ShouldBeEmpty();
    }

    [Fact]
    public void What_several_reports_brought_is_added_up() =>
        (new PlanOutcome(1, 2, 3, 4) + new PlanOutcome(10, 20, 30, 40)).ShouldBe(new PlanOutcome(11, 22, 33, 44));

    public void Dispose() => office.Dispose();
}
