using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core;
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
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Reviews;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Briefs;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Governance;

/// <summary>What a verb did for somebody.</summary>
/// <param name="Answer">The reply as JSON.</param>
/// <param name="Wrote">Whether it changed anything but the audit log.</param>
internal sealed record Outcome(string Answer, bool Wrote);

/// <summary>The company with one row of everything about Ana, each holding a word by which it is known again; nothing that is tried stays.</summary>
public sealed class VerbWorld : IAsyncLifetime
{
    /// <summary>The letter of the table for each word.</summary>
    internal static readonly IReadOnlyDictionary<string, char> Words = new Dictionary<string, char>
    {
        ["aardvark"] = 'c', // a commitment of Ana and Mia
        ["badger"] = 'f', // feedback by Mia
        ["cormorant"] = 'o', // feedback by Otto in his time
        ["dormouse"] = 'b', // feedback by Bob
        ["egret"] = 'm', // Mia's private note about Ana
        ["ferret"] = 'a', // Ana's private note
        ["gannet"] = 'r', // a record note by Mia
        ["heron"] = 'g', // a goal
        ["ibex"] = 'l', // an action of the plan
        ["jackdaw"] = 's', // an assessment by Mia
        ["kestrel"] = 'k', // why Ana contests
        ["lynx"] = 'q', // what Ana asked Bob
        ["marmot"] = 'x', // Ana's note beside a figure
        ["narwhal"] = 'v', // a figure
        ["otter"] = 'y', // an approved summary
        ["puffin"] = 'd', // an open draft
        ["quokka"] = 't', // a step of a review cycle that reviews Ana alone
        ["walrus"] = 'n', // a nudge to Ana
    };

    private readonly TestDatabase database = new();
    private readonly ServiceProvider services;

    public VerbWorld()
        : this(_ => { }) { }

    /// <param name="more">Parts that only some need.</param>
    internal VerbWorld(Action<IServiceCollection> more)
    {
        var parts = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Company.Organization)
            .AddSingleton(Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards")))
            .AddSingleton(new Seal((_, text) => text, (_, text) => text))
            .AddSingleton(new Pages("https://perfsignal.example"))
            .AddSingleton<IDraftWriter>(provider => provider.GetRequiredService<PlainWriter>())
            .AddScoped(_ => database.Open())
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddScoped<Access>()
            .AddScoped<AuditTrail>()
            .AddScoped<ReadFigures>(_ =>
                (people, _, _) =>
                    Task.FromResult<IReadOnlyDictionary<Guid, IReadOnlyList<Figure>>>(
                        people.ToDictionary(
                            person => person.Id,
                            person => (IReadOnlyList<Figure>)(person.Id == Ana.Id ? [Sample.Figure("team.narwhal", "narwhal points")] : [])
                        )
                    )
            )
            .AddPerfSignalBriefs()
            .AddPerfSignalCommitments()
            .AddPerfSignalDevelopment()
            .AddPerfSignalDelivery()
            .AddPerfSignalFeedback()
            .AddPerfSignalGoals()
            .AddPerfSignalContests()
            .AddPerfSignalReviews()
            .AddPerfSignalPreferences()
            .AddPerfSignalMyData()
            .AddPerfSignalDrafting()
            .AddPerfSignalBroadcasts()
            .AddPerfSignalConversing(Verbs.All);
        more(parts);
        services = parts.BuildServiceProvider(validateScopes: true);
    }

    public TestClock Clock { get; } = Company.On(new LocalDate(2026, 11, 24));

    private Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    /// <summary>The rows about Ana by a short name, as buttons carry them.</summary>
    internal Dictionary<string, string> Rows { get; } = [];

