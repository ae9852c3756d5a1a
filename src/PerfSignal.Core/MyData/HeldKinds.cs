using System.Linq.Expressions;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.MyData;

/// <summary>Everything that is held about a person, kind by kind; a new kind of row about people gets a line here or a reason in the test.</summary>
public static class HeldKinds
{
    public static IReadOnlyList<HeldKind> All { get; } =
    [
        Of<Fact>("facts", rows => rows.OrderByDescending(row => row.At), Line),
        Part<Brief, (NodaTime.Instant, Guid)>(
            "briefs",
            rows => rows.OrderByDescending(row => row.FrozenAt),
            row => new ValueTuple<NodaTime.Instant, Guid>(row.FrozenAt, row.ManagerId),
            (row, words) => new(row.Item1, words.Say("held_row_brief"), row.Item2)
        ),
        Of<Commitment>(
            "commitments",
            rows => rows.OrderByDescending(row => row.CreatedAt),
            (row, _) => new(row.CreatedAt, row.Text, row.OwnerId)
        ),
        Of<CommitmentChange>(
            "commitment_changes",
            rows => rows.OrderByDescending(row => row.At),
            (row, _) => new(row.At, Joined(row.Act, row.DueOn), row.AuthorId)
        ),
        Of<FeedbackNote>(
            "feedback",
            rows => rows.OrderByDescending(row => row.At),
            (row, _) => new(row.At, row.Text, row.AuthorId, new HeldItem(ContestItem.OfFeedback, row.Id))
        ),
        Of<FeedbackRequest>(
            "feedback_requests",
            rows => rows.OrderByDescending(row => row.At),
            (row, _) => new(row.At, row.Question, row.AskerId)
        ),
        Of<RecordNote>("record_notes", rows => rows.OrderByDescending(row => row.At), (row, _) => new(row.At, row.Text, row.AuthorId)),
        Of<MineNote>("mine", rows => rows.OrderByDescending(row => row.At), (row, _) => new(row.At, row.Text)),
        Of<Goal>(
            "goals",
            rows => rows.OrderBy(row => row.Key),
            (row, words) => new(row.CreatedAt, $"{row.Title} · {words.Number(row.Progress)} %")
        ),
        Of<CheckIn>(
            "check_ins",
            rows => rows.OrderByDescending(row => row.At),
            (row, words) => new(row.At, $"{words.Number(row.Progress)} %", row.AuthorId)
        ),
        Of<GoalComment>("goal_comments", rows => rows.OrderByDescending(row => row.At), (row, _) => new(row.At, row.Text, row.AuthorId)),
        Of<Assessment>(
            "assessments",
            rows => rows.OrderByDescending(row => row.At),
            (row, _) =>
                new(
                    row.At,
                    Joined(row.CompetencyKey, row.Level, row.Note),
                    row.AuthorId,
                    row.AuthorId == row.SubjectId ? null : new HeldItem(ContestItem.OfAssessment, row.Id)
                )
        ),
        Of<PlanItem>(
            "plan_items",
            rows => rows.OrderByDescending(row => row.CreatedAt),
            (row, _) => new(row.CreatedAt, Joined(row.Text, row.DueOn), row.AuthorId)
        ),
        Of<Summary>(
            "summaries",
            rows => rows.OrderByDescending(row => row.ApprovedAt),
            (row, words) =>
                new(
                    row.ApprovedAt,
                    $"{row.Text}\n{DraftCards.Label("summary", row.Writer, words)}",
                    row.ApprovedById,
                    new HeldItem(ContestItem.OfSummary, row.Id)
                )
        ),
        Of<SummaryComment>(
            "summary_comments",
            rows => rows.OrderByDescending(row => row.At),
            (row, _) => new(row.At, row.Text, row.AuthorId)
        ),
        Of<ModelUse>(
            "model_uses",
            rows => rows.OrderByDescending(row => row.At),
            (row, words) =>
                new(row.At, Joined(row.Model, words.Say("held_model_tokens", ("count", words.Number(row.TokensIn + row.TokensOut, 0)))))
        ),
        Of<DraftingSwitch>(
            "drafting_switches",
            rows => rows.OrderByDescending(row => row.At),
            (row, words) => new(row.At, words.Say("held_switch_" + row.Scope.Split(':')[0]), row.ById)
        ),
        Of<ContextNote>("notes", rows => rows.OrderByDescending(row => row.At), (row, _) => new(row.At, Joined(row.MetricKey, row.Text))),
        Of<Contest>(
            "contests",
            rows => rows.OrderByDescending(row => row.OpenedAt),
            (row, words) =>
                new(row.OpenedAt, Joined(ListContests.What(row, words), row.Reason, words.Say("held_contest_" + row.State)), row.DeciderId)
        ),
        Of<StepDone>(
            "steps_done",
            rows => rows.OrderByDescending(row => row.At),
            (row, words) => new(row.At, words.Say(row.ReopenedAt is null ? "held_row_step_done" : "held_row_step_reopened"), row.DoneBy)
        ),
        Of<StepNudge>(
            "step_nudges",
            rows => rows.OrderByDescending(row => row.At),
            (row, words) => new(row.At, Joined(words.Say("held_row_step_nudge"), row.On))
        ),
        Of<StepEscalation>(
            "step_escalations",
            rows => rows.OrderByDescending(row => row.At),
            (row, words) => new(row.At, Joined(words.Say("held_row_step_escalation"), row.On), row.ToldId)
        ),
        Of<Quarantine>(
            "quarantine",
            rows => rows.OrderByDescending(row => row.FoundAt),
            (row, _) => new(row.FoundAt, Joined(row.MetricKey, row.Reason))
        ),
        Of<MetricVote>("votes", rows => rows.OrderByDescending(row => row.At), (row, _) => new(row.At, row.MetricKey)),
        Of<PersonMove>(
            "moves",
            rows => rows.OrderByDescending(row => row.RecordedAt),
            (row, _) =>
                new(
                    row.RecordedAt,
                    $"{row.FromDepartment} → {row.ToDepartment}, {row.FromRoleFamily} → {row.ToRoleFamily}, {row.FromLevel} → {row.ToLevel}"
                )
        ),
        Of<GlassBreak>(
            "glass",
            rows => rows.OrderByDescending(row => row.At),
            (row, _) => new(row.At, Joined(row.What, row.Reason), row.ReaderId)
        ),
        Kept<ReportingLine>(
            "lines",
            me => row => row.ReportId == me || row.ManagerId == me,
            rows => rows.OrderByDescending(row => row.From),
            (row, _) => new(null, Joined(row.From, row.Until), row.ManagerId)
        ),
        Kept<PersonRole>(
            "roles",
            me => row => row.PersonId == me,
            rows => rows.OrderBy(row => row.Kind),
            (row, _) => new(null, Joined(row.Kind, row.Department))
        ),
        Kept<Delegation>(
            "delegations",
            me => row => row.ManagerId == me || row.DelegateId == me,
            rows => rows.OrderByDescending(row => row.From),
            (row, _) => new(null, Joined(row.From, row.Until), row.DelegateId)
        ),
        Kept<ChatAccount>(
            "accounts",
            me => row => row.PersonId == me,
            rows => rows.OrderByDescending(row => row.LastSeen),
            (row, _) => new(row.LastSeen, Joined(row.Platform, row.Name, row.Email))
        ),
        Kept<Unreachable>(
            "unreachable",
            me => row => row.PersonId == me,
            rows => rows.OrderBy(row => row.Platform),
            (row, _) => new(row.Since, $"{row.Platform}")
        ),
        Kept<WelcomeShown>(
            "welcomes",
            me => row => row.PersonId == me,
            rows => rows.OrderBy(row => row.Platform),
            (row, _) => new(row.At, $"{row.Platform}")
        ),
        Kept<Dialogue>(
            "dialogue",
            me => row => row.PersonId == me,
            rows => rows.OrderBy(row => row.AskedAt),
            (row, _) => new(row.AskedAt, Joined(row.Question, row.Fields))
        ),
        Kept<OrgDataDoubt>(
            "doubts",
            me => row => row.ReportId == me || row.ManagerId == me,
            rows => rows.OrderByDescending(row => row.At),
            (row, words) => new(row.At, words.Say("held_row_doubt"), row.RaisedBy)
        ),
        Kept<Cadence>(
            "cadences",
            me => row => row.ReportId == me || row.ManagerId == me,
            rows => rows.OrderByDescending(row => row.Starts),
            (row, _) =>
                new(
                    null,
                    Joined(row.Weekday, row.Time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), row.TimeZone),
                    row.ManagerId
                )
        ),
        Kept<Meeting>(
            "meetings",
            me => row => row.OwnerId == me || row.OtherId == me,
            rows => rows.OrderByDescending(row => row.Start),
            (row, _) => new(row.Start, Joined(row.Source, row.State))
        ),
        Kept<CalendarSeries>(
            "series",
            me => row => row.OwnerId == me,
            rows => rows.OrderBy(row => row.Uid),
            (row, _) => new(null, row.Uid)
        ),
        Kept<CalendarLink>(
            "calendars",
            me => row => row.PersonId == me,
            rows => rows.OrderBy(row => row.Source),
            (row, _) => new(row.ReadAt, row.Source)
        ),
        Kept<Occurrence>(
            "occurrences",
            me => row => row.ReportId == me || row.ManagerId == me,
            rows => rows.OrderByDescending(row => row.Start),
            (row, _) => new(row.Start, $"{row.State}", row.ManagerId)
        ),
        Kept<DeliveryRow>(
            "deliveries",
            me => row => row.RecipientId == me,
            rows => rows.OrderByDescending(row => row.CreatedAt),
            (row, _) => new(row.CreatedAt, Joined(row.Card, row.Act, row.Platform, row.State))
        ),
        Kept<DeliveryRow>(
            "nudges",
            me => row => row.RecipientId == me && row.Card == BroadcastCards.Card && row.Act == DeliveryAct.Send,
            rows => rows.OrderByDescending(row => row.CreatedAt),
            (row, _) => new(row.EndedAt ?? row.CreatedAt, Joined(Nudge(row), row.State, row.Reason))
        ),
        Kept<Broadcast>(
            "broadcasts",
            me => row => row.AuthorId == me || row.ApprovedBy == me || row.ProposedBy == me,
            rows => rows.OrderByDescending(row => row.CreatedAt),
            (row, _) => new(row.CreatedAt, Joined(row.Title, row.TextEn, row.TextDe, row.State), row.AuthorId)
        ),
        Kept<WebMessage>(
            "messages",
            me => row => row.PersonId == me,
            rows => rows.OrderByDescending(row => row.At),
            (row, _) => new(row.At, Joined(row.Card, row.Text))
        ),
        Kept<WebSession>(
            "sessions",
            me => row => row.PersonId == me,
            rows => rows.OrderByDescending(row => row.EndsAt),
            (row, _) => new(row.EndsAt, $"{row.How}")
        ),
    ];

    /// <summary>The kind of this name; null where there is none, since anyone may type an address.</summary>
    public static HeldKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Only what stands in the list above may be read beside the rights table.</summary>
    internal static bool IsKept<T>() => All.Any(kind => kind.Entity == typeof(T));

    private static HeldKind<T, T> Of<T>(string name, Func<IQueryable<T>, IQueryable<T>> order, Func<T, Reader, HeldRow> line)
        where T : class, IAbout<T> => Part(name, order, row => row, line);

    private static HeldKind<T, TPart> Part<T, TPart>(
        string name,
        Func<IQueryable<T>, IQueryable<T>> order,
        Expression<Func<T, TPart>> part,
        Func<TPart, Reader, HeldRow> line
    )
        where T : class, IAbout<T> => new HeldKind<T, TPart>(name, async (reader, ct) => order(await reader.Own<T>(ct)), part, line);

    private static HeldKind<T, T> Kept<T>(
        string name,
        Func<Guid, Expression<Func<T, bool>>> mine,
        Func<IQueryable<T>, IQueryable<T>> order,
        Func<T, Reader, HeldRow> line
    )
        where T : class => new HeldKind<T, T>(name, (reader, _) => Task.FromResult(order(reader.Kept(mine(reader.Me)))), row => row, line);

    private static HeldRow Line(Fact row, Reader words) =>
        new(row.At, Joined(row.Source, row.Kind, row.Outcome, row.ExternalId, row.Amount is { } amount ? words.Number(amount, 2) : null));

    private static string Nudge(DeliveryRow row)
    {
        var card = CardJson.Read<BroadcastCard>(row.Model);
        return Joined(card.Title, card.Text);
    }

    /// <summary>The parts that are there, in the form of ISO 8601 where they are dates.</summary>
    private static string Joined(params object?[] parts) =>
        string.Join(
            " · ",
            parts
                .Select(part =>
                    part is NodaTime.LocalDate date
                        ? NodaTime.Text.LocalDatePattern.Iso.Format(date)
                        : Convert.ToString(part, System.Globalization.CultureInfo.InvariantCulture)
                )
                .Where(part => part is { Length: > 0 })
        );
}
