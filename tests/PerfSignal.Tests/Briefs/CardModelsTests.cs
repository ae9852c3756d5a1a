using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.MyData;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Briefs;

public sealed class CardModelsTests
{
    private static readonly JsonSerializerOptions Indented = new(CardJson.Options) { WriteIndented = true };
    private static readonly Guid Row = new("0193a1b2-0000-7000-8000-00000000000a");

    [Theory]
    [InlineData("brief", "en")]
    [InlineData("brief", "de")]
    [InlineData("mirror", "en")]
    [InlineData("mirror", "de")]
    public void Reads_as_in_the_golden_file(string card, string language)
    {
        var evidence = Sample.Full;
        var recipient = card == "mirror" ? evidence.Report : evidence.Manager;
        Golden($"{card}.{language}.json", Write(evidence, recipient, language));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Says_moved_early_and_cancelled(string language)
    {
        var evidence = Sample.Full;
        var reader = Reader(evidence.Manager, language);
        var view = new BriefView(evidence, Row, evidence.MeetingStart + Duration.FromHours(2), evidence.FrozenAt + Duration.FromHours(2));
        var dropped = new[] { "cancelled", "declined", "not_a_pair", "duplicate", "manager_changed", "not_mine", "unheard_of" };
        string[] notices =
        [
            new BriefCards().Write(view, evidence.Manager.Id, reader).Notice,
            .. dropped.Select(reason => new BriefCards().Write(view with { DroppedBecause = reason }, evidence.Manager.Id, reader).Notice),
        ];
        Golden($"notices.{language}.json", notices);
    }

    [Fact]
    public void Stays_small_with_the_worst_of_evidence_and_says_what_is_left_out()
    {
        var text = string.Concat(Enumerable.Repeat("🦉ß\"\\<!channel> ${name} ", 200));
        var evidence = Sample.Full with
        {
            Manager = Sample.Full.Manager with { Name = text },
            Commitments = [.. Enumerable.Repeat(Sample.Commitment(overdue: true, due: new LocalDate(2026, 1, 1), text: text), 50)],
            Figures =
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(number =>
                        Sample.Figure($"metric.{number}", text, -123_456_789.25m, 999_999_999, Position.Below) with
                        {
                            Contested = true,
                            ContextNote = text,
                            MedianWhereSkewed = 12_345.5m,
                        }
                    ),
            ],
            Goals = [.. Enumerable.Repeat(Sample.Goal(60, new LocalDate(2026, 12, 18), 45) with { Title = text }, 30)],
            Feedback = [.. Enumerable.Repeat(Sample.Note(contested: true) with { Text = text, Author = text }, 40)],
            ContextNotes = [.. Enumerable.Repeat(new EvidenceNote(text, Sample.Now), 20)],
            Missing = [.. Enumerable.Range(0, 30).Select(number => new Missing("small_sample", $"metric.{number}"))],
        };
        foreach (var language in new[] { "en", "de" })
        {
            foreach (var recipient in new[] { evidence.Manager, evidence.Report })
            {
                var card = Write(evidence, recipient, language);
                Encoding.UTF8.GetByteCount(CardJson.Write(card)).ShouldBeLessThan(15_000);
                var lines =
                    card.Commitments.Count
                    + card.Figures.Count
                    + card.Goals.Count
                    + card.Feedback.Count
                    + card.Notes.Count
                    + card.Questions.Count;
                lines.ShouldBeLessThanOrEqualTo(22);
                new[] { card.CommitmentsMore, card.FiguresMore, card.GoalsMore, card.FeedbackMore, card.NotesMore }.ShouldAllBe(more =>
                    more.Length > 0
                );
            }
        }
    }