    public async Task InitializeAsync()
    {
        database.Add(Company.All);
        var (now, before) = (Noon(new LocalDate(2026, 11, 23)), Noon(Handover.PlusDays(-10)));
        FeedbackNote Note(Person author, string text, Instant at) =>
            new()
            {
                Id = Id(text),
                AuthorId = author.Id,
                SubjectId = Ana.Id,
                Kind = FeedbackKind.Feedback,
                Text = text,
                At = at,
            };
        MineNote Mine(Person author, string text) =>
            new()
            {
                Id = Id(text),
                AuthorId = author.Id,
                SubjectId = Ana.Id,
                Text = text,
                At = now,
            };
        Broadcast Nudge(string name, Person author, BroadcastState state, Instant? started) =>
            new()
            {
                Id = Rows.TryGetValue(name, out var known) ? Guid.Parse(known) : Id(name),
                AuthorId = author.Id,
                Title = "walrus",
                Template = BroadcastTemplates.Free,
                TextEn = "Please look.",
                Audience = new AudienceRule { Emails = [Ana.Email] }.ToJson(),
                State = state,
                CreatedAt = now,
                RequestedAt = now,
                StartedAt = started,
                Version = Guid.NewGuid(),
            };
        var occurrence = new Occurrence
        {
            Id = Id("occurrence"),
            ManagerId = Mia.Id,
            ReportId = Ana.Id,
            Key = "test:1",
            Start = Now + Duration.FromMinutes(30),
            End = Now + Duration.FromMinutes(60),
            BriefAt = Now,
            Version = Guid.NewGuid(),
        };
        Rows["person"] = Ana.Id.ToString("N");
        Rows["competency"] = $"{Ana.Id:N}.communication";
        Rows["group"] = Guid.CreateVersion7().ToString("N");
        database.Add(
            occurrence,
            Note(Mia, "badger", now),
            Note(Otto, "cormorant", before),
            Note(Bob, "dormouse", now),
            Mine(Mia, "egret"),
            Mine(Ana, "ferret"),
            new RecordNote
            {
                Id = Id("gannet"),
                AuthorId = Mia.Id,
                SubjectId = Ana.Id,
                Text = "gannet",
                At = now,
            },
            new Commitment
            {
                Id = Id("aardvark"),
                ManagerId = Mia.Id,
                ReportId = Ana.Id,
                OwnerId = Ana.Id,
                AuthorId = Ana.Id,
                Text = "aardvark",
                CreatedAt = now,
            },
            new Commitment
            {
                Id = Id("closed"),
                ManagerId = Mia.Id,
                ReportId = Ana.Id,
                OwnerId = Ana.Id,
                AuthorId = Ana.Id,
                Text = "an old aardvark",
                State = CommitmentState.Done,
                CreatedAt = now,
                ClosedAt = now,
            },
            new Goal
            {
                Id = Id("heron"),
                Key = "ana1",
                OwnerId = Ana.Id,
                Title = "heron",
                DueOn = new LocalDate(2026, 12, 31),
                CreatedAt = now,
                UpdatedAt = now,
            },
            new PlanItem
            {
                Id = Id("ibex"),
                PersonId = Ana.Id,
                AuthorId = Ana.Id,
                Text = "ibex",
                Kind = PlanKind.Practice,
                CreatedAt = now,
            },
            new Assessment
            {
                Id = Id("jackdaw"),
                SubjectId = Ana.Id,
                AuthorId = Mia.Id,
                Kind = AssessmentKind.Manager,
                CompetencyKey = "communication",
                Level = 3,
                Note = "jackdaw",
                At = now,
            },
            new Contest
            {
                Id = Id("kestrel"),
                PersonId = Ana.Id,
                Of = ContestOf.Figure,
                MetricKey = "team.other",
                Reason = "kestrel",
                OpenedAt = now,
                DeciderId = Hana.Id,
                DecideBy = new LocalDate(2026, 12, 8),
            },
            new FeedbackRequest
            {
                Id = Id("lynx"),
                GroupId = Guid.Parse(Rows["group"]),
                AskerId = Ana.Id,
                SubjectId = Ana.Id,
                RecipientId = Bob.Id,
                Question = "lynx",
                At = now,
            },
            new BulkSend { Id = Id("sending"), StartedAt = now },
            new BulkSend
            {
                Id = Id("paused"),
                StartedAt = now,
                Paused = true,
            },
            Nudge("walrus", Hedi, BroadcastState.AwaitingApproval, null),
            Nudge("sending", Hana, BroadcastState.Sending, now),
            Nudge("paused", Hana, BroadcastState.Paused, now),
            Nudge("unsent", Hana, BroadcastState.Draft, null),
            new ContextNote
            {
                Id = Guid.CreateVersion7(),
                PersonId = Ana.Id,
                Text = "marmot",
                At = now,
            }
        );
        Rows["plan"] = $"{Ana.Id:N}.{Rows["ibex"]}";
        await AddCycles();
        (await Run<SendDueBriefs>(act => act.Run(default))).ShouldBe(1);

        // One draft that was approved with words of its own, and then an open one.
        foreach (var (words, approve) in new[] { ("otter", true), ("puffin", false) })
        {
            await Do(Mia, "draft.write", Rows["occurrence"], "", []);
            var open = (await All<Core.Drafting.Draft>()).Single(draft => draft.State == DraftState.Open);
            Rows["draft"] = $"{Ana.Id:N}.{open.Id:N}";
            await Do(Mia, "draft.edit", Rows["draft"], "", new() { ["text"] = words });
            if (approve)
            {
                await Do(Mia, "draft.approve", Rows["draft"], "", []);
            }
        }

        var summary = (await All<Summary>()).Single();
        (Rows["summary"], Rows["otter"]) = ($"{Ana.Id:N}.{summary.Id:N}", summary.Id.ToString("N"));
    }

    /// <summary>An open cycle and one that was closed; of a period in which nobody but Ana worked here.</summary>
    private async Task AddCycles()
    {
        await using (var data = database.Open())
        {
            await data
                .People.Where(one => one.Id == Ana.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.HireDate, new LocalDate(2023, 6, 1)));
        }

