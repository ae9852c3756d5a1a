using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.OpenAi;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>Which kinds of what people wrote a writer gets: each kind carries a mark of its own.</summary>
public sealed class KindsInDraftsTests : IDisposable
{
    /// <summary>Shared with the manager when they were written.</summary>
    private static readonly string[] Given = ["commitments", "feedback", "goals", "notes"];

    /// <summary>Theirs alone, about the figures and not evidence, or a judgement.</summary>
    private static readonly string[] Never =
    [
        "mine",
        "record_notes",
        "feedback_requests",
        "goal_comments",
        "assessments",
        "plan_items",
        "summaries",
        "summary_comments",
        "contests",
        "glass",
        "quarantine",
        "broadcasts",
        "nudges",
    ];

    /// <summary>Hold no words of anybody that evidence could take in: states, dates, keys, or what was sent and typed in a conversation.</summary>
    private static readonly string[] Wordless =
    [
        "facts",
        "briefs",
        "commitment_changes",
        "check_ins",
        "model_uses",
        "drafting_switches",
        "steps_done",
        "step_nudges",
        "step_escalations",
        "votes",
        "moves",
        "lines",
        "roles",
        "delegations",
        "accounts",
        "unreachable",
        "welcomes",
        "dialogue",
        "doubts",
        "cadences",
        "meetings",
        "series",
        "calendars",
        "occurrences",
        "deliveries",
        "messages",
        "sessions",
        "drafting_switches",
        "steps_done",
        "step_nudges",
        "step_escalations",
        "nudges",
        "broadcasts",
    ];

    private readonly BriefWorld world = new();
    private readonly Person ben = BriefWorld.Person("ben@example.com", "Ben Okafor");

    public void Dispose() => world.Dispose();

    [Fact]
    public void Each_kind_that_is_held_is_one_of_them() =>
        HeldKinds.All.Select(kind => kind.Name).Except([.. Given, .. Never, .. Wordless]).ShouldBeEmpty();

    [Theory]
    [InlineData(DraftKind.OneOnOne)]
    [InlineData(DraftKind.Period)]
    public async Task A_writer_gets_only_what_was_shared_with_the_manager(DraftKind kind)
    {
        world.Add(ben);
        OneOfEach();

        var sent = DraftWire.Evidence((await Pack(kind)).Request);

        foreach (var given in Given)
        {
            sent.ShouldContain(Mark(given));
        }

        foreach (var never in Never)
        {
            sent.ShouldNotContain(Mark(never));
        }

        sent.ShouldNotContain("markcontested");
        sent.ShouldNotContain("markelsewhere");
    }

    private Task<DraftPack> Pack(DraftKind kind)
    {
        var pair = new Pair(world.Maya, world.Ana);
        var subject =
            kind == DraftKind.OneOnOne
                ? new DraftSubject(pair, null)
                : new DraftSubject(pair, null, new LocalDate(2026, 9, 1), new LocalDate(2026, 11, 24));
        return world.In<DraftEvidence, DraftPack>(evidence =>
            evidence.Collect(subject, world.Maya, world.Reader(world.Maya), CancellationToken.None)
        );
    }

    private static string Mark(string kind) => "mark" + kind.Replace("_", "", StringComparison.Ordinal);

    private void OneOfEach()
    {
        var at = BriefWorld.Start - Duration.FromDays(2);
        var (ana, maya) = (world.Ana.Id, world.Maya.Id);
        Guid New() => Guid.CreateVersion7();
        var goal = new Goal
        {
            Id = New(),
            Key = "g1",
            OwnerId = ana,
            Title = Mark("goals"),
            Progress = 40,
            CreatedAt = at,
            UpdatedAt = at,
        };
        var approved = DraftRows.Approved(world.Maya, world.Ana, at);
        var summary = (Summary)approved[1];
        world.Add(approved[0]);
        world.Add(
            new Summary
            {
                Id = summary.Id,
                DraftId = summary.DraftId,
                Kind = summary.Kind,
                ManagerId = maya,
                ReportId = ana,
                Language = "en",
                Text = Mark("summaries"),
                Evidence = Mark("summaries"),
                Writer = "plain",
                PromptVersion = "x",
                ApprovedById = maya,
                ApprovedAt = at,
            }
        );
        world.Add(goal);
        world.Add(
            new Commitment
            {
                Id = New(),
                ManagerId = maya,
                ReportId = ana,
                OwnerId = ana,
                AuthorId = maya,
                Text = Mark("commitments"),
                CreatedAt = at,
            },
            // With another manager.
            new Commitment
            {
                Id = New(),
                ManagerId = ben.Id,
                ReportId = ana,
                OwnerId = ana,
                AuthorId = ben.Id,
                Text = "markelsewhere",
                CreatedAt = at,
            },
            Feedback(ben.Id, ana, Mark("feedback")),
            Feedback(ben.Id, ana, "markcontested", contested: true),
            // About somebody else.
            Feedback(ana, ben.Id, "markelsewhere"),
            new ContextNote
            {
                Id = New(),
                PersonId = ana,
                Text = Mark("notes"),
                At = at,
            },
            new MineNote
            {
                Id = New(),
                AuthorId = maya,
                SubjectId = ana,
                Text = Mark("mine"),
                At = at,
            },
            new MineNote
            {
                Id = New(),
                AuthorId = ana,
                Text = Mark("mine"),
                At = at,
            },
            new RecordNote
            {
                Id = New(),
                AuthorId = maya,
                SubjectId = ana,
                Text = Mark("record_notes"),
                At = at,
            },
            new FeedbackRequest
            {
                Id = New(),
                GroupId = New(),
                AskerId = maya,
                SubjectId = ana,
                RecipientId = ben.Id,
                Question = Mark("feedback_requests"),
                At = at,
            },
            new GoalComment
            {
                Id = New(),
                GoalId = goal.Id,
                OwnerId = ana,
                AuthorId = maya,
                Text = Mark("goal_comments"),
                At = at,
            },
            new Assessment
            {
                Id = New(),
                SubjectId = ana,
                AuthorId = maya,
                Kind = default,
                CompetencyKey = Mark("assessments"),
                Level = 3,
                Note = Mark("assessments"),
                At = at,
            },
            new PlanItem
            {
                Id = New(),
                PersonId = ana,
                AuthorId = ana,
                Text = Mark("plan_items"),
                Kind = default,
                CreatedAt = at,
            },
            new SummaryComment
            {
                Id = New(),
                SummaryId = summary.Id,
                ReportId = ana,
                AuthorId = ana,
                Text = Mark("summary_comments"),
                At = at,
            },
            new Contest
            {
                Id = New(),
                PersonId = ana,
                MetricKey = "engineering.cycle_time",
                Reason = Mark("contests"),
                OpenedAt = at,
            },
            new GlassBreak
            {
                Id = New(),
                ReaderId = maya,
                SubjectId = ana,
                What = DataClass.Draft,
                Reason = Mark("glass"),
                At = at,
            },
            new Quarantine
            {
                Id = New(),
                PersonId = ana,
                MetricKey = "engineering.cycle_time",
                WindowEnd = new LocalDate(2026, 11, 22),
                Reason = Mark("quarantine"),
                FoundAt = at,
            }
        );

        FeedbackNote Feedback(Guid author, Guid subject, string text, bool contested = false) =>
            new()
            {
                Id = New(),
                AuthorId = author,
                SubjectId = subject,
                Kind = FeedbackKind.Praise,
                Text = text,
                At = at,
                Contested = contested,
            };
    }
}
