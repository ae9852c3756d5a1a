using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Hosting;

public sealed class QuarantineCommandTests
{
    private const string People = """
        email,name,manager_email,role_family,level,department,location,time_zone,hire_date
        mia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01
        rui@example.com,Rui,mia@example.com,engineering,individual,Platform,Lisbon,Europe/Lisbon,2021-01-01
        """;

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    [Fact]
    public async Task Lists_what_is_set_aside_once_and_releases_it_with_the_name_of_who_looked()
    {
        await using var service = new RunningService(Now);
        await service.Prepare();
        (await service.Type(["quarantine", "list"])).Output.ShouldBe("No figure is set aside.\n");
        await service.Type(["import", "people", "FILE"], People);
        await service.Look(async data =>
        {
            var rui = await data.People.SingleAsync(person => person.Email == "rui@example.com");
            data.AddRange(Row(rui.Id, 23), Row(rui.Id, 24), Row(rui.Id, 24, "engineering.incidents"), Row(rui.Id, 24, month: 9));
            return await data.SaveChangesAsync();
        });

        var lines = (await service.Type(["quarantine", "list"])).Output.Trim().Split('\n');

        lines.Length.ShouldBe(3);
        lines[1].ShouldContain("2026-11-24  rui@example.com  engineering.story_points: the value is far from all earlier windows");
        lines[2].ShouldContain("quarantine release NUMBER --by EMAIL");

        var number = lines[1][..8];
        var (exit, output, error) = await service.Type(["quarantine", "release", number, "--by", "Mia@example.com"]);
        (exit, error).ShouldBe((0, ""));
        output.ShouldStartWith("engineering.story_points of rui@example.com is shown again");
        (await service.Type(["quarantine", "list"])).Output.ShouldNotContain("story_points");
        (await service.Look(data => data.Set<AuditEntry>().CountAsync(entry => entry.Act == "released"))).ShouldBe(1);
    }

    [Fact]
    public async Task Says_which_number_or_person_is_wrong()
    {
        await using var service = new RunningService(Now);
        await service.Prepare();
        await service.Type(["import", "people", "FILE"], People);

        (await service.Type(["quarantine", "release", "12345678", "--by", "mia@example.com"])).ShouldBe(
            (2, "", "No figure with the number '12345678' is set aside. `quarantine list` shows those that are.\n")
        );
        (await service.Type(["quarantine", "release", "12345678", "--by", "eve@example.com"])).Error.ShouldStartWith("--by: nobody here");
        (await service.Type(["quarantine", "release", "12345678"])).Exit.ShouldBe(2);
    }

    private static Quarantine Row(Guid person, int day, string metric = "engineering.story_points", int month = 11) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = person,
            MetricKey = metric,
            WindowEnd = new LocalDate(2026, month, day),
            Reason = AnomalyGuard.Deviation,
            FoundAt = Now,
        };
}
