using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Development;

/// <summary>
/// `competency.assess`: one competency at a time, by the person themselves or by their manager. Which of the two it is follows from who
/// writes, so neither can write the other's.
/// </summary>
public sealed class AssessCompetency(
    PerfSignalData data,
    Access access,
    WhoseDevelopment whose,
    AssessmentNews news,
    Audit audit,
    TimeProvider clock
) : IVerb
{
    public const string Name = "competency.assess";

    /// <summary>Person and competency as one opaque word.</summary>
    public static string RowOf(Person person, string competency) => $"{person.Id:N}.{competency}";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var (who, key) = Split(command.Row ?? "");
        var person = who.Length == 0 ? null : await whose.OfRow(command, who, Right.Write, ct);
        var library = await CompetencyLibrary.Load(data, ct);
        if (person is null || library.For(person).FirstOrDefault(one => one.Key == key) is not { } competency)
        {
            return new Reply.Said(reader.Say("competency_not_found"));
        }

        var kind = person.Id == command.By.Id ? AssessmentKind.Self : AssessmentKind.Manager;
        var given = await Assessments.Read(access, command.Viewer, person.Id, Purpose.Conversation, ct);
        var before = given.Of(key, kind);
        if (!command.Fields.ContainsKey("level"))
        {
            await data.SaveChangesAsync(ct);
            return Reply.Open("competency_form", Form(command, person, competency, $"{before?.Level}", ""));
        }

        var (typed, note) = (command.Field("level"), command.Field("note"));
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (typed is not ("1" or "2" or "3" or "4" or "5"))
        {
            errors["level"] = reader.Say("competency_level_needed");
        }

        if (note.Length > Assessment.MaxNote)
        {
            errors["note"] = reader.Say("competency_note_long", ("max", reader.Number(Assessment.MaxNote, 0)));
        }

        if (errors.Count > 0)
        {
            return Reply.Ask("competency_form", Form(command, person, competency, typed, note), errors);
        }

        var level = typed[0] - '0';
        if (before is not null && (before.Level, before.Note ?? "") == (level, note))
        {
            return new Reply.Said(Answer("competency_same", command, person, competency, level));
        }

        var assessment = new Assessment
        {
            Id = clock.NewId(),
            SubjectId = person.Id,
            AuthorId = command.By.Id,
            Kind = kind,
            CompetencyKey = key,
            Level = level,
            Note = note.Length == 0 ? null : note,
            At = clock.Now(),
        };
        data.Add(assessment);
        if (kind == AssessmentKind.Manager)
        {
            await news.Queue(assessment, person, command.By, competency, given.Of(key, AssessmentKind.Self), ct);
        }

        await audit.Add(command.By.Id, "changed", Name, person.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(
            Answer(kind == AssessmentKind.Self ? "competency_saved_self" : "competency_saved", command, person, competency, level)
        );
    }

    private static string Answer(string text, Command command, Person person, CompetencyEntry competency, int level) =>
        command.Reader.Say(
            text,
            ("competency", competency.Name.In(command.Reader)),
            ("level", command.Reader.Number(level, 0)),
            ("name", person.Name)
        );

    private static CompetencyForm Form(Command command, Person person, CompetencyEntry competency, string level, string note)
    {
        var reader = command.Reader;
        var own = person.Id == command.By.Id;
        return new CompetencyForm(
            own ? reader.Say("competency_form_own") : reader.Say("competency_form_of", ("name", person.Name)),
            RowOf(person, competency.Key),
            competency.Name.In(reader),
            competency.Means.In(reader),
            reader.Say(own ? "competency_level_label_own" : "competency_level_label"),
            [
                .. competency.Levels.Select(
                    (words, index) =>
                        new LevelLine(
                            $"{index + 1}",
                            reader.Say("competency_level", ("level", reader.Number(index + 1, 0))),
                            words.In(reader)
                        )
                ),
            ],
            level,
            note,
            own ? reader.Say("competency_seen_own") : reader.Say("competency_seen", ("name", person.Name))
        );
    }

    private static (string Person, string Competency) Split(string row)
    {
        var dot = row.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? ("", "") : (row[..dot], row[(dot + 1)..]);
    }
}