    [Theory]
    [InlineData("brief")]
    [InlineData("mirror")]
    [InlineData("brief_list")]
    [InlineData("why")]
    [InlineData("context_form")]
    [InlineData("contest_form")]
    [InlineData("contest_done")]
    [InlineData("mydata")]
    public void Has_a_sample_of_the_shape_of_the_model(string card)
    {
        object model = card switch
        {
            "brief" => Write(Sample.Full, Sample.Full.Manager, "en"),
            "mirror" => Write(Sample.Full, Sample.Full.Report, "en"),
            "brief_list" => new BriefList(
                "Your next 1:1s",
                "",
                [new BriefListLine(Row.ToString("N"), "Tue 24 Nov, 11:00", "with Ana Sousa")]
            ),
            "why" => new WhyCard(
                "Why you see this",
                "You have a 1:1 with Ana Sousa on Tue 24 Nov, 11:00.",
                "A manager reads the figures of their report.",
                [new WhySource("Jira", "read Tue 24 Nov, 08:30")],
                "",
                [
                    new WhyTrend(
                        "Story points",
                        "34 points",
                        "▇▇▇▃▂▂",
                        "target 40 points",
                        "contested",
                        [
                            new WhyPoint("2026-06-24", 41),
                            new WhyPoint("2026-07-24", 40.5m),
                            new WhyPoint("2026-08-24", 42),
                            new WhyPoint("2026-09-24", 36),
                            new WhyPoint("2026-10-24", 34),
                            new WhyPoint("2026-11-24", 34),
                        ],
                        [new WhyPoint("2026-06-24", 40), new WhyPoint("2026-11-24", 40)]
                    ),
                ]
            ),
            "context_form" => new ContextForm(
                "Add a note to your figures",
                "I was on call.",
                "all",
                [new MetricChoice("Story points", "engineering.story_points")]
            ),
            "contest_form" => new ContestForm(
                "Contest a figure",
                "Two sprints are missing.",
                "engineering.story_points",
                [new MetricChoice("Story points", "engineering.story_points")]
            ),
            "contest_done" => new ContestDone(
                "Story points is contested",
                "0193a1b200007000800000000000000c",
                "Hanna Roth decides by Tue 8 Dec."
            ),
            _ => new MyDataCard(
                "What is held about you",
                [new MyDataCount("Goals", "2")],
                [new MyDataBrief(Row.ToString("N"), "for Maya Brandt, Tue 24 Nov, 10:30")],
                [new MyDataLook("Maya Brandt: brief, Tue 24 Nov, 10:30")],
                "",
                [new MyDataItem(Row.ToString("N"), "feedback", "Feedback of Tue 24 Nov, Maya Brandt", "The hand-over was clear", true)],
                "Your settings: time zone Europe/Berlin.",
                ""
            ),
        };
        var written = JsonSerializer.Serialize(model, model.GetType(), Indented) + "\n";
        Compare(Path.Combine(Root(), "cards", card, "sample.json"), written);
    }

    [Fact]
    public void Never_shows_a_zero_for_what_nobody_measured()
    {
        foreach (var state in new[] { FigureState.NoData, FigureState.TooFew, FigureState.Quarantined })
        {
            var figure = Sample.Figure("m", "M", 0, state: state) with { QuarantineReason = "zero" };
            Write(Sample.Full with { Figures = [figure] }, Sample.Full.Manager, "en").Figures[0].Value.ShouldNotStartWith("0");
        }
    }

    private static BriefCard Write(Evidence evidence, EvidencePerson recipient, string language) =>
        new BriefCards().Write(
            new BriefView(evidence, Row, evidence.MeetingStart, HasPage: true),
            recipient.Id,
            Reader(recipient, language)
        );

    private static Reader Reader(EvidencePerson person, string language) =>
        new(BriefWorld.Texts, language, Zones.Of(person.TimeZone), Sample.Now);

    private static void Golden(string file, object model) =>
        Compare(
            Path.Combine(Root(), "tests", "PerfSignal.Tests", "Briefs", "golden", file),
            JsonSerializer.Serialize(model, model.GetType(), Indented) + "\n"
        );

    /// <summary>UPDATE_GOLDEN=1 writes the file anew.</summary>
    private static void Compare(string file, string written)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, written);
        }

        written.ShouldBe(File.ReadAllText(file));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PerfSignal.Bot.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
