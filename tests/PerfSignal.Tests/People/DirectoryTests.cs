using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Governance;
using static PerfSignal.Tests.Governance.Company;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Tests.People;

public sealed class DirectoryTests : IDisposable
{
    private static readonly LocalDate Today = new(2026, 11, 24);
    private readonly TestDatabase database = new();
    private readonly Person anabel = Make("Anabel Stone", "Sales");
    private readonly Person bea = Make("Béa Élan", "Platform");

    public DirectoryTests()
    {
        bea.SlackUserId = "U024BE7LH";
        database.Add([.. Company.All, anabel, bea, Line(bea, Mia, new(2025, 1, 1))]);
    }

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("Ana Sousa")]
    [InlineData("ana sousa")]
    [InlineData("  ANA   SOUSA ")]
    [InlineData("@Ana Sousa")]
    [InlineData("ana")]
    [InlineData("Sou")]
    [InlineData("ana.sousa@example.com")]
    [InlineData("Ana.Sousa@Example.com")]
    [InlineData("<at>Ana Sousa</at>")]
    [InlineData("Ana:")]
    public async Task Finds_a_report_by_what_a_manager_types(string words) => (await Named(Mia, words)).ShouldBe(["Ana Sousa"]);

    [Theory]
    [InlineData("bea")]
    [InlineData("béa")]
    [InlineData("elan")]
    [InlineData("BÉA ÉLAN")]
    [InlineData("<@U024BE7LH>")]
    [InlineData("<@U024BE7LH|bea>")]
    public async Task Finds_names_with_accents_and_mentions(string words) => (await Named(Mia, words)).ShouldBe(["Béa Élan"]);

    [Fact]
    public async Task Prefers_the_people_around_the_viewer_and_asks_where_it_cannot_tell()
    {
        (await Named(Bob, "ana")).ShouldBe(["Ana Sousa"]);
        (await Named(Ana, "mia")).ShouldBe(["Mia Manager"]);
        (await Named(Zoe, "ana")).ShouldBe(["Ana Sousa", "Anabel Stone"]);
        (await Named(Zoe, "ana sousa")).ShouldBe(["Ana Sousa"]);
        (await Named(Zoe, "anab")).ShouldBe(["Anabel Stone"]);
    }

    [Fact]
    public async Task Prefers_an_exact_name_elsewhere_to_a_beginning_nearby()
    {
        database.Add(Make("Ana", "Sales"));
        (await Named(Mia, "ana")).ShouldBe(["Ana"]);
    }

    [Fact]
    public async Task Asks_which_of_two_with_the_same_name_unless_one_is_near()
    {
        var namesake = Make("Bob Peer", "Sales");
        namesake.Email = "bob.peer2@example.com";
        database.Add(namesake);
        (await Named(Zoe, "bob peer")).ShouldBe(["Bob Peer", "Bob Peer"]);
        (await Named(Mia, "bob peer")).ShouldBe(["Bob Peer"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("%")]
    [InlineData("_na")]
    [InlineData("usa")]
    [InlineData("an\0a")]
    [InlineData("\ud800@example.com")]
    [InlineData("nobody@example.com")]
    [InlineData("<@U0000000>")]
    [InlineData("Gil Gone")]
    [InlineData("gil.gone@example.com")]
    [InlineData("'; DROP TABLE People; --")]
    public async Task Finds_nobody_rather_than_the_wrong_one(string words) => (await Named(Mia, words)).ShouldBeEmpty();

    [Fact]
    public async Task Offers_ten_candidates_at_most()
    {
        database.Add([.. Enumerable.Range(0, 30).Select(number => Make($"Xaver Number{number}", "Sales"))]);
        (await Named(Zoe, "xav")).Count().ShouldBe(10);
    }

    [Fact]
    public async Task Knows_reports_and_managers_on_a_date()
    {
        (await Ask(directory => directory.Reports(Mia.Id, Today, default)))
            .Select(person => person.Name)
            .ShouldBe(["Ana Sousa", "Bob Peer", "Béa Élan", "Lea Leaving"]);
        (await Ask(directory => directory.Reports(Mia.Id, Today, default, departedToo: true))).Count.ShouldBe(5);
        (await Ask(directory => directory.Reports(Mia.Id, Handover.PlusDays(-1), default))).ShouldNotContain(person => person.Id == Ana.Id);
        (await Ask(directory => directory.Reports(Mia.Id, Handover, default))).ShouldContain(person => person.Id == Ana.Id);
        (await Ask(directory => directory.Reports(Mia.Id, NextHandover, default))).ShouldNotContain(person => person.Id == Ana.Id);
        (await Ask(directory => directory.ManagerOf(Ana.Id, Handover.PlusDays(-1), default)))!.Id.ShouldBe(Otto.Id);
        (await Ask(directory => directory.ManagerOf(Ana.Id, Handover, default)))!.Id.ShouldBe(Mia.Id);
        (await Ask(directory => directory.ManagerOf(Ana.Id, NextHandover, default)))!.Id.ShouldBe(Nina.Id);
        (await Ask(directory => directory.ManagerOf(Sven.Id, Today, default))).ShouldBeNull();
    }

    [Fact]
    public async Task Leaves_out_who_has_left_unless_asked()
    {
        (await Ask(directory => directory.Find(Gone.Id, default))).ShouldBeNull();
        (await Ask(directory => directory.Find(Gone.Id, default, departedToo: true)))!.Name.ShouldBe("Gil Gone");
        (await Ask(directory => directory.Find(Leaving.Id, default)))!.Name.ShouldBe("Lea Leaving");
        (await Ask(directory => directory.Find(Guid.NewGuid(), default))).ShouldBeNull();
        (await Ask(directory => directory.ByEmail(Gone.Email, default))).ShouldBeNull();
        (await Ask(directory => directory.ByEmail(Gone.Email, default, departedToo: true)))!.Name.ShouldBe("Gil Gone");
        database.Add(Line(Zoe, Gone, new(2025, 1, 1)));
        (await Ask(directory => directory.ManagerOf(Zoe.Id, Today, default))).ShouldBeNull();
        (await Ask(directory => directory.ManagerOf(Zoe.Id, Today, default, departedToo: true)))!.Id.ShouldBe(Gone.Id);
    }

    private async Task<IEnumerable<string>> Named(Person viewer, string words) =>
        await Ask(directory => directory.ByName(new(viewer.Id), words, default)) switch
        {
            NameMatch.Found found => [found.Person.Name],
            NameMatch.Ambiguous several => several.Candidates.Select(person => person.Name),
            _ => [],
        };

    private async Task<T> Ask<T>(Func<Directory, Task<T>> question)
    {
        await using var data = database.Open();
        return await question(new Directory(data, Company.Organization, On(Today)));
    }
}
