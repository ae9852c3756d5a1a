using System.Text.Json;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Home;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Home;

public sealed class ShowHomeTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new(CardJson.Options) { WriteIndented = true };
    private readonly SmallTeam team = new();

    public void Dispose() => team.Dispose();

    [Fact]
    public async Task Shows_an_employee_what_comes_next_what_is_open_and_no_team()
    {
        Fill();

        var card = await Show(team.Ana);

        card.Meetings.Select(one => one.Who).ShouldBe(["with Maya Brandt, your manager"]);
        card.Commitments.Select(one => (one.Owner, one.Text, one.Overdue, one.CanClose))
            .ShouldBe([("Ana Sousa", "migrate billing", true, true), ("Maya Brandt", "ask finance", false, false)]);
        card.CommitmentsTitle.ShouldBe("Open commitments (2, 1 overdue)");
        card.Goals.Select(one => one.Title).ShouldBe(["Checkout"]);
        card.Held.ShouldContain("shared feedback 1");
        (card.TeamTitle, card.Team.Count).ShouldBe(("", 0));
    }

    [Fact]
    public async Task Shows_a_manager_the_team_whose_next_one_comes_first_first()
    {
        Fill();

        var card = await Show(team.Maya);

        card.TeamTitle.ShouldBe("Your team (2)");
        card.Team.Select(one => (one.Name, one.Open, one.Overdue, one.Meeting.Length > 0))
            .ShouldBe([("Ana Sousa", "2 open, 1 overdue", true, true), ("Ben Adler", "0 open", false, false)]);
        card.Commitments.Select(one => one.Text).ShouldBe(["ask finance"], "what reports promised stands with the team");
        card.Held.ShouldContain("shared feedback 0");
    }

    [Fact]
    public async Task Shows_a_colleague_nothing_of_others_and_says_that_nothing_is_there()
    {
        Fill();

        var card = await Show(team.Olga);

        (card.Meetings.Count, card.Commitments.Count, card.Goals.Count, card.Team.Count).ShouldBe((0, 0, 0, 0));
        CardJson.Write(card).ShouldNotContain("Ana");
    }

    [Fact]
    public async Task Shows_hr_no_more_than_their_own()
    {
        Fill();
        team.Save(
            new PersonRole
            {
                Id = team.Clock.NewId(),
                PersonId = team.Olga.Id,
                Kind = RoleKind.Hr,
            }
        );

        CardJson.Write(await Show(team.Olga)).ShouldNotContain("Ana");
        team.All<AuditEntry>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_a_former_manager_neither_the_team_nor_what_came_later()
    {
        Fill();
        await using (var data = team.Open())
        {
            foreach (var line in data.ReportingLines)
            {
                line.Until = new LocalDate(2026, 11, 20);
            }

            await data.SaveChangesAsync();
        }

        var card = await Show(team.Maya);

        card.Team.ShouldBeEmpty();
        // Her own promise stays hers.
        card.Commitments.Select(one => one.Text).ShouldBe(["ask finance"]);
    }

    [Fact]
    public async Task Leaves_an_entry_about_each_report_that_was_shown_and_none_about_oneself()
    {
        Fill();
        await Show(team.Ana);
        team.All<AuditEntry>().ShouldBeEmpty();

        await Show(team.Maya);

        var entries = team.All<AuditEntry>();
        entries.Select(entry => (entry.Act, entry.What, entry.Purpose)).Distinct().ShouldBe([("read", "Commitments", "Team")]);
        entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Says_how_many_more_there_are()
    {
        team.Save([.. Enumerable.Range(1, 7).Select(number => Promise(team.Ana, $"promise {number}", null))]);
        team.Save([.. Enumerable.Range(1, 9).Select(number => Goal($"g{number}", "Goal", 10))]);
        foreach (var number in Enumerable.Range(1, 6))
        {
            var report = People.A.Person($"r{number}@example.com");
            team.Save(report, People.A.Line(report, team.Maya));
        }

        var card = await Show(team.Ana);
        (card.MoreCommitments, card.MoreGoals).ShouldBe(("and 3 more: write commitments", "and 4 more: write goals"));
        var manager = await Show(team.Maya);
        (manager.Team.Count, manager.TeamTitle, manager.MoreTeam).ShouldBe((5, "Your team (8)", "and 3 more"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Reads_as_in_the_golden_file(string language)
    {
        Fill();
        var card = await Show(team.Maya, language);
        var node = CardJson.Model(card);
        // Ids differ with every run.
        var text = System.Text.RegularExpressions.Regex.Replace(node.ToJsonString(Indented), "\"[0-9a-f]{32}\"", "\"id\"") + "\n";
        var path = Path.Combine(Cards.RepositoryFiles.Root, "tests", "PerfSignal.Tests", "Home", "golden", $"home.{language}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, text);
        }

        text.ShouldBe(await File.ReadAllTextAsync(path));
    }

    private async Task<HomeCard> Show(Person by, string language = "en")
    {
        by.Language = language;
        var reply = await team.Do((data, access, _) => new ShowHome(data, access, team.Clock), team.Command(by, ShowHome.Name));
        var shown = reply.ShouldBeOfType<Reply.Showed>();
        shown.Card.ShouldBe("home");
        return CardJson.Read<HomeCard>(shown.Model.ToJsonString());
    }

    private void Fill() =>
        team.Save(
            Meeting(team.Ana, days: 1),
            Promise(team.Ana, "migrate billing", new LocalDate(2026, 11, 20)),
            Promise(team.Maya, "ask finance", new LocalDate(2026, 12, 1)),
            Promise(team.Ana, "done already", new LocalDate(2026, 11, 1), CommitmentState.Done),
            Goal("o1", "Checkout", 62.5m),
            Goal("o2", "Reached", 100),
            new FeedbackNote
            {
                Id = team.Clock.NewId(),
                AuthorId = team.Maya.Id,
                SubjectId = team.Ana.Id,
                Kind = FeedbackKind.Praise,
                Text = "calm under pressure",
                At = team.Clock.Now(),
            }
        );

    private Occurrence Meeting(Person report, int days) =>
        new()
        {
            Id = team.Clock.NewId(),
            ManagerId = team.Maya.Id,
            ReportId = report.Id,
            Key = $"test:{report.Name}:{days}",
            Start = team.Clock.Now() + Duration.FromDays(days),
            End = team.Clock.Now() + Duration.FromDays(days) + Duration.FromMinutes(30),
            BriefAt = team.Clock.Now(),
            Version = Guid.NewGuid(),
        };

    private Commitment Promise(Person owner, string text, LocalDate? due, CommitmentState state = CommitmentState.Open) =>
        new()
        {
            Id = team.Clock.NewId(),
            ManagerId = team.Maya.Id,
            ReportId = team.Ana.Id,
            OwnerId = owner.Id,
            AuthorId = team.Maya.Id,
            Text = text,
            DueOn = due,
            State = state,
            CreatedAt = team.Clock.Now(),
        };

    private Goal Goal(string key, string title, decimal progress) =>
        new()
        {
            Id = team.Clock.NewId(),
            Key = key,
            OwnerId = team.Ana.Id,
            Title = title,
            Progress = progress,
            CreatedAt = team.Clock.Now(),
            UpdatedAt = team.Clock.Now(),
        };
}
