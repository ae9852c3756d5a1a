using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Core;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Home;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Briefs;
using PerfSignal.Tests.Cards;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Web;

/// <summary>Every card with the verbs, the models and as much data as the product would ever put on it.</summary>
public sealed class WorstCardsTests
{
    private static readonly Dictionary<string, Type> Models = new()
    {
        ["brief"] = typeof(BriefCard),
        ["brief_list"] = typeof(BriefList),
        ["commitment_form"] = typeof(CommitmentForm),
        ["commitment_list"] = typeof(CommitmentList),
        ["contest_done"] = typeof(ContestDone),
        ["contest_form"] = typeof(ContestForm),
        ["context_form"] = typeof(ContextForm),
        ["draft"] = typeof(DraftCard),
        ["draft_form"] = typeof(DraftForm),
        ["feedback_form"] = typeof(FeedbackForm),
        ["goal_form"] = typeof(GoalForm),
        ["goal_list"] = typeof(GoalList),
        ["help"] = typeof(HelpModel),
        ["home"] = typeof(HomeCard),
        ["metric_form"] = typeof(MetricForm),
        ["mirror"] = typeof(BriefCard),
        ["mydata"] = typeof(MyDataCard),
        ["question"] = typeof(QuestionCard),
        ["question_late"] = typeof(LateQuestionCard),
        ["summary"] = typeof(SummaryCard),
        ["summary_form"] = typeof(SummaryCommentForm),
        ["welcome"] = typeof(WelcomeCard),
        ["why"] = typeof(WhyCard),
    };

    /// <summary>Cards that no verb shows on the web; their sample is blown up instead.</summary>
    private static readonly string[] Unasked = ["open_form", "open_link", "said"];

    /// <summary>Long, right to left, and with the marks of every format.</summary>
    private static readonly string Long = string.Concat(Enumerable.Repeat("שלום *עולם* <!channel> [a](http://b) \"},{ 🦉 ", 60));

    [Fact]
    public async Task Fit_every_platform_with_the_worst_data()
    {
        await using var site = await Site.Start();
        await Fill(site);
        var shown = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (
            var words in new[]
            {
                "help",
                "home",
                "brief",
                "commitments",
                "goals",
                "mydata",
                "oneonone",
                "contest",
                "context",
                "feedback",
                "kudos",
            }
        )
        {
            await Ask(
                site,
                shown,
                site.Ana,
                new()
                {
                    Text = words,
                    Platform = PlatformName.Web,
                    EventId = words,
                    PersonId = site.Ana.Id,
                }
            );
        }

        await Ask(
            site,
            shown,
            site.Max,
            new()
            {
                Text = "brief",
                Platform = PlatformName.Web,
                EventId = "max",
                PersonId = site.Max.Id,
            }
        );
        string Row(string of) => shown[of]["row"]!.GetValue<string>();
        await Press(site, shown, "brief.why", Row("brief"), []);
        await Press(site, shown, "metric.not_useful", Row("brief"), []);
        await Press(site, shown, "commitment.log", site.Ana.Id.ToString("N"), new() { ["text"] = Long + Long, ["owner"] = "me" });
        await Press(site, shown, "feedback.give", site.Ana.Id.ToString("N"), new() { ["text"] = Long + Long, ["class"] = "shared" });
        await Press(site, shown, "goal.progress", shown["goal_list"]["lines"]![0]!["row"]!.GetValue<string>(), [], site.Ana.Id);
        await Press(site, shown, "figure.contest", null, new() { ["reason"] = "x", ["metric"] = "engineering.code_quality" }, site.Ana.Id);

        shown["welcome"] = CardJsonOf(new WelcomeCard(Long[..200], "America/Argentina/ComodRivadavia"));

        var line = Long[..(DraftCards.MaxText / DraftCards.MaxLines)];
        var lines = Enumerable.Repeat(line, DraftCards.MaxLines).ToList();
        var row = $"{site.Ana.Id:N}.{site.Max.Id:N}";
        shown["draft"] = CardJsonOf(
            new DraftCard(
                row,
                Long[..200],
                Long[..100],
                Long[..300],
                [.. lines.Select(text => new DraftLine(text, "E10, E11, E12, E13, E14"))],
                [.. Enumerable.Range(10, DraftCards.MostEvidence).Select(id => new EvidenceLine($"E{id}", Long[..160]))],
                "99",
                Long[..100]
            )
        );
        shown["draft_form"] = CardJsonOf(new DraftForm(row, Long[..200], (Long + Long)[..DraftCards.MaxText]));
        shown["summary"] = CardJsonOf(
            new SummaryCard(
                row,
                Long[..200],
                Long[..100],
                Long[..100],
                "!",
                [.. lines.Select(text => new SummaryLine(text))],
                [.. Enumerable.Repeat(new SummaryLine(Long[..500]), 5)],
                MayComment: true
            )
        );
        shown["summary_form"] = CardJsonOf(new SummaryCommentForm(row, Long[..100], Long[..SummaryComment.MaxText]));

        shown["question"] = CardJsonOf(new QuestionCard(Long[..1000]));
        shown["question_late"] = CardJsonOf(new LateQuestionCard(Long[..1000], Long));

        var library = CardLibrary.Load(RepositoryFiles.Cards);
        library.Cards.Except(Unasked).Order(StringComparer.Ordinal).ShouldBe(Models.Keys.Order(StringComparer.Ordinal));
        shown.Keys.Order(StringComparer.Ordinal).ShouldBe(Models.Keys.Order(StringComparer.Ordinal));
        SlackExport.Write("slack-worst.json", library, shown);
        CardLint.Check(library, new VerbTable(Verbs.All).Names, Models, shown).ShouldBeEmpty();
    }

