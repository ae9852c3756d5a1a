using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Core;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Home;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Reviews;
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
        ["assessment"] = typeof(AssessmentCard),
        ["brief"] = typeof(BriefCard),
        ["broadcast"] = typeof(BroadcastCard),
        ["broadcast_check"] = typeof(BroadcastCheckCard),
        ["broadcast_dryrun"] = typeof(BroadcastDryRunCard),
        ["broadcast_edit_form"] = typeof(BroadcastEditForm),
        ["broadcast_form"] = typeof(BroadcastForm),
        ["broadcast_list"] = typeof(BroadcastListCard),
        ["broadcast_preview_form"] = typeof(BroadcastPreviewForm),
        ["broadcast_progress"] = typeof(BroadcastProgressCard),
        ["broadcast_refuse_form"] = typeof(BroadcastRefuseForm),
        ["broadcast_sure"] = typeof(BroadcastSureCard),
        ["brief_list"] = typeof(BriefList),
        ["commitment_check"] = typeof(CommitmentCheckCard),
        ["commitment_drop"] = typeof(CommitmentDropCard),
        ["commitment_due"] = typeof(CommitmentDueCard),
        ["commitment_form"] = typeof(CommitmentForm),
        ["commitment_list"] = typeof(CommitmentList),
        ["commitment_move"] = typeof(CommitmentMoveForm),
        ["commitment_prompt"] = typeof(CommitmentPromptCard),
        ["commitment_show"] = typeof(CommitmentHistory),
        ["career"] = typeof(CareerCard),
        ["competency_form"] = typeof(CompetencyForm),
        ["competency_list"] = typeof(CompetencyList),
        ["contest"] = typeof(ContestCard),
        ["contest_decide_form"] = typeof(DecideForm),
        ["contest_done"] = typeof(ContestDone),
        ["contest_form"] = typeof(ContestForm),
        ["contest_item_form"] = typeof(ContestItemForm),
        ["contest_list"] = typeof(ContestList),
        ["context_form"] = typeof(ContextForm),
        ["cycle"] = typeof(CycleCard),
        ["cycle_form"] = typeof(CycleForm),
        ["cycle_list"] = typeof(CycleList),
        ["review_steps"] = typeof(ReviewStepsCard),
        ["feedback_decline_form"] = typeof(DeclineForm),
        ["draft"] = typeof(DraftCard),
        ["draft_form"] = typeof(DraftForm),
        ["feedback_form"] = typeof(FeedbackForm),
        ["feedback_habit"] = typeof(FeedbackHabit),
        ["feedback_list"] = typeof(FeedbackList),
        ["feedback_received"] = typeof(FeedbackReceived),
        ["feedback_recognition"] = typeof(RecognitionPost),
        ["feedback_request"] = typeof(RequestCard),
        ["feedback_request_form"] = typeof(RequestForm),
        ["feedback_requests"] = typeof(RequestList),
        ["feedback_told"] = typeof(FeedbackTold),
        ["goal_card"] = typeof(GoalCard),
        ["goal_comment_form"] = typeof(GoalCommentForm),
        ["goal_form"] = typeof(GoalForm),
        ["goal_list"] = typeof(GoalList),
        ["goal_set_form"] = typeof(GoalSetForm),
        ["help"] = typeof(HelpModel),
        ["home"] = typeof(HomeCard),
        ["meant"] = typeof(MeantCard),
        ["metric_form"] = typeof(MetricForm),
        ["mirror"] = typeof(BriefCard),
        ["mydata"] = typeof(MyDataCard),
        ["plan_form"] = typeof(PlanForm),
        ["plan_list"] = typeof(PlanList),
        ["plan_move"] = typeof(PlanMoveForm),
        ["plan_news"] = typeof(PlanNewsCard),
        ["question"] = typeof(QuestionCard),
        ["question_ended"] = typeof(EndedQuestionCard),
        ["question_late"] = typeof(LateQuestionCard),
        ["settings_form"] = typeof(SettingsForm),
        ["summary"] = typeof(SummaryCard),
        ["summary_form"] = typeof(SummaryCommentForm),
        ["pilot_changed"] = typeof(PilotChangedCard),
        ["pilot_form"] = typeof(PilotForm),
        ["pilot_list"] = typeof(PilotList),
        ["welcome"] = typeof(WelcomeCard),
        ["why"] = typeof(WhyCard),
    };

    /// <summary>Cards that no verb shows on the web; their sample is blown up instead.</summary>
    private static readonly string[] Unasked = ["open_form", "open_link", "said"];

    /// <summary>A goal with as much above, below and beside it as there can be.</summary>
    private static readonly Guid WorstGoal = Guid.CreateVersion7();

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
                "competencies",
                "career",
                "plan",
                "notes",
                "ask",
                "requests",
                "settings",
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
        var line = shown["commitment_list"]["lines"]![0]!["row"]!.GetValue<string>();
        await Press(site, shown, "commitment.show", line, [], site.Ana.Id);
        await Press(site, shown, "commitment.drop", line, [], site.Ana.Id);
        await Press(site, shown, "commitment.move", line, [], site.Ana.Id);
        shown["commitment_check"] = CardJsonOf(
            new CommitmentCheckCard(
                Long[..200],
                Guid.Empty.ToString("N"),
                Guid.Empty.ToString("N"),
                Guid.Empty.ToString("N"),
                [
                    .. Enumerable.Repeat(
                        new CommitmentCheckLine(Long[..80], Long[..Commitment.MaxText], Long[..60], Long[..400]),
                        NoteCommitments.Most
                    ),
                ],
                Long[..200],
                Long[..NoteCommitments.MaxText],
                Long[..24],
                Open: true
            )
        );
        shown["commitment_due"] = CardJsonOf(
            new CommitmentDueCard(Long[..300], Guid.Empty.ToString("N"), Long[..Commitment.MaxText], Open: true)
        );
        shown["commitment_prompt"] = CardJsonOf(new CommitmentPromptCard(Long[..300], Guid.Empty.ToString("N"), Long[..100]));
        await Press(site, shown, "feedback.give", site.Ana.Id.ToString("N"), new() { ["text"] = Long + Long, ["class"] = "shared" });
        await Press(site, shown, "goal.progress", shown["goal_list"]["lines"]![0]!["row"]!.GetValue<string>(), [], site.Ana.Id);
        await Press(site, shown, "goal.set", WorstGoal.ToString("N"), [], site.Ana.Id);
        await Press(site, shown, "goal.comment", WorstGoal.ToString("N"), new() { ["text"] = Long + Long });
        await Press(site, shown, "goal.show", WorstGoal.ToString("N"), []);
        await Press(site, shown, "figure.contest", null, new() { ["reason"] = "x", ["metric"] = "engineering.code_quality" }, site.Ana.Id);

        await Press(site, shown, "competency.assess", shown["competency_list"]["lines"]![0]!["row"]!.GetValue<string>(), [], site.Ana.Id);
        await Press(site, shown, "plan.add", null, new() { ["text"] = Long + Long }, site.Ana.Id);
        await Press(site, shown, "plan.move", shown["plan_list"]["lines"]![0]!["row"]!.GetValue<string>(), [], site.Ana.Id);
        var widest = Long[..CompetencyFile.MaxDescription];
        shown["assessment"] = CardJsonOf(
            new AssessmentCard(Long[..200], widest[..CompetencyFile.MaxName], "3", widest, Long[..Assessment.MaxNote], "3")
        );
        shown["plan_news"] = CardJsonOf(
            new PlanNewsCard(
                Long[..200],
                [.. shown["plan_list"]["lines"]!.Deserialize<PlanLine[]>(Core.Conversing.CardJson.Options)!.Take(3)],
                "9"
            )
        );
        await Press(site, shown, "feedback.decline", shown["feedback_requests"]["toMe"]![0]!["row"]!.GetValue<string>(), [], site.Ana.Id);
        var (id, name) = (site.Ana.Id.ToString("N"), Long[..200]);
        shown["feedback_received"] = CardJsonOf(new FeedbackReceived(id, name, Long[..FeedbackNote.MaxText], name));
        shown["feedback_recognition"] = CardJsonOf(new RecognitionPost(name + name, Long[..FeedbackNote.MaxText]));
        shown["feedback_request"] = CardJsonOf(new RequestCard(id, name + name, Long[..FeedbackRequest.MaxQuestion], name, name));
        shown["feedback_told"] = CardJsonOf(new FeedbackTold(name + Long[..600]));
        shown["feedback_habit"] = CardJsonOf(
            new FeedbackHabit(name, [.. Enumerable.Repeat(new HabitLine(id, name, "For " + name), 5)], "and 1,000 more")
        );

        var wave = new PilotLine(id, Long[..100], Long[..300], Long[..120], "Running", "Covers 100,000 people.", true, true);
        shown["pilot_list"] = CardJsonOf(new PilotList(Long[..200], [.. Enumerable.Repeat(wave, 8)], "and 1,000 more", true));
        shown["pilot_form"] = CardJsonOf(
            new PilotForm(id, Long[..100], Long, Long, "2026-11-24", "2026-12-24", Long[..1400], Long[..300], "0123456789abcdef", id)
        );
        shown["pilot_changed"] = CardJsonOf(new PilotChangedCard(Long[..80], Long[..100], Long[..300], Long[..120], Long[..200]));
        shown["welcome"] = CardJsonOf(new WelcomeCard(Long[..200], "America/Argentina/ComodRivadavia"));

        var facts = Enumerable.Range(0, 6).Select(_ => new ContestFact("Name", Long[..300])).ToList();
        var contestLine = new ContestLine(new string('0', 32), Long[..300], Long[..300]);
        var lines = Enumerable.Repeat(contestLine, 4).ToList();
        shown["contest"] = CardJsonOf(
            new ContestCard(
                contestLine.Row,
                Long[..200],
                Long[..200],
                Long[..80],
                Long[..600],
                facts,
                Long[..500],
                Long[..300],
                Long[..500],
                Long[..600],
                true,
                true
            )
        );
        shown["contest_list"] = CardJsonOf(new ContestList("a", "b", lines, "c", lines, "d", "e"));
        shown["contest_item_form"] = CardJsonOf(new ContestItemForm("a", contestLine.Row, "feedback", "b", Long[..600], Long[..500]));
        shown["contest_decide_form"] = CardJsonOf(new DecideForm(Long[..200], contestLine.Row, Long[..80], "upheld", Long[..500]));

        var stepRow = new StepKey(site.Ana.Id, site.Max.Id).ToString();
        var step = new StepLine(stepRow, Long[..300], Long[..60], Overdue: true, Long[..120], Open: true, "Done: " + Long[..80]);
        shown["review_steps"] = CardJsonOf(
            new ReviewStepsCard(
                Long[..100],
                [.. Enumerable.Repeat(step, StepCards.Most)],
                Long[..60],
                Long[..60],
                [.. Enumerable.Repeat(new LateLine(stepRow, Long[..300], Long[..60]), StepCards.MostLate)],
                Long[..60]
            )
        );
        shown["cycle_list"] = CardJsonOf(
            new CycleList(
                Long[..100],
                [.. Enumerable.Repeat(step with { Warning = "" }, 6)],
                "",
                Long[..60],
                Long[..60],
                [.. Enumerable.Repeat(new DoneLine(stepRow, Long[..300], Long[..60], CanReopen: true), 4)],
                Long[..60],
                [.. Enumerable.Repeat(new CycleLine(new string('0', 32), Long[..100], Long[..100]), 4)],
                CanWrite: true
            )
        );
        var cycleFacts = Enumerable.Repeat(new CycleFact(Long[..150], Long[..100]), 12).ToList();
        shown["cycle"] = CardJsonOf(
            new CycleCard(
                new string('0', 32),
                Long[..100],
                Long[..200],
                Long[..80],
                Long[..600],
                Long[..60],
                Long[..400],
                cycleFacts,
                Long[..60],
                cycleFacts[..8],
                Long[..60],
                [.. Enumerable.Repeat(new CycleFact(Long[..80], Long[..800]), 8)],
                Long[..60],
                CanWrite: true,
                CanOpen: true,
                CanClose: true
            )
        );
        shown["cycle_form"] = CardJsonOf(
            new CycleForm(
                Long[..100],
                new string('0', 32),
                new string('0', 32),
                Long[..100],
                "2026-01-01",
                "2026-12-31",
                Long[..2000],
                Long[..2000],
                Long[..2000],
                Long[..60],
                "60",
                "50",
                "60",
                "60"
            )
        );

        shown["meant"] = CardJsonOf(new MeantCard(Long[..300], Long[..DoMeant.Most]));
        var sentence = Long[..(DraftCards.MaxText / DraftCards.MaxLines)];
        var sentences = Enumerable.Repeat(sentence, DraftCards.MaxLines).ToList();
        var row = $"{site.Ana.Id:N}.{site.Max.Id:N}";
        shown["draft"] = CardJsonOf(
            new DraftCard(
                row,
                Long[..200],
                Long[..100],
                Long[..300],
                [.. sentences.Select(text => new DraftLine(text, "E10, E11, E12, E13, E14"))],
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
                [.. sentences.Select(text => new SummaryLine(text))],
                [.. Enumerable.Repeat(new SummaryLine(Long[..500]), 5)],
                MayComment: true
            )
        );
        shown["summary_form"] = CardJsonOf(new SummaryCommentForm(row, Long[..100], Long[..SummaryComment.MaxText]));

        var before = TypedBefore.Of(Long, Enumerable.Repeat(Long, 30));
        shown["question"] = CardJsonOf(new QuestionCard(Long[..1000], "id", true, before));
        shown["question_late"] = CardJsonOf(new LateQuestionCard("id", before, Long, true));
        shown["question_ended"] = CardJsonOf(new EndedQuestionCard(Long[..200], before));

        AddNudges(shown);
        var library = CardLibrary.Load(RepositoryFiles.Cards);
        library.Cards.Except(Unasked).Order(StringComparer.Ordinal).ShouldBe(Models.Keys.Order(StringComparer.Ordinal));
        shown.Keys.Order(StringComparer.Ordinal).ShouldBe(Models.Keys.Order(StringComparer.Ordinal));
        SlackExport.Write("slack-worst.json", library, shown);
        CardLint.Check(library, new VerbTable(Verbs.All).Names, Models, shown).ShouldBeEmpty();
    }

    private static void AddNudges(Dictionary<string, JsonNode> shown)
    {
        var (id, title, text) = (new string('0', 32), Long[..Broadcast.MaxTitle], Long[..Broadcast.MaxText]);
        var facts = Enumerable.Repeat(new BroadcastFact(Long[..60], Long[..300]), 11).ToList();
        var choices = Enumerable
            .Range(0, WriteBroadcast.MostChoices)
            .Select(number => new BroadcastChoice(Long[..WriteBroadcast.MaxChoice], $"{number:000000000000}"))
            .ToList();
        var (few, keys, link) = (choices.Take(4).ToList(), string.Join(',', choices.Select(choice => choice.Value)), "/hr/nudges/" + id);
        shown["broadcast"] = CardJsonOf(
            new BroadcastCard(title, text, Long[..90], "https://example.com/" + new string('x', 470), Long[..600], Long[..40], Long[..200])
        );
        shown["broadcast_check"] = CardJsonOf(
            new BroadcastCheckCard(
                id,
                Long[..150],
                Long[..600],
                title,
                text,
                text,
                facts,
                Long[..100],
                true,
                true,
                true,
                true,
                true,
                true,
                true,
                link
            )
        );
        shown["broadcast_dryrun"] = CardJsonOf(
            new BroadcastDryRunCard(
                id,
                Long[..100],
                title,
                facts[..6],
                [.. Enumerable.Repeat(new BroadcastWho(Long[..165], Long[..150]), 8)],
                Long[..40],
                link
            )
        );
        shown["broadcast_edit_form"] = CardJsonOf(new BroadcastEditForm(id, Long[..80], title, Long[..150], text, text));
        shown["broadcast_form"] = CardJsonOf(
            new BroadcastForm(
                Long[..80],
                Long[..200],
                id,
                "000000000001",
                few,
                title,
                text,
                text,
                new string('x', 500),
                "true",
                keys,
                choices,
                keys,
                choices,
                keys,
                choices,
                "000000000001",
                choices,
                true,
                text,
                Long[..100],
                "000000000001",
                few,
                "2026-11-24",
                "09:00"
            )
        );
        shown["broadcast_list"] = CardJsonOf(
            new BroadcastListCard(
                Long[..80],
                "",
                "",
                [.. Enumerable.Repeat(new BroadcastListRow(id, title, Long[..250]), 5)],
                Long[..60],
                "/hr/nudges"
            )
        );
        shown["broadcast_preview_form"] = CardJsonOf(new BroadcastPreviewForm(id, Long[..80], title, Long[..254]));
        shown["broadcast_progress"] = CardJsonOf(
            new BroadcastProgressCard(
                id,
                Long[..60],
                Long[..700],
                title,
                text + text,
                facts[..9],
                Long[..150],
                facts[..6],
                link,
                true,
                true,
                true,
                true,
                true,
                true,
                true
            )
        );
        shown["broadcast_refuse_form"] = CardJsonOf(new BroadcastRefuseForm(id, Long[..80], title, Long[..RefuseBroadcast.MaxReason]));
        shown["broadcast_sure"] = CardJsonOf(new BroadcastSureCard(id, Long[..100], title, Long[..500], "send", "100000"));
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
        site.Change(async data =>
        {
            var now = Instant.FromDateTimeOffset(site.Clock.GetUtcNow());
            await AddWorstGoal(site, data, now);
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
                foreach (var (asker, recipient) in new[] { (report, site.Ana), (site.Ana, report) })
                {
                    data.Add(
                        new FeedbackRequest
                        {
                            Id = Guid.CreateVersion7(),
                            GroupId = asker == report ? Guid.CreateVersion7() : new Guid(number / 10, 1, 1, new byte[8]),
                            AskerId = asker.Id,
                            SubjectId = asker.Id,
                            RecipientId = recipient.Id,
                            Question = Long[..FeedbackRequest.MaxQuestion],
                            DueOn = new LocalDate(2027, 1, 1),
                            At = at,
                        }
                    );
                }

                data.Add(
                    new RecordNote
                    {
                        Id = Guid.CreateVersion7(),
                        AuthorId = site.Ana.Id,
                        SubjectId = report.Id,
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

            FillDevelopment(data, site, now);
        });

    private static void FillDevelopment(PerfSignalData data, Site site, Instant now)
    {
        static Wording Words(int length) => new(Long[..length], Long[..length]);
        var keys = Enumerable.Range(0, CompetencyFile.MostRequired).Select(number => $"c{number:00}{new string('x', 61)}").ToList();
        var requires = keys.Select(key => new Requirement(key, 5)).ToList();
        var steps = Enumerable
            .Range(0, CompetencyFile.MostSteps)
            .Select(number => new PathStep($"s{number}{new string('x', 62)}", Level.Individual, Words(CompetencyFile.MaxName), requires));
        var path = new PathEntry(site.Ana.RoleFamily, [.. steps]);
        data.Add(
            new CareerPath
            {
                RoleFamily = path.RoleFamily,
                Definition = Core.Conversing.CardJson.Write(path),
                UpdatedAt = now,
            }
        );
        foreach (var key in keys)
        {
            var levels = Enumerable.Repeat(Words(CompetencyFile.MaxDescription), CompetencyEntry.Highest).ToList();
            var entry = new CompetencyEntry(key, Words(CompetencyFile.MaxName), Words(CompetencyFile.MaxMeans), levels);
            data.Add(
                new Competency
                {
                    Key = key,
                    Definition = Core.Conversing.CardJson.Write(entry),
                    UpdatedAt = now,
                }
            );
            foreach (var kind in Enum.GetValues<AssessmentKind>())
            {
                data.Add(
                    new Assessment
                    {
                        Id = Guid.CreateVersion7(),
                        SubjectId = site.Ana.Id,
                        AuthorId = kind == AssessmentKind.Self ? site.Ana.Id : site.Max.Id,
                        Kind = kind,
                        CompetencyKey = key,
                        Level = kind == AssessmentKind.Self ? 3 : 2,
                        Note = Long[..Assessment.MaxNote],
                        At = now - Duration.FromDays(1),
                    }
                );
            }

            data.Add(
                new PlanItem
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Ana.Id,
                    AuthorId = site.Max.Id,
                    CompetencyKey = key,
                    Text = Long[..PlanItem.MaxText],
                    Kind = PlanKind.Practice,
                    DueOn = new LocalDate(2026, 1, 1),
                    ReviewOn = new LocalDate(2026, 1, 1),
                    CreatedAt = now - Duration.FromDays(1),
                }
            );
        }
    }

    private static async Task AddWorstGoal(Site site, Core.Data.PerfSignalData data, Instant now)
    {
        Guid? parent = null;
        foreach (var level in Enumerable.Range(0, 13))
        {
            var goal = new Goal
            {
                Id = level == 12 ? WorstGoal : Guid.CreateVersion7(),
                OwnerId = site.Ana.Id,
                Key = $"a-{new string('k', 58)}-{level}",
                Title = Long[..200],
                Metric = Long[..200],
                Unit = Long[..60],
                Baseline = -999_999_999_999.9999m,
                Target = 999_999_999_999.9999m,
                Progress = 12.3456m,
                Weight = 12.3456m,
                Status = GoalStatus.AtRisk,
                DueOn = new LocalDate(2025, 12, 31),
                ParentId = parent,
                CreatedAt = now - Duration.FromDays(400),
                UpdatedAt = now,
            };
            data.Add(goal);
            await data.SaveChangesAsync();
            parent = goal.Id;
        }

        foreach (var number in Enumerable.Range(0, 40))
        {
            var at = now - Duration.FromDays(40 - number);
            data.AddRange(
                new Goal
                {
                    Id = Guid.CreateVersion7(),
                    OwnerId = site.Ana.Id,
                    Key = $"b-{new string('k', 58)}-{number}",
                    Title = Long[..200],
                    Progress = 99.99m,
                    Status = GoalStatus.OnTrack,
                    ParentId = WorstGoal,
                    CreatedAt = at,
                    UpdatedAt = at,
                },
                new CheckIn
                {
                    Id = Guid.CreateVersion7(),
                    GoalId = WorstGoal,
                    OwnerId = site.Ana.Id,
                    AuthorId = site.Ana.Id,
                    Progress = number / 10m,
                    Status = GoalStatus.AtRisk,
                    At = at,
                },
                new GoalComment
                {
                    Id = Guid.CreateVersion7(),
                    GoalId = WorstGoal,
                    OwnerId = site.Ana.Id,
                    AuthorId = site.Max.Id,
                    Text = Long[..GoalComment.MaxText],
                    At = at,
                }
            );
        }
    }
}
