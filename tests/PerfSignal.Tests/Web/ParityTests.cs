using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Packaging;
using PerfSignal.Core;
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
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Tests.Cards;
using PerfSignal.Tests.Drafting;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Web;

/// <summary>The same product everywhere: each verb gives the same answer on every platform, and every rendering of it holds all of it.</summary>
public sealed class ParityTests
{
    private static readonly CardLibrary Cards = CardLibrary.Load(RepositoryFiles.Cards);

    /// <summary>All but the way from a chat to the pages, which leads nowhere from the pages themselves.</summary>
    public static TheoryData<string> Typed() =>
        [.. Verbs.All.Where(verb => verb.Name != OpenPages.Verb.Name).SelectMany(verb => verb.Aliases)];

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Typed_words_get_the_same_answer_on_every_platform(string alias)
    {
        await using var site = await Site.Start();
        await Fill(site);
        foreach (var person in new[] { site.Ana, site.Max })
        {
            var answers = new List<string>();
            foreach (var platform in Enum.GetValues<PlatformName>())
            {
                var reply = await Receive(site, person, platform, text: platform == PlatformName.Slack ? "/" + alias : alias);
                answers.Add(ReplyJson.Write(reply));
                Loses_nothing(reply, person.Language ?? "en");
            }

            answers.Distinct().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Every_button_that_is_shown_is_answered_and_every_verb_is_reached()
    {
        await using var site = await Site.Start();
        await Fill(site);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var copied = false;
        foreach (var person in new[] { site.Ana, site.Max, site.Eve })
        {
            var open = new List<string>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var verb in Verbs.All.Where(verb => verb.Aliases.Count > 0))
            {
                reached.Add(verb.Name);
                Add(await Receive(site, person, PlatformName.Teams, text: verb.Aliases[0]));
            }

            // A manager names the report; what they may do with a goal stands on its card.
            Add(await Receive(site, person, PlatformName.Teams, text: "goals ana"));
            var again = false;
            while (open.Count > 0 || !again)
            {
                if (open.Count == 0)
                {
                    // What was closed by then is looked at once more.
                    again = true;
                    open.AddRange(seen.Where(button => button.Contains(ShowCommitment.Name, StringComparison.Ordinal)));
                    continue;
                }

                // What is open is looked at before anything is pressed that closes it.
                var written = open.Find(button => button.Contains(ShowCommitment.Name, StringComparison.Ordinal)) ?? open[0];
                open.Remove(written);
                var action = CardAction.Parse(written);
                Verbs.All.ShouldContain(verb => verb.Name == action.Verb);
                reached.Add(action.Verb);
                if (action.Verb == SteerBroadcast.Copy && copied)
                {
                    // A copy can be sent and then copied again, without end.
                    continue;
                }

                copied |= action.Verb == SteerBroadcast.Copy;
                Add(await Receive(site, person, PlatformName.Teams, action: action));
            }

            void Add(Reply reply)
            {
                foreach (var button in Loses_nothing(reply, person.Language ?? "en").Where(seen.Add))
                {
                    open.Add(button);
                }
            }
        }

        // Shown by Slack alone, where typed words cannot open a window.
        reached.UnionWith(Cards.Verbs("open_form"));
        // Sent after a 1:1, and shown for words that are no command.
        reached.UnionWith(Cards.Verbs("commitment_prompt"));
        // Shown after half an hour.
        reached.UnionWith(Cards.Verbs("question_late"));
        // Shown for a slip of the pen.
        reached.UnionWith(Cards.Verbs("meant"));
        // Shown to HR of everyone.
        reached.UnionWith(Cards.Verbs("pilot_list"));
        // Shown once the evidence changed under a draft that holds the manager's own words.
        reached.UnionWith(Cards.Verbs("draft"));
        reached.Order(StringComparer.Ordinal).ShouldBe(Verbs.All.Select(verb => verb.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_sample_is_whole_on_every_surface()
    {
        foreach (var card in Cards.Cards)
        {
            foreach (var language in Cards.Languages)
            {
                Loses_nothing(card, Cards.Sample(card), language);
            }
        }
    }

    [Fact]
    public void The_manifests_have_the_slash_commands_and_message_actions_of_the_verb_table()
    {
        var slashes = Verbs.All.Where(verb => verb.SlashCommand is not null).ToList();

        slashes.Select(verb => verb.SlashCommand).ShouldBeUnique();
        // What Slack sends after the command means the same as typed words.
        slashes.ShouldAllBe(verb => verb.Aliases.Contains(verb.SlashCommand!.TrimStart('/')));
        var features = JsonNode.Parse(File.ReadAllText(Path.Combine(Manifests.Folder, "slack", "manifest.json")))!["features"]!;
        Names(features["slash_commands"]!, "command").ShouldBe(Sorted(slashes.Select(verb => verb.SlashCommand!)));
        var teams = JsonNode.Parse(File.ReadAllText(Path.Combine(Manifests.Folder, "teams", "manifest.json")))!;
        var onMessages = Sorted(Verbs.All.Where(verb => verb.TakesMessage).Select(verb => verb.Name));
        Names(features["shortcuts"]!, "callback_id").ShouldBe(onMessages);
        Names(teams["composeExtensions"]![0]!["commands"]!, "id").ShouldBe(onMessages);

        static IEnumerable<string> Names(JsonNode list, string of) => Sorted(list.AsArray().Select(one => one![of]!.GetValue<string>()));
        static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);
    }

    /// <returns>The buttons that were shown.</returns>
    private static IReadOnlyList<string> Loses_nothing(Reply reply, string language) =>
        reply switch
        {
            Reply.Showed showed => Loses_nothing(showed.Card, showed.Model, language),
            Reply.Opened opened => Loses_nothing(opened.Card, opened.Model, language),
            Reply.Invalid invalid => Loses_nothing(invalid.Card, invalid.Model, language),
            Reply.Said said => Loses_nothing("said", new JsonObject { ["text"] = said.Text }, language),
            _ => [],
        };

    private static IReadOnlyList<string> Loses_nothing(string card, JsonNode model, string language)
    {
        var source = Rendered.Source(Cards.Expand(card, model, language));
        foreach (var (where, what) in Rendered.Everywhere(Cards, card, model, language))
        {
            what.Buttons.ShouldBe(source.Buttons, $"the buttons of {card} as {where}");
            what.Inputs.ShouldBe(source.Inputs, $"the inputs of {card} as {where}");
            source.Words.Except(what.Words).ShouldBeEmpty($"words of {card} that are missing as {where}");
        }

        return source.Buttons;
    }

    private static async Task<Reply> Receive(
        Site site,
        Person person,
        PlatformName platform,
        string? text = null,
        CardAction? action = null
    )
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Conversation>()
            .Receive(
                new Inbound
                {
                    Platform = platform,
                    EventId = Guid.NewGuid().ToString(),
                    PersonId = person.Id,
                    Text = text,
                    Verb = action?.Verb,
                    Row = action?.Data["row"]?.ToString(),
                    Fields =
                        action?.Data.Where(field => field.Key != "row").ToDictionary(field => field.Key, field => $"{field.Value}") ?? [],
                },
                CancellationToken.None
            );
    }

    private static Task Fill(Site site) =>
        site.Change(data =>
        {
            var now = Instant.FromDateTimeOffset(site.Clock.GetUtcNow());
            data.AddRange(DraftRows.Approved(site.Max, site.Ana, now));
            AddCycles(data, site, now);
            data.Add(
                new Occurrence
                {
                    Id = Guid.CreateVersion7(),
                    ManagerId = site.Max.Id,
                    ReportId = site.Ana.Id,
                    Key = "test:1",
                    Start = now + Duration.FromDays(1),
                    End = now + Duration.FromDays(1) + Duration.FromMinutes(30),
                    BriefAt = now,
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
                    Text = "migrate billing",
                    DueOn = new LocalDate(2026, 11, 20),
                    CreatedAt = now,
                }
            );
            foreach (var (asker, recipient) in new[] { (site.Ana, site.Max), (site.Eve, site.Ana) })
            {
                data.Add(
                    new FeedbackRequest
                    {
                        Id = Guid.CreateVersion7(),
                        GroupId = Guid.CreateVersion7(),
                        AskerId = asker.Id,
                        SubjectId = asker.Id,
                        RecipientId = recipient.Id,
                        Question = "How did the launch go?",
                        At = now,
                    }
                );
            }

            data.Add(
                new FeedbackNote
                {
                    Id = Guid.CreateVersion7(),
                    AuthorId = site.Max.Id,
                    SubjectId = site.Ana.Id,
                    Kind = FeedbackKind.Feedback,
                    Text = "The hand-over was clear",
                    At = now,
                }
            );
            data.Add(
                new Assessment
                {
                    Id = Guid.CreateVersion7(),
                    AuthorId = site.Max.Id,
                    SubjectId = site.Ana.Id,
                    Kind = AssessmentKind.Manager,
                    CompetencyKey = "engineering.design",
                    Level = 3,
                    At = now,
                }
            );
            Summarize(data, site, now);
            Nudge(data, site, now);
            data.Add(A.Line(site.Eve, site.Max));
            foreach (var person in new[] { site.Ana, site.Eve })
            {
                data.Add(
                    new Contest
                    {
                        Id = Guid.CreateVersion7(),
                        PersonId = person.Id,
                        MetricKey = "engineering.story_points",
                        Reason = "two sprints are missing",
                        OpenedAt = now,
                        DeciderId = site.Max.Id,
                        DecideBy = new LocalDate(2026, 12, 8),
                    }
                );
            }

            data.Add(
                new Goal
                {
                    Id = Guid.CreateVersion7(),
                    OwnerId = site.Ana.Id,
                    Key = "o1",
                    Title = "Checkout",
                    Progress = 40,
                    CreatedAt = now,
                    UpdatedAt = now,
                }
            );
            data.Add(
                new PlanItem
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Ana.Id,
                    AuthorId = site.Max.Id,
                    Text = "lead an incident review",
                    Kind = PlanKind.Practice,
                    CreatedAt = now,
                }
            );
            return Task.CompletedTask;
        });

    /// <summary>Max is HR: one cycle is open with something done in it, one is a draft.</summary>
    private static void AddCycles(Core.Data.PerfSignalData data, Site site, Instant now)
    {
        data.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = site.Max.Id,
                Kind = RoleKind.Hr,
            }
        );
        foreach (var state in new[] { CycleState.Open, CycleState.Draft })
        {
            var cycle = new ReviewCycle
            {
                Id = Guid.CreateVersion7(),
                Name = "Autumn " + state,
                From = new LocalDate(2026, 1, 1),
                To = new LocalDate(2026, 12, 31),
                Departments = "[]",
                RoleFamilies = "[]",
                State = state,
                NudgeDaysBefore = "2",
                CreatedBy = site.Max.Id,
                CreatedAt = now,
            };
            var steps = new[] { StepDoer.Self, StepDoer.Manager, StepDoer.Self }
                .Select(
                    (doer, i) =>
                        new CycleStep
                        {
                            Id = Guid.CreateVersion7(),
                            CycleId = cycle.Id,
                            Position = i + 1,
                            Name = "Step " + i,
                            Doer = doer,
                            Due = new LocalDate(2026, 12, 1),
                        }
                )
                .ToList();
            data.Add(cycle);
            data.AddRange(steps);
            data.Add(
                new StepDone
                {
                    Id = Guid.CreateVersion7(),
                    StepId = steps[2].Id,
                    SubjectId = site.Max.Id,
                    DoneBy = site.Max.Id,
                    At = now,
                }
            );
        }
    }

    /// <summary>Eve is of HR, as Max is, and has a nudge in every state in which there is something to press; Max is asked to approve one.</summary>
    private static void Nudge(Core.Data.PerfSignalData data, Site site, Instant now)
    {
        data.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = site.Eve.Id,
                Kind = RoleKind.Hr,
            }
        );
        foreach (
            var (state, author) in new[]
            {
                (BroadcastState.Draft, site.Eve),
                (BroadcastState.AwaitingApproval, site.Eve),
                (BroadcastState.Paused, site.Eve),
                (BroadcastState.Done, site.Eve),
            }
        )
        {
            var id = Guid.CreateVersion7();
            var begun = state is BroadcastState.Done or BroadcastState.Paused;
            data.Add(
                new Broadcast
                {
                    Id = id,
                    AuthorId = author.Id,
                    Title = "Look over your goals",
                    Template = BroadcastTemplates.Free,
                    TextEn = "Please look over your goals.",
                    Audience = new AudienceRule().ToJson(),
                    State = state,
                    CreatedAt = now,
                    StartedAt = begun ? now : null,
                    EndedAt = state == BroadcastState.Done ? now : null,
                    Version = Guid.NewGuid(),
                }
            );
            if (!begun)
            {
                continue;
            }

            data.Add(new BulkSend { Id = id, StartedAt = now });
            foreach (var (person, end) in new[] { (site.Ana, DeliveryState.Sent), (site.Max, DeliveryState.Failed) })
            {
                data.Add(
                    new DeliveryRow
                    {
                        Id = Guid.CreateVersion7(),
                        RecipientId = person.Id,
                        Act = DeliveryAct.Send,
                        Card = BroadcastCards.Card,
                        Model = "{}",
                        Language = "en",
                        DedupeKey = $"broadcast:{id:N}:{person.Id:N}",
                        SendId = id,
                        Lane = Lane.Bulk,
                        NotBefore = now,
                        ExpiresAt = now + Duration.FromDays(2),
                        State = end,
                        Reason = end == DeliveryState.Failed ? "gave_up" : null,
                        CreatedAt = now,
                        EndedAt = now,
                    }
                );
            }
        }
    }

    private static void Summarize(Core.Data.PerfSignalData data, Site site, Instant at)
    {
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            Kind = DraftKind.OneOnOne,
            ManagerId = site.Max.Id,
            ReportId = site.Ana.Id,
            Language = "en",
            Evidence = "{}",
            EvidenceHash = "",
            Sentences = "[]",
            Writer = "plain",
            PromptVersion = "1",
            CreatedAt = at,
        };
        data.Add(draft);
        data.Add(
            new Summary
            {
                Id = Guid.CreateVersion7(),
                DraftId = draft.Id,
                Kind = DraftKind.OneOnOne,
                ManagerId = site.Max.Id,
                ReportId = site.Ana.Id,
                Language = "en",
                Text = "Ana finished the hand-over.",
                Evidence = "{}",
                Writer = "plain",
                PromptVersion = "1",
                ApprovedById = site.Max.Id,
                ApprovedAt = at,
            }
        );
    }
}