    private static JsonObject CardJsonOf(object model) => Core.Conversing.CardJson.Model(model);

    private static async Task Ask(Site site, Dictionary<string, JsonNode> shown, Core.People.Person by, Inbound inbound)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var reply = await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(inbound, CancellationToken.None);
        var (card, model) = reply switch
        {
            Reply.Showed showed => (showed.Card, showed.Model),
            Reply.Opened opened => (opened.Card, opened.Model),
            Reply.Invalid invalid => (invalid.Card, invalid.Model),
            _ => throw new ShouldAssertException($"{inbound.Text}{inbound.Verb} by {by.Name}: {reply}"),
        };
        shown[card] = model;
    }

    private static Task Press(
        Site site,
        Dictionary<string, JsonNode> shown,
        string verb,
        string? row,
        Dictionary<string, string> fields,
        Guid? by = null
    ) =>
        Ask(
            site,
            shown,
            by == site.Ana.Id ? site.Ana : site.Max,
            new()
            {
                Verb = verb,
                Row = row,
                Fields = fields,
                Platform = PlatformName.Web,
                EventId = verb,
                PersonId = by ?? site.Max.Id,
            }
        );

    private static Task Fill(Site site) =>
        site.Change(data =>
        {
            var now = Instant.FromDateTimeOffset(site.Clock.GetUtcNow());
            foreach (var number in Enumerable.Range(0, 40))
            {
                var at = now - Duration.FromHours(number + 1);
                data.Add(
                    new Occurrence
                    {
                        Id = Guid.CreateVersion7(),
                        ManagerId = site.Max.Id,
                        ReportId = site.Ana.Id,
                        Key = $"test:{number}",
                        Start = now + Duration.FromDays(number + 1),
                        End = now + Duration.FromDays(number + 1) + Duration.FromMinutes(30),
                        BriefAt = now + Duration.FromDays(number),
                        Version = Guid.NewGuid(),
                    }
                );
                // A manager of many, who has a manager too.
                var report = A.Person($"report-{number}@example.com");
                report.Name = Long[..200];
                data.AddRange(report, A.Line(report, site.Ana));
                data.Add(
                    new Commitment
                    {
                        Id = Guid.CreateVersion7(),
                        ManagerId = site.Ana.Id,
                        ReportId = report.Id,
                        OwnerId = report.Id,
                        AuthorId = site.Ana.Id,
                        Text = Long[..Commitment.MaxText],
                        DueOn = new LocalDate(2026, 1, 1),
                        CreatedAt = at,
                    }
                );
                data.Add(
                    new Occurrence
                    {
                        Id = Guid.CreateVersion7(),
                        ManagerId = site.Ana.Id,
                        ReportId = report.Id,
                        Key = $"report:{number}",
                        Start = now + Duration.FromDays(number + 1),
                        End = now + Duration.FromDays(number + 1) + Duration.FromMinutes(30),
                        BriefAt = now + Duration.FromDays(number),
                        Version = Guid.NewGuid(),
                    }
                );
                data.Add(
                    new Commitment
                    {
                        Id = Guid.CreateVersion7(),
                        ManagerId = site.Max.Id,
                        ReportId = site.Ana.Id,
                        OwnerId = site.Ana.Id,
                        AuthorId = site.Max.Id,
                        Text = Long[..Commitment.MaxText],
                        DueOn = new LocalDate(2026, 1, 1),
                        CreatedAt = at,
                    }
                );
                data.Add(
                    new Goal
                    {
                        Id = Guid.CreateVersion7(),
                        OwnerId = site.Ana.Id,
                        Key = $"goal-{number}",
                        Title = Long[..200],
                        Progress = 99.99m,
                        DueOn = new LocalDate(2026, 12, 31),
                        CreatedAt = at,
                        UpdatedAt = at,
                    }
                );
                data.Add(
                    new FeedbackNote
                    {
                        Id = Guid.CreateVersion7(),
                        AuthorId = site.Max.Id,
                        SubjectId = site.Ana.Id,
                        Kind = FeedbackKind.Praise,
                        Text = Long[..FeedbackNote.MaxText],
                        At = at,
                    }
                );
                data.Add(
                    new ContextNote
                    {
                        Id = Guid.CreateVersion7(),
                        PersonId = site.Ana.Id,
                        Text = Long[..ContextNote.MaxText],
                        At = at,
                    }
                );
            }

            return Task.CompletedTask;
        });
}
