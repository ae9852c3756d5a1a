using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

/// <summary>`career.show`: what the next step of the role family's path asks for beside what was assessed, in words, competency by competency.</summary>
/// <remarks>There is no total and no comparison of people: neither could be explained by what somebody did.</remarks>
public sealed class ShowCareer(PerfSignalData data, Access access, WhoseDevelopment whose, ContestedNow marks) : IVerb
{
    public const string Name = "career.show";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var (who, chosen) = Split(command.Row ?? "");
        var person =
            who.Length == 0 ? await whose.OfName(command, command.Text, Right.Read, ct) : await whose.OfRow(command, who, Right.Read, ct);
        if (person is null)
        {
            return new Reply.Said(reader.Say("development_not_yours"));
        }

        var library = await CompetencyLibrary.Load(data, ct);
        if (library.PathOf(person) is not { } path)
        {
            return new Reply.Said(reader.Say("career_no_path", ("family", person.RoleFamily)));
        }

        var given = await Assessments.ReadMarked(access, marks, command.Viewer, person.Id, Purpose.Conversation, ct);
        await data.SaveChangesAsync(ct);
        return Reply.Show("career", Card(reader, person, person.Id == command.By.Id, library, path, given, chosen));
    }

    private static CareerCard Card(
        Reader reader,
        Person person,
        bool own,
        CompetencyLibrary library,
        PathEntry path,
        Assessments given,
        string chosen
    )
    {
        var steps = path.Steps.ToList();
        var at = steps.FindIndex(step => step.Level == person.Level);
        var next = steps.FindIndex(step => step.Key == chosen);
        next = next >= 0 ? next : at + 1;
        var (now, then) = (at < 0 ? null : steps[at], next < steps.Count ? steps[next] : null);
        var keys = (then ?? now)?.Requires.Select(one => one.Competency) ?? [];
        return new CareerCard(
            own ? reader.Say("career_title_own") : reader.Say("career_title", ("name", person.Name)),
            now is null ? reader.Say("career_now_unknown") : reader.Say("career_now", ("step", now.Name.In(reader))),
            then is null ? reader.Say("career_last") : reader.Say("career_next", ("step", then.Name.In(reader))),
            [.. keys.Select(library.Find).OfType<CompetencyEntry>().Select(one => Line(reader, one, now, then, given))],
            steps.Count(step => step.Level == person.Level) > 1 ? reader.Say("career_several") : "",
            [
                .. steps
                    .Where((_, index) => index != next)
                    .Select(step => new CareerStep(AssessCompetency.RowOf(person, step.Key), step.Name.In(reader))),
            ]
        );
    }

    private static CareerLine Line(Reader reader, CompetencyEntry competency, PathStep? now, PathStep? then, Assessments given)
    {
        var (self, manager) = (given.Level(competency.Key, AssessmentKind.Self), given.Level(competency.Key, AssessmentKind.Manager));
        var (today, wanted) = (now?.Wants(competency.Key), then?.Wants(competency.Key));
        return new CareerLine(
            competency.Name.In(reader),
            reader.Say(
                then is null ? "career_required_now" : "career_required",
                ("now", Said(reader, today, "career_nothing")),
                ("next", Said(reader, wanted, "career_nothing"))
            ),
            reader.Say(
                "career_assessed",
                ("self", Marked(reader, given, competency.Key, AssessmentKind.Self)),
                ("manager", Marked(reader, given, competency.Key, AssessmentKind.Manager))
            ),
            CareerGap.Say(reader, wanted ?? today, self, manager),
            (manager ?? self) >= (wanted ?? today)
        );
    }

    private static string Said(Reader reader, int? level, string none) => level is { } known ? reader.Number(known, 0) : reader.Say(none);

    private static string Marked(Reader reader, Assessments given, string key, AssessmentKind kind)
    {
        var said = Said(reader, given.Level(key, kind), "competency_none_yet");
        return given.IsContested(given.Of(key, kind)) ? reader.Say("competency_contested", ("level", said)) : said;
    }

    private static (string Person, string Step) Split(string row)
    {
        var dot = row.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (row, "") : (row[..dot], row[(dot + 1)..]);
    }
}
