using PerfSignal.Bot.OpenAi;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>What a model is sent for a draft out of the database, in which everybody is written of by everything that is known of them.</summary>
public sealed class EverybodyIsMaskedTests : IDisposable
{
    private const string Object = "5d0f4c6e-1111-4222-8333-444455556666";
    private readonly BriefWorld world = new();
    private readonly Recorder recorder = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("Otto Gone")]
    [InlineData("Gone's plan")]
    [InlineData("og@example.com")]
    [InlineData("ask og")]
    [InlineData("29:1a2b3c4d5e6f")]
    [InlineData("<@U02OTTO0001>")]
    [InlineData("U02OTTO0002")]
    [InlineData(Object)]
    [InlineData("ottokar@mail.example.com")]
    [InlineData("upn.otto@example.onmicrosoft.com")]
    [InlineData("8:live:otto")]
    [InlineData("Kalle")]
    [InlineData("Zed Outsider")]
    [InlineData("zedout")]
    public async Task Whoever_is_known_is_known_by_all_their_names_and_ids(string written)
    {
        var otto = BriefWorld.Person("og@example.com", "Otto Gone");
        (otto.LastDay, otto.SlackUserId, otto.TeamsUserId) = (new(2026, 3, 31), "U02OTTO0001", "29:1a2b3c4d5e6f");
        world.Add(otto, Account(otto, PlatformName.Slack, "U02OTTO0002", "Kalle"), Account(otto, PlatformName.Teams, Object, "Otto"));
        world.Add(Account(null, PlatformName.Slack, "U02ZEDS0001", "Zed Outsider"));
        world.Add(
            new Commitment
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = world.Ana.Id,
                OwnerId = world.Ana.Id,
                AuthorId = world.Maya.Id,
                Text = $"migrate billing with {written} and then close",
                CreatedAt = BriefWorld.Start - NodaTime.Duration.FromHours(1),
            }
        );
        world.DraftWriter = recorder;

        await world.Ask(world.Maya, "draft.write", "Ana");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));

        recorder.Sent.ShouldContain("migrate billing with");
        recorder.Sent.ShouldNotContain(written, Case.Insensitive);
        // Known, and not only taken for an address or an id of somebody.
        recorder.Sent.ShouldMatch("with (?:ask )?P3(?:'s plan)? and then close");
    }

    [Fact]
    public async Task What_a_writer_gets_beside_the_evidence_names_nobody_either()
    {
        world.Figures = [Sample.Figure("own.metric", "Reviews for Maya Brandt")];
        world.Add(
            new FeedbackNote
            {
                Id = Guid.CreateVersion7(),
                AuthorId = world.Maya.Id,
                SubjectId = world.Ana.Id,
                Kind = FeedbackKind.Praise,
                Text = "Thanks for the runbook.",
                At = BriefWorld.Start - NodaTime.Duration.FromHours(1),
            }
        );
        world.DraftWriter = recorder;
        await world.Ask(world.Maya, "draft.write", "Ana");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));

        recorder.Sent.ShouldContain("runbook");
        recorder.Sent.ShouldContain("Reviews for P1");
        foreach (var person in new[] { world.Maya, world.Ana })
        {
            foreach (var word in person.Name.Split(' ').Append(person.Email).Append(person.Id.ToString()))
            {
                recorder.Sent.ShouldNotMatch($@"(?i)\b{word}\b");
            }
        }
    }

    private static ChatAccount Account(Person? person, PlatformName platform, string id, string name) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Platform = platform,
            Workspace = "T1",
            UserId = id,
            PersonId = person?.Id,
            Name = name,
            FirstSeen = BriefWorld.Start,
            LastSeen = BriefWorld.Start,
            State = person is null ? AccountState.NotInDirectory : AccountState.Matched,
            Email =
                person is null ? "zedout@example.org"
                : platform == PlatformName.Slack ? "ottokar@mail.example.com"
                : null,
            PrincipalName = platform == PlatformName.Teams ? "upn.otto@example.onmicrosoft.com" : null,
            Address = platform == PlatformName.Teams ? "8:live:otto" : null,
        };

    /// <summary>Keeps what would go over the wire.</summary>
    private sealed class Recorder : IDraftWriter
    {
        public string Sent { get; private set; } = "";
        public string Name => "test-model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            Sent = DraftWire.Evidence(request);
            return Task.FromResult<WriterAnswer>(new WriterAnswer.Failed("failed", DraftUsage.None));
        }
    }
}
