using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bench.Drafts;

/// <summary>Evidence that a draft is written from, with what a good draft says and what none may say; a line of `packs.json`.</summary>
public sealed record EvaluationPack
{
    /// <summary>The moment at which all of them are frozen.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);

    public required string Id { get; init; }
    public required string Language { get; init; }
    public required DraftKind Kind { get; init; }
    public required string Role { get; init; }

    /// <summary>`rich`, `sparse`, `hostile`, `contested`, `quarantined`, `missing`, `long` or `one`.</summary>
    public required string Shape { get; init; }
    public required string Manager { get; init; }
    public required string Report { get; init; }
    public IReadOnlyList<string> Others { get; init; } = [];
    public IReadOnlyList<PackCommitment> Commitments { get; init; } = [];
    public IReadOnlyList<PackFigure> Figures { get; init; } = [];
    public IReadOnlyList<PackGoal> Goals { get; init; } = [];
    public IReadOnlyList<PackFeedback> Feedback { get; init; } = [];
    public IReadOnlyList<PackNote> Notes { get; init; } = [];
    public IReadOnlyList<Missing> Missing { get; init; } = [];

    /// <summary>First days of months with few items.</summary>
    public IReadOnlyList<string> Quiet { get; init; } = [];

    /// <summary>Facts: the words of each stand together in one sentence of a good draft. `@figure` and a number stand for a figure's name and value.</summary>
    public IReadOnlyList<IReadOnlyList<JsonElement>> Expected { get; init; } = [];

    /// <summary>Facts that no draft may have, written the same way.</summary>
    public IReadOnlyList<IReadOnlyList<JsonElement>> Absent { get; init; } = [];

    public static IReadOnlyList<EvaluationPack> All { get; } = EvaluationData.Read<EvaluationPack>("packs.json");

    public DraftPack Pack(Texts texts)
    {
        var reader = Reader(texts);
        var (manager, report) = (IdOf(Manager), IdOf(Report));
        var people = new[] { Manager, Report }.Concat(Others).Concat(Feedback.Select(note => note.Author)).Distinct(StringComparer.Ordinal);
        var mask = new NameMask(people.Select(name => new KnownPerson(IdOf(name), name, [])), manager, report);
        var items = new EvidenceItems(mask, reader);
        items.Add(Evidence(manager, report), Kind);
        return new DraftPack
        {
            Kind = Kind,
            Language = Language,
            Today = reader.Today,
            AskedById = manager,
            Items = items.All,
            Names = mask.Names,
            Originals = items.Originals,
        };
    }

    /// <summary>The words of a fact as this pack's reader sees them.</summary>
    public IReadOnlyList<string> Words(IReadOnlyList<JsonElement> fact, Texts texts)
    {
        if (fact[0].GetString() is not ['@', .. var what])
        {
            return [.. fact.Select(word => word.GetString()!)];
        }

        var text = FigureText.Of((Figures[fact[1].GetInt32()] with { State = FigureState.Known }).Figure(contested: false), Reader(texts));
        return what switch
        {
            "figure" => [text.Name, text.Value],
            "value" => [text.Value],
            _ => [text.Name],
        };
    }

    private Reader Reader(Texts texts) => new(texts, Language, DateTimeZoneProviders.Tzdb["Europe/Berlin"], Now);

    private Evidence Evidence(Guid manager, Guid report) =>
        new()
        {
            Manager = new EvidencePerson(manager, Manager, Role, "Europe/Berlin", new LocalDate(2020, 1, 1)),
            Report = new EvidencePerson(report, Report, Role, "Europe/Berlin", new LocalDate(2022, 6, 1)),
            FrozenAt = Now,
            Commitments =
            [
                .. Commitments.Select(row => new EvidenceCommitment(
                    Guid.CreateVersion7(),
                    row.By == "report" ? Report : Manager,
                    row.By == "report",
                    row.Text,
                    Day(row.Due),
                    row.Overdue,
                    row.Done
                )),
            ],
            Figures = [.. Figures.Select(row => row.Figure(row.Contested))],
            Goals =
            [
                .. Goals.Select(row => new EvidenceGoal(
                    Guid.CreateVersion7(),
                    "g",
                    row.Title,
                    row.Progress,
                    new LocalDate(2026, 9, 1),
                    Day(row.Due),
                    row.Before,
                    row.Risk
                )),
            ],
            Feedback =
            [
                .. Feedback.Select(row => new EvidenceFeedback(
                    Guid.CreateVersion7(),
                    row.Author,
                    row.Author == Manager,
                    row.Praise,
                    row.Text,
                    Day(row.On)!.Value.At(new LocalTime(12, 0)).InUtc().ToInstant(),
                    row.Contested
                )),
            ],
            ContextNotes =
            [
                .. Notes.Select(row => new EvidenceNote(row.Text, Day(row.On)!.Value.At(new LocalTime(12, 0)).InUtc().ToInstant())),
            ],
            Missing = Missing,
            Recency =
                Quiet.Count == 0
                    ? null
                    : new Recency(
                        1,
                        2,
                        12,
                        new LocalDate(2026, 6, 1),
                        new LocalDate(2026, 11, 24),
                        [.. Quiet.Select(day => Day(day)!.Value)]
                    ),
        };

    private static LocalDate? Day(string? day) => day is null ? null : LocalDatePattern.Iso.Parse(day).Value;

    private static Guid IdOf(string name) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}

/// <param name="By">`report` or `manager`.</param>
public sealed record PackCommitment(string By, string Text, string? Due = null, bool Overdue = false, bool Done = false);

public sealed record PackGoal(string Title, decimal Progress, decimal? Before = null, string? Due = null, bool Risk = false);

public sealed record PackFeedback(string Author, bool Praise, string Text, string On, bool Contested = false);

public sealed record PackNote(string Text, string On);

public sealed record PackFigure(
    string Key,
    string Name,
    string Unit,
    decimal Value,
    decimal Target,
    Direction Direction,
    Position Position,
    string? Currency = null,
    string? Note = null,
    bool Contested = false,
    FigureState State = FigureState.Known
)
{
    public Figure Figure(bool contested) =>
        new()
        {
            MetricKey = Key,
            MetricVersion = 1,
            Name = Name,
            Measures = "",
            Formula = "",
            Type = MetricType.Output,
            Attribution = Attribution.Person,
            Unit = Unit,
            Currency = Currency,
            Direction = Direction,
            Weight = 0.3m,
            BusinessOutcome = "",
            Influence = "",
            State = State,
            QuarantineReason = State == FigureState.Quarantined ? "volume" : null,
            Value = State == FigureState.Known ? Value : null,
            Target = Target,
            Position = Position,
            WindowStart = new LocalDate(2026, 10, 26),
            WindowEnd = new LocalDate(2026, 11, 24),
            TimeZone = "Europe/Berlin",
            Records = 23,
            MinimumSample = 5,
            ContextNote = Note,
            Contested = contested,
        };
}

internal static class EvaluationData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    public static IReadOnlyList<T> Read<T>(string name)
    {
        using var stream =
            typeof(EvaluationData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        return JsonSerializer.Deserialize<List<T>>(stream, Options)!;
    }
}
