using PerfSignal.Core.Drafting;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

/// <summary>Where each rule ends: what it refuses by itself stands beside what it leaves to the others.</summary>
public sealed class SingleRuleTests
{
    private static void Check(string rule, DraftRequest request, string text, string ids, bool refused) =>
        new Guard([GuardRules.All.Single(one => one.Name == rule)])
            .WhyNot(request, GuardCases.Sentence(text, ids))
            .ShouldBe(refused ? rule : null, text);

    private static DraftRequest With(EvidenceItem item) => GuardSample.English with { Items = [.. GuardSample.English.Items, item] };

    private static EvidenceItem Item(EvidenceKind kind) =>
        new()
        {
            Id = "X1",
            Kind = kind,
            Words = "Something",
        };

    [Theory]
    [InlineData("verdict", "P2 will migrate billing; cycle time was 4.3 days.", "E1 E3", false)]
    [InlineData("verdict", "P2 will migrate billing.", "E3", true)]
    [InlineData("verdict", "It is a runbook miracle.", "E12", false)]
    [InlineData("verdict", "It is a job.", "E1", false)]
    [InlineData("verdict", "It is a hero.", "E1", true)]
    [InlineData("verdict", "It is an ox.", "E1", true)]
    [InlineData("absolute", "PagerDuty was never read, and little is from September.", "E10 E11", false)]
    [InlineData("absolute", "PagerDuty was never read.", "E11", true)]
    [InlineData("denial", "Nothing was written.", "", false)]
    [InlineData("denial", "The runbook was not written.", "E8", true)]
    [InlineData("denial", "The story points did not reach the target.", "E8 E4", false)]
    [InlineData("speaker", "P1 praised the runbook.", "E1 E8", true)]
    [InlineData("speaker", "P1 mentioned the billing.", "E1", false)]
    [InlineData("hearsay", "The runbook saved two hours.", "E8", true)]
    [InlineData("hearsay", "The runbook saved two hours.", "E8 E1", false)]
    [InlineData("hearsay", "The runbook of P31 saved two hours.", "E8", true)]
    [InlineData("hearsay", "The runbook of P3 saved two hours.", "E8", false)]
    [InlineData("unsupported", "P2 moved the warehouse with the billing.", "E1 E3", true)]
    public void Claims(string rule, string text, string ids, bool refused) => Check(rule, GuardSample.English, text, ids, refused);

    [Theory]
    [InlineData("number", "Two items are here.", "E1 E3", false)]
    [InlineData("number", "Two commitments stand beside a figure.", "E1 E2 E3", false)]
    [InlineData("number", "Four commitments stand beside a figure.", "E1 E2 E3", true)]
    [InlineData("number", "The story points are 6 points short of the target.", "E4 E8", false)]
    [InlineData("number", "The story points are 7 points short of the target.", "E4", true)]
    [InlineData("number", "The story points are 0 points short of the target.", "E4", true)]
    [InlineData("number", "The story points are 6 short of the target.", "E4", true)]
    [InlineData("number", "The story points were 6 points.", "E4", true)]
    [InlineData("number", "40 % of the goal remains.", "E7 E8", false)]
    [InlineData("number", "40 points of the goal remain.", "E7", false)]
    [InlineData("number", "37 % of the goal remains.", "E7", true)]
    [InlineData("number", "Of the goal 40 remain.", "E7", true)]
    [InlineData("number", "The goal took 40 %.", "E7", true)]
    [InlineData("number", "The request to Finance is due in one week.", "E2", false)]
    [InlineData("number", "The request to Finance is due in two weeks.", "E2", true)]
    [InlineData("number", "One commitment is four days overdue.", "E1 E2", false)]
    [InlineData("number", "The billing is 4.5 days overdue.", "E1", true)]
    [InlineData("number", "The billing is 5 days overdue.", "E1", true)]
    [InlineData("date", "The billing was due on 20 November and 21 November.", "E1", true)]
    [InlineData("date", "The runbook saved two hours on 19 Nov.", "E8", false)]
    [InlineData("quotation", "P2 wrote “.....” there.", "", false)]
    [InlineData("name", "Agreed. Quorum was there.", "E1", false)]
    [InlineData("name", "Agreed! Quorum was there.", "E1", false)]
    [InlineData("name", "Agreed? Quorum was there.", "E1", false)]
    [InlineData("name", "Agreed: Quorum was there.", "E1", false)]
    [InlineData("name", "Agreed, Quorum was there.", "E1", true)]
    public void Facts(string rule, string text, string ids, bool refused) => Check(rule, GuardSample.English, text, ids, refused);

    [Theory]
    [InlineData("direction", "The runbook improved the work.", "E8", false)]
    [InlineData("direction", "The goal stalled.", "E7", true)]
    [InlineData("direction", "The cycle time stalled.", "E3", true)]
    [InlineData("direction", "P2 wrote “the goal fell”.", "E7", true)]
    [InlineData("overruled", "The cycle time was 9 days.", "E8 E3", false)]
    [InlineData("overruled", "P3 wrote of 99 story points.", "E8", true)]
    [InlineData("overruled", "P3 wrote of a cycle time of 9 days and 5 days.", "E8", true)]
    [InlineData("overruled", "P3 wrote that the cycle time saved 9 points.", "E8", false)]
    [InlineData("overruled", "P3 wrote of a cycle time of 5 days.", "E8", false)]
    [InlineData("overruled", "P3 wrote of a cycle time of 9 minutes.", "E8", true)]
    [InlineData("overruled", "P3 wrote of a cycle time of 9 weeks.", "E8", true)]
    [InlineData("overruled", "P3 wrote of a cycle time of 9 months.", "E8", true)]
    [InlineData("side_of_target", "The runbook missed.", "E8", true)]
    [InlineData("side_of_target", "The cycle time is under its target.", "E3 E8", false)]
    [InlineData("score", "P2 reached 34 out of 40 points.", "E4 E8", false)]
    [InlineData("score", "P2 reached 33 out of 40 points.", "E4", true)]
    [InlineData("score", "P2 reached 4 out of 5 points.", "E4", true)]
    [InlineData("score", "P2 has score-5 on billing.", "E1", true)]
    [InlineData("score", "P2 scored a goal.", "E1", false)]
    public void Figures(string rule, string text, string ids, bool refused) => Check(rule, GuardSample.English, text, ids, refused);