        ReviewCycle Cycle(string name, CycleState state) =>
            new()
            {
                Id = Id(name),
                Name = "Autumn",
                From = new LocalDate(2023, 1, 1),
                To = new LocalDate(2023, 12, 31),
                Departments = """["Platform"]""",
                RoleFamilies = "[]",
                State = state,
                NudgeDaysBefore = "2",
                CreatedBy = Hana.Id,
                CreatedAt = Now,
            };
        CycleStep Step(string name, ReviewCycle cycle, int position, StepDoer doer)
        {
            var step = new CycleStep
            {
                Id = Guid.CreateVersion7(),
                CycleId = cycle.Id,
                Position = position,
                Name = "quokka " + position,
                Doer = doer,
                Due = new LocalDate(2026, 12, 1),
            };
            Rows[name] = new StepKey(step.Id, Ana.Id).ToString();
            return step;
        }

        var (open, closed) = (Cycle("cycle", CycleState.Open), Cycle("old cycle", CycleState.Closed));
        var done = Step("done step", open, 3, StepDoer.Self);
        database.Add(
            open,
            closed,
            Step("own step", open, 1, StepDoer.Self),
            Step("quokka", open, 2, StepDoer.Manager),
            done,
            Step("old step", closed, 1, StepDoer.Self),
            new StepDone
            {
                Id = Guid.CreateVersion7(),
                StepId = done.Id,
                SubjectId = Ana.Id,
                DoneBy = Ana.Id,
                At = Now,
            }
        );
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        database.Dispose();
    }

    /// <summary>Calls a verb and takes back whatever it did.</summary>
    internal async Task<Outcome> Try(Person by, string verb, string? row, string words, Dictionary<string, string> fields)
    {
        await using var scope = services.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<Core.Data.PerfSignalData>();
        var wrote = false;
        data.SavingChanges += (_, _) =>
            wrote |= data
                .ChangeTracker.Entries()
                .Any(entry =>
                    entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                    && entry.Entity is not (AuditEntry or PersonAlias)
                );
        await using var transaction = await data.Database.BeginTransactionAsync();
        var answer = await Call(scope.ServiceProvider, by, verb, row, words, fields);
        await transaction.RollbackAsync();
        return new Outcome(answer, wrote);
    }

    /// <summary>As it arrives from a platform.</summary>
    internal Task<Reply> Receive(
        Person by,
        string verb,
        string? row,
        string words = "",
        Dictionary<string, string>? fields = null,
        PlatformName on = PlatformName.Web
    ) =>
        Run<Conversation, Reply>(conversation =>
            conversation.Receive(
                new Inbound
                {
                    Platform = on,
                    EventId = Guid.NewGuid().ToString(),
                    PersonId = by.Id,
                    Verb = verb,
                    Row = row,
                    Text = words,
                    Fields = fields ?? [],
                },
                default
            )
        );

    /// <summary>As typed on a platform.</summary>
    internal Task<Reply> Say(Person by, string words, PlatformName on) =>
        Run<Conversation, Reply>(conversation =>
            conversation.Receive(
                new Inbound
                {
                    Platform = on,
                    EventId = Guid.NewGuid().ToString(),
                    PersonId = by.Id,
                    Text = words,
                    IsAnsweredDirectly = true,
                },
                default
            )
        );

    internal Core.Data.PerfSignalData Open() => database.Open();

    internal async Task<List<T>> All<T>()
        where T : class
    {
        await using var data = database.Open();
        return await data.Set<T>().AsNoTracking().ToListAsync();
    }

    private async Task Do(Person by, string verb, string? row, string words, Dictionary<string, string> fields)
    {
        await using var scope = services.CreateAsyncScope();
        await Call(scope.ServiceProvider, by, verb, row, words, fields);
    }

    private static async Task<string> Call(
        IServiceProvider scope,
        Person by,
        string verb,
        string? row,
        string words,
        Dictionary<string, string> fields
    )
    {
        var known = scope.GetRequiredService<VerbTable>().ByName(verb)!;
        var person = await scope.GetRequiredService<Core.Data.PerfSignalData>().People.SingleAsync(one => one.Id == by.Id);
        var reply = await ((IVerb)scope.GetRequiredService(known.Handler)).Handle(
            new Command
            {
                Verb = verb,
                By = person,
                Reader = scope.GetRequiredService<ReaderFactory>().For(person),
                Platform = PlatformName.Web,
                Text = words,
                Row = row,
                Fields = fields,
            },
            default
        );
        return ReplyJson.Write(reply);
    }

    private Task<int> Run<T>(Func<T, Task<int>> act)
        where T : notnull => Run<T, int>(act);

    private async Task<TResult> Run<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    private Guid Id(string name)
    {
        var id = Guid.CreateVersion7();
        Rows[name] = id.ToString("N");
        return id;
    }
}
