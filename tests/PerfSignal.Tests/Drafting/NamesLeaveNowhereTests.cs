using PerfSignal.Bot.OpenAi;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Tests.Briefs;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Drafting;

/// <summary>Requests to a model are captured and searched for everybody; the whole sample company is searched with PERFSIGNAL_LONG=1.</summary>
public sealed class NamesLeaveNowhereTests
{
    private static readonly KnownPerson[] People =
    [
        Known("Maya Brandt", "maya@lumen.example", "U02MAYA0001"),
        Known("Ana Sousa", "ana@lumen.example", "5d0f4c6e-1111-4222-8333-444455556666"),
        Known("Jürgen Müller", "jm@lumen.example"),
        Known("Łukasz Żak", "l.zak@lumen.example"),
        Known("Zoë Fischer", "zoe.fischer@lumen.example", "29:1a2b3c4d5e6f"),
        Known("Anna-Lena Weiß", "alw@lumen.example"),
        Known("Sinéad O'Brien", "sobrien@lumen.example"),
        Known("Jan van der Berg", "jvdb@lumen.example"),
        Known("Tom Sørensen", "tom@lumen.example"),
        Known("Nils Berg", "nils@lumen.example"),
        Known("Ruth Klein", "ruth@lumen.example"),
        Known("Grace Miller", "grace@lumen.example"),
        Known("Mei Lin Chen", "mlchen@lumen.example"),
    ];

    private static readonly string[] Frames =
        Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1"
            ? ["{0}", "Thanks to {0} for the runbook.", "ask {0}, then close it", "„{0}“ war dabei"]
            : ["Thanks to {0} for the runbook."];

    public static TheoryData<string> Names => [.. People.Select(person => person.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_spelling_of_a_name_stands_in_what_a_model_is_sent(string name)
    {
        var person = People.Single(one => one.Name == name);
        foreach (var spelling in NameScan.Spellings(person))
        {
            foreach (var frame in Frames)
            {
                var text = string.Format(null, frame, spelling);
                var pack = Pack(text);
                var sent = DraftWire.Evidence(pack.Request);
                NameScan
                    .Find($$"""{"x":{{System.Text.Json.JsonSerializer.Serialize(sent)}}}""", People)
                    .ShouldBeEmpty($"{text}: {pack.Items[0].Quote}");
            }
        }
    }

    /// <summary>A question has only the beginning of what was agreed, which may end within a name.</summary>
    [Fact]
    public void No_half_of_a_name_stands_in_it_either()
    {
        foreach (var before in Enumerable.Range(40, 33))
        {
            var pack = Pack(new string('x', before) + " with Jürgen Sørensen and zed.zedson@elsewhere.example");
            pack.Items.ShouldContain(item => item.Kind == EvidenceKind.Question && item.Quote.Contains("xx"));
            DraftWire.Evidence(pack.Request).ShouldNotMatch(@"J[uü]|\bS[oø]|zed");
        }
    }

    /// <summary>As it goes over the wire, with the instructions around it, and once more where an answer is asked for again.</summary>
    [Fact]
    public async Task No_name_stands_in_a_captured_request()
    {
        await using var model = await ScriptedModel.Start("no JSON", "no JSON");
        using var connection = new ModelConnection(
            new DraftingSettings
            {
                Provider = DraftingProvider.OpenAI,
                Endpoint = model.Endpoint,
                Model = "m",
            }
        );
        var text = string.Join(' ', People.SelectMany(NameScan.Spellings));

        await connection.Writer.Write(Pack(text).Request, CancellationToken.None);

        model.Requests.Count.ShouldBe(2);
        model.Requests.SelectMany(body => NameScan.Find(body, People)).ShouldBeEmpty();
    }

    /// <summary>Otherwise nothing above would show anything.</summary>
    [Theory]
    [InlineData("thanks to maya")]
    [InlineData("Müllers Plan")]
    [InlineData("Mueller did")]
    [InlineData("Weiss was there")]
    [InlineData("A\u200bna did")]
    [InlineData("ask asousa")]
    [InlineData("Frau Klein")]
    [InlineData("x@lumen.example")]
    [InlineData("5d0f4c6e-1111-4222-8333-444455556666")]
    public void The_search_finds_what_was_not_masked(string text) =>
        NameScan.Find($$"""{"x":{{System.Text.Json.JsonSerializer.Serialize(text)}}}""", People).ShouldNotBeEmpty();

    [Theory]
    [InlineData("a small step for the small team")]
    [InlineData("ein kleiner Berg Arbeit")]
    public void And_leaves_ordinary_words(string text) =>
        NameScan
            .Find(
                $$"""{"x":{{System.Text.Json.JsonSerializer.Serialize(text.Replace("Berg", "berg", StringComparison.Ordinal))}}}""",
                People
            )
            .ShouldBeEmpty();

    private static DraftPack Pack(string text)
    {
        var evidence = Sample.Full with
        {
            Commitments = [Sample.Commitment(text: text, overdue: true, due: new(2026, 11, 20))],
            Goals = [Sample.Goal(60, before: 45) with { Title = text }],
            Feedback = [Sample.Note(byManager: false) with { Author = "Jürgen Müller", Text = text }],
            ContextNotes = [new EvidenceNote(text, Sample.Now)],
            Figures =
            [
                Sample.Figure("own.metric", text) with
                {
                    ContextNote = text,
                },
                Sample.Figure("own.contested", text) with
                {
                    Contested = true,
                },
            ],
            Missing = [new Missing("quarantined", "own.metric"), new Missing("stale_source", text)],
            Questions = ["commitment_overdue", "figure_contested"],
        };
        var reader = new Reader(BriefWorld.Texts, "en", NodaTime.DateTimeZone.Utc, evidence.FrozenAt);
        var mask = new NameMask(People, People[0].Id, People[1].Id);
        var items = new EvidenceItems(mask, reader);
        items.Add(evidence, DraftKind.OneOnOne);
        return new DraftPack
        {
            Kind = DraftKind.OneOnOne,
            Language = "en",
            Today = reader.Today,
            AskedById = People[0].Id,
            Items = items.All,
            Names = mask.Names,
            Originals = items.Originals,
        };
    }

    private static KnownPerson Known(string name, params string[] ids) => new(Guid.CreateVersion7(), name, ids);
}