    /// <summary>Told in the past, as if it were done; by the verb of what was agreed.</summary>
    [Theory]
    [InlineData("write the runbook", "P2 has written the runbook.", true)]
    [InlineData("stop the old job", "P2 has stopped the old job.", true)]
    [InlineData("das Runbook schreiben", "P2 hat das Runbook geschrieben.", true)]
    [InlineData("write the runbook", "P2 has not written the runbook.", false)]
    [InlineData("write the runbook", "By December P2 will have written the runbook.", false)]
    [InlineData("see the vendor", "P2 used the list of the vendor.", false)]
    [InlineData("", "P2 migrated billing.", false)]
    public void What_is_open_is_not_told_as_done(string agreed, string text, bool refused) =>
        Check("state_of_commitment", With(Item(EvidenceKind.Commitment) with { Quote = agreed, People = ["P2"] }), text, "X1", refused);

    [Theory]
    [InlineData(60, 60, "The goal rose.", true)]
    [InlineData(60, 60, "The goal fell.", true)]
    [InlineData(60, 60, "The goal stalled.", false)]
    [InlineData(45, 60, "The goal rose.", false)]
    [InlineData(60, 45, "The goal fell.", false)]
    [InlineData(60, 45, "The goal stalled.", true)]
    public void A_goal_moves_the_way_it_did(int before, int now, string text, bool refused) =>
        Check("direction", With(Item(EvidenceKind.Goal) with { Before = before, Now = now }), text, "X1", refused);

    [Theory]
    [InlineData("11 points")]
    [InlineData("12 points")]
    [InlineData("7 queues")]
    [InlineData("1.5 points")]
    [InlineData("1,500 points")]
    public void A_number_may_stand_anywhere_in_the_evidence(string number) =>
        Check(
            "number",
            With(
                Item(EvidenceKind.Missing) with
                {
                    Value = "11 points",
                    Target = "12 points",
                    Name = "Top 7 queues",
                    Quote = "1.500 points",
                }
            ),
            $"There is {number} of it.",
            "X1",
            refused: false
        );

    [Theory]
    [InlineData("1.500 Punkte", "1.500")]
    [InlineData("1.500 Punkte", "1,5")]
    public void A_german_number_may_be_written_the_english_way(string quote, string number) =>
        Check(
            "number",
            GuardSample.German with
            {
                Items = [Item(EvidenceKind.Missing) with { Quote = quote }],
            },
            $"Es sind {number} Punkte.",
            "X1",
            refused: false
        );

    [Fact]
    public void Somebody_who_is_named_in_what_was_written_may_be_named() =>
        Check("name", With(Item(EvidenceKind.Feedback) with { Quote = "with P4", People = ["P3"] }), "P3 wrote of P4.", "X1", false);

    [Fact]
    public void A_date_in_the_same_words_is_the_same() =>
        Check("date", With(Item(EvidenceKind.Note) with { Quote = "I read it this week" }), "It was read this week.", "X1", false);

    [Theory]
    [InlineData("hearsay", "The runbook saved hours.")]
    [InlineData("speaker", "The runbook saved hours.")]
    public void Nobody_has_to_be_named_where_nobody_is_known(string rule, string text) =>
        Check(rule, With(Item(EvidenceKind.Feedback) with { Quote = "The runbook saved hours" }), text, "X1", false);

    [Theory]
    [InlineData("Quality score", "The quality score reached its target.", false)]
    [InlineData("P2 has a score", "P2 has a score here.", true)]
    public void The_name_of_a_metric_is_no_word_of_the_writer(string name, string text, bool refused) =>
        Check("score", With(Item(EvidenceKind.Figure) with { Name = name }), text, "X1", refused);

    [Fact]
    public void What_was_measured_in_several_units_is_overruled_in_any_of_them() =>
        Check(
            "overruled",
            With(Item(EvidenceKind.Figure) with { Name = "Deployments", Amounts = [new(4, "days"), new(12, "points")] }),
            "P3 wrote of 9 days of deployments.",
            "E8",
            refused: true
        );

    [Fact]
    public void A_figure_without_a_side_says_what_it_says() =>
        Check("side_of_target", With(Item(EvidenceKind.Figure) with { Words = "below target" }), "It is below target.", "X1", false);

    [Fact]
    public void A_figure_without_a_value_is_overruled_by_nobody() =>
        Check("overruled", With(Item(EvidenceKind.Figure) with { Name = "Deployments" }), "P3 wrote of 9 deployments.", "E8", false);

    [Theory]
    [InlineData(5, "It is under its target.", true)]
    [InlineData(4, "It is under its target.", false)]
    public void Under_a_limit_is_only_what_is_less(int value, string text, bool refused) =>
        Check(
            "side_of_target",
            With(
                Item(EvidenceKind.Figure) with
                {
                    Amounts = [new(value, "days"), new(5, "days")],
                    Position = PerfSignal.Core.Signals.Position.Above,
                }
            ),
            text,
            "X1",
            refused
        );
}
