using PerfSignal.Core.Broadcasts;

namespace PerfSignal.Tests.Broadcasts;

public sealed class TypedAudienceTests
{
    private static readonly AudienceOptions Options = new(
        ["Sales", "R&D, hardware"],
        ["engineering"],
        ["Berlin"],
        [new CycleOption(Guid.Parse("0193a1b2000070008000000000000001"), null, "Year end", null)]
    );

    [Theory]
    [InlineData("all managers: Hold your 1:1s", "Hold your 1:1s", true, "", "")]
    [InlineData("alle Führungskräfte und Sales: Bitte um 09:00 lesen", "Bitte um 09:00 lesen", true, "Sales", "")]
    [InlineData("sales, BERLIN: x", "x", false, "Sales", "Berlin")]
    [InlineData("everyone: x", "x", false, "", "")]
    [InlineData("Meet at 09:00 in https://example.com", "Meet at 09:00 in https://example.com", false, "", "")]
    [InlineData("", "", false, "", "")]
    public void Reads_audience_and_message(string typed, string text, bool managers, string departments, string locations)
    {
        var read = TypedAudience.Read(typed, Options);

        read.NotUnderstood.ShouldBeNull();
        read.Text.ShouldBe(text);
        read.Rule.Managers.ShouldBe(managers);
        string.Join(';', read.Rule.Departments).ShouldBe(departments);
        string.Join(';', read.Rule.Locations).ShouldBe(locations);
    }

    [Fact]
    public void Names_what_stands_for_no_audience_and_keeps_the_message()
    {
        var read = TypedAudience.Read("managers and the Martians: look up", Options);

        (read.NotUnderstood, read.Text, read.Rule.Managers).ShouldBe(("the Martians", "look up", true));
    }

    [Fact]
    public void Knows_cycles_and_addresses()
    {
        TypedAudience.Read("Year end: x", Options).Rule.CycleId.ShouldBe(Options.Cycles[0].CycleId);
        TypedAudience.Read("Ana@example.com, max@example.com: x", Options).Rule.Emails.ShouldBe(["ana@example.com", "max@example.com"]);
    }

    [Fact]
    public void A_name_with_a_comma_survives_the_way_through_a_form()
    {
        var said = BroadcastSaid.Blank.To(new AudienceRule { Departments = ["R&D, hardware", "Sales"], Managers = true });

        said.Rule(Options)
            .ToJson()
            .ShouldBe(
                new AudienceRule { Departments = ["Sales", "R&D, hardware"], Managers = true }.ToJson(),
                "in the order of the choices"
            );
    }

    [Theory]
    [InlineData("a@x.com", "1 a@x.com")]
    [InlineData("Ana <A@x.com>; b@x.com,\r\nc@x.com\n\nnonsense\na@x.com", "1 a@x.com|1 b@x.com|2 c@x.com|4 nonsense")]
    [InlineData("mailto:a@x.com\t\"b@x.com\"", "1 a@x.com|1 b@x.com")]
    [InlineData("@", "1 @")]
    [InlineData("", "")]
    public void Reads_pasted_lists_and_loses_nothing(string pasted, string expected) =>
        string.Join('|', EmailList.Read(pasted).Select(one => $"{one.Line} {one.Address}")).ShouldBe(expected);
}
