using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

/// <summary>`competency.list`: the reader's competencies, or a report's, with what both of the two gave.</summary>
public sealed class ListCompetencies(PerfSignalData data, Access access, WhoseDevelopment whose, ContestedNow marks) : IVerb
{
    public const string Name = "competency.list";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var person = string.IsNullOrEmpty(command.Row)
            ? await whose.OfName(command, command.Text, Right.Read, ct)
            : await whose.OfRow(command, command.Row, Right.Read, ct);
        if (person is null)
        {
            return new Reply.Said(reader.Say("development_not_yours"));
        }

        var library = await CompetencyLibrary.Load(data, ct);
        var given = await Assessments.ReadMarked(access, marks, command.Viewer, person.Id, Purpose.Conversation, ct);
        var mayWrite = await whose.May(command, person.Id, Right.Write, ct);
        await data.SaveChangesAsync(ct);
        var own = person.Id == command.By.Id;
        var lines = library
            .For(person)
            .Take(CompetencyFile.MostRequired)
            .Select(one => new CompetencyLine(
                AssessCompetency.RowOf(person, one.Key),
                one.Name.In(reader),
                reader.Say(
                    own ? "competency_self_own" : "competency_self",
                    ("level", LevelOf(given, one.Key, AssessmentKind.Self, reader))
                ),
                reader.Say("competency_manager", ("level", LevelOf(given, one.Key, AssessmentKind.Manager, reader)))
            ))
            .ToList();
        return Reply.Show(
            "competency_list",
            new CompetencyList(
                own ? reader.Say("competency_list_own") : reader.Say("competency_list_of", ("name", person.Name)),
                own ? "" : person.Id.ToString("N"),
                lines,
                lines.Count == 0 ? reader.Say("competency_list_empty") : "",
                reader.Say(own ? "competency_list_hint" : "competency_list_hint_of"),
                mayWrite
            )
        );
    }

    private static string LevelOf(Assessments given, string key, AssessmentKind kind, Reader reader)
    {
        var one = given.Of(key, kind);
        var level = LevelOf(one, reader);
        return given.IsContested(one) ? reader.Say("competency_contested", ("level", level)) : level;
    }

    /// <summary>`level 3 (Tue 24 Nov)`, or that nobody has said anything yet.</summary>
    internal static string LevelOf(Assessment? given, Reader reader) =>
        given is null
            ? reader.Say("competency_none_yet")
            : reader.Say(
                "competency_level_since",
                ("level", reader.Number(given.Level, 0)),
                ("date", reader.Date(given.At.InZone(reader.Zone).Date))
            );
}
