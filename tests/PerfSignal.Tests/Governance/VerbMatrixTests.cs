using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Governance;

/// <summary>Every verb, called by each relation of Ana with rows of hers, held against a table that was taken down from what the verbs did, and then read cell by cell.</summary>
/// <remarks>
/// The letters of a cell say which of her rows the answer holds (see <see cref="VerbWorld.Words"/>), `+` that something was written, `?` that the answer is
/// another than for a made-up id or name although it holds none of them. An empty cell is refused, word for word like absence.
/// The second column is the row of the button, or words after a colon; `~` in the third is feedback that is clear.
/// </remarks>
public sealed class VerbMatrixTests(VerbWorld world) : IClassFixture<VerbWorld>
{
    private static readonly Person[] Viewers = [Ana, Mia, Sven, Otto, Nina, Bob, Dan, Hana, Hugo, Wim, Eva, Adam, Rita, Zoe];

    internal const string Clear = "On Monday in the demo you said what had failed, and the customer stayed because of it.";

    private const string Expected = """
        verb               | of               | fields                                              | self    | manager | skip | former | next | peer | delegate | hr | other hr | council | exec | admin | report | stranger
        help               |                  |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        web.open           |                  |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        form.open          | any              |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        dialogue.cancel    | any              |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        dialogue.resume    | any              |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        dialogue.take      | any              |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        meant.do           | =goals Ana Sousa |                                                     | g       | g       | g    | ?      | g    | ?    | g        | g  | ?        | ?       | ?    | ?     | ?      | ?
        home               |                  |                                                     | cg      |         |      |        |      |      |          |    |          |         |      |       |        |
        brief.show         | person           |                                                     |         | bcfglvx |      |        |      |      |          |    |          |         |      |       | ?      |
        brief.show         | occurrence       |                                                     | bcfglvx | bcfglvx |      |        |      |      |          |    |          |         |      |       |        |
        brief.show         | :Ana Sousa       |                                                     |         | bcfglvx |      |        |      |      |          |    |          |         |      |       | ?      |
        oneonone.next      |                  |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        brief.why          | occurrence       |                                                     | v       | v       |      |        |      |      |          |    |          |         |      |       |        |
        brief.why          | person           |                                                     |         | v       |      |        |      |      |          |    |          |         |      |       | ?      |
        brief.snooze       | occurrence       | minutes=5                                           | +       | +       |      |        |      |      |          |    |          |         |      |       |        |
        brief.not_mine     | occurrence       |                                                     | +       | +       |      |        |      |      |          |    |          |         |      |       |        |
        metric.not_useful  | occurrence       | metric=team.narwhal                                 | v+      | v+      |      |        |      |      |          |    |          |         |      |       |        |
        context.add        |                  | text=new;metric=all                                 | +       | +       | +    | +      | +    | +    | +        | +  | +        | +       | +    | +     | +      | +
        commitment.list    |                  |                                                     | c       | c       |      |        |      |      |          |    |          |         |      |       |        |
        commitment.list    | :Ana Sousa       |                                                     | ?       | ?       | ?    |        |      |      |          |    |          |         |      |       |        |
        commitment.log     | person           |                                                     |         | ?       |      |        |      |      |          |    |          |         |      |       | ?      |
        commitment.log     | person           | text=new;owner=other;due=                           |         | +       |      |        |      |      |          |    |          |         |      |       | +      |
        commitment.note    | person           | lines=Ana: new                                      |         | ?       |      |        |      |      |          |    |          |         |      |       | ?      |
        commitment.show    | aardvark         |                                                     | c       | c       |      |        |      |      |          |    |          |         |      |       |        |
        commitment.done    | aardvark         |                                                     | c+      | c+      |      |        |      |      |          |    |          |         |      |       |        |
        commitment.drop    | aardvark         | sure=yes                                            | c+      | c+      |      |        |      |      |          |    |          |         |      |       |        |
        commitment.reopen  | closed           |                                                     | c+      | c+      |      |        |      |      |          |    |          |         |      |       |        |
        commitment.move    | aardvark         | due=2026-12-12                                      | c+      | c+      |      |        |      |      |          |    |          |         |      |       |        |
        feedback.give      | person           |                                                     |         | ?       | ?    | ?      | ?    | ?    | ?        | ?  | ?        | ?       | ?    | ?     | ?      | ?
        feedback.give      | person           | text=~;class=shared                                 |         | +       | +    | +      | +    | +    | +        | +  | +        | +       | +    | +     | +      | +
        feedback.give      | person           | text=~;class=mine                                   |         | +       | +    | +      | +    | +    | +        | +  | +        | +       | +    | +     | +      | +
        feedback.give      | person           | text=~;class=record                                 |         | +       | ?    | ?      | ?    | ?    | ?        | ?  | ?        | ?       | ?    | ?     | ?      | ?
        feedback.praise    | person           | text=~;class=shared                                 |         | +       | +    | +      | +    | +    | +        | +  | +        | +       | +    | +     | +      | +
        feedback.list      |                  |                                                     | abfr    | fmr     |      | o      |      | b    |          |    |          |         |      |       |        |
        feedback.request   | person           |                                                     |         | ?       |      |        |      |      |          |    |          |         |      |       |        |
        feedback.request   |                  | question=new;who=Zoe Stranger;about=@person         | +       | +       |      |        |      |      |          |    |          |         |      |       |        |
        feedback.requests  |                  |                                                     | q       |         |      |        |      | q    |          |    |          |         |      |       |        |
        feedback.answer    | lynx             | text=~                                              |         |         |      |        |      | +    |          |    |          |         |      |       |        |
        feedback.decline   | lynx             | reason=new                                          |         |         |      |        |      | +    |          |    |          |         |      |       |        |
        feedback.withdraw  | group            |                                                     | +       |         |      |        |      |      |          |    |          |         |      |       |        |
        goal.list          |                  |                                                     | g       |         |      |        |      |      |          |    |          |         |      |       |        |
        goal.list          | :Ana Sousa       |                                                     | g       | g       | g    | ?      | g    | ?    | g        | g  | ?        | ?       | ?    | ?     | ?      | ?
        goal.set           | heron            |                                                     | g       |         |      |        |      |      |          |    |          |         |      |       |        |
        goal.progress      | heron            | progress=60%                                        | g+      |         |      |        |      |      |          |    |          |         |      |       |        |
        goal.progress      | :ana1 60%        |                                                     | g+      |         |      |        |      |      |          |    |          |         |      |       |        |
        goal.show          | heron            |                                                     | g       | g       | g    |        | g    |      | g        |    |          |         |      |       |        |
        goal.comment       | heron            | text=new                                            | g+      | g+      |      |        |      |      | g+       |    |          |         |      |       |        |
        goal.agree         | heron            | version=00000000000000000000000000000000            |         | g+      |      |        |      |      | g+       |    |          |         |      |       |        |
        competency.list    | person           |                                                     | ?       | ?       |      | ?      |      |      | ?        |    |          |         |      |       |        |
        competency.list    | :Ana Sousa       |                                                     | ?       | ?       |      | ?      |      |      | ?        |    |          |         |      |       |        |
        competency.assess  | competency       | level=4;note=new                                    | +       | +       |      |        |      |      | +        |    |          |         |      |       |        |
        career.show        | person           |                                                     | ?       | ?       |      | ?      |      |      | ?        |    |          |         |      |       |        |
        plan.list          | person           |                                                     | l       | l       |      | ?      |      |      | l        |    |          |         |      |       |        |
        plan.add           | person           | text=new;kind=Practice;competency=none;due=;review= | +       | +       |      |        |      |      | +        |    |          |         |      |       |        |
        plan.done          | plan             |                                                     | l+      | l+      |      |        |      |      | l+       |    |          |         |      |       |        |
        plan.drop          | plan             | sure=yes                                            | l+      | l+      |      |        |      |      | l+       |    |          |         |      |       |        |
        plan.move          | plan             | due=2026-12-12;review=                              | l+      | l+      |      |        |      |      | l+       |    |          |         |      |       |        |
        settings.change    |                  |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        settings.pause     | :Ana Sousa       |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        settings.zone      | :Ana Sousa       |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        settings.language  | :Ana Sousa       |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        settings.quiet     | :Ana Sousa       |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        settings.lead      | :Ana Sousa       |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        settings.digest    | :Ana Sousa       |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        figure.contest     | person           | metric=team.narwhal;reason=new                      | v+      |         |      |        |      |      |          |    |          |         |      |       |        |
        feedback.contest   | badger           | reason=new                                          | +       |         |      |        |      |      |          |    |          |         |      |       |        |
        assessment.contest | jackdaw          | reason=new                                          | +       |         |      |        |      |      |          |    |          |         |      |       |        |
        summary.contest    | otter            | reason=new                                          | +       |         |      |        |      |      |          |    |          |         |      |       |        |
        contest.list       |                  |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        contest.show       | kestrel          |                                                     | k       |         |      |        |      |      |          | k  |          |         |      |       |        |
        contest.decide     | kestrel          | decision=rejected;reason=new                        |         |         |      |        |      |      |          | +  |          |         |      |       |        |
        contest.withdraw   | kestrel          |                                                     | +       |         |      |        |      |      |          |    |          |         |      |       |        |
        cycle.list         |                  |                                                     | t       | t       |      |        |      |      | t        |    |          |         |      |       |        |
        cycle.show         | cycle            |                                                     |         | t       |      |        |      |      | t        | t  |          | t       |      |       |        |
        cycle.write        | cycle            |                                                     |         |         |      |        |      |      |          | t  |          |         |      |       |        |
        cycle.open         | old cycle        |                                                     |         |         |      |        |      |      |          | t+ |          |         |      |       |        |
        cycle.close        | cycle            |                                                     |         |         |      |        |      |      |          | t+ |          |         |      |       |        |
        step.done          | own step         |                                                     | t+      |         |      |        |      |      |          |    |          |         |      |       |        |
        step.done          | quokka           |                                                     |         | t+      |      |        |      |      | t+       |    |          |         |      |       |        |
        step.reopen        | done step        |                                                     | t+      |         |      |        |      |      |          | t+ |          |         |      |       |        |
        mydata.show        |                  |                                                     | bfosy   |         |      |        |      |      |          |    |          |         |      |       |        |
        mydata.show        | :Ana Sousa       |                                                     | bfosy   |         |      |        |      |      |          |    |          |         |      |       |        |
        pilot.list         |                  |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        pilot.write        |                  | name=new;families=;departments=;from=2026-11-25;until= |      |         |      |        |      |      |          |    |          |         |      |       |        |
        pilot.end          | any              |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        draft.write        | person           |                                                     |         | cgvx+   |      |        |      |      | cgvx+    |    |          |         |      |       |        |
        draft.write        | occurrence       |                                                     |         | bcdfgvx |      |        |      |      | bcdfgvx  |    |          |         |      |       |        |
        draft.write        | :Ana Sousa       |                                                     |         | bcdfgvx |      |        |      |      | bcdfgvx  |    |          |         |      |       |        |
        draft.edit         | draft            | text=new                                            |         | bcfgvx+ |      |        |      |      | bcfgvx+  |    |          |         |      |       |        |
        draft.approve      | draft            |                                                     |         | +       |      |        |      |      | +        |    |          |         |      |       |        |
        draft.discard      | draft            |                                                     |         | +       |      |        |      |      | +        |    |          |         |      |       |        |
        draft.again        | draft            |                                                     |         | ?       |      |        |      |      | ?        |    |          |         |      |       |        |
        draft.switch       |                  |                                                     |         |         |      |        |      |      |          |    |          |         |      |       |        |
        draft.switch       |                  | wish=off drafts                                     | +       | +       | +    | +      | +    | +    | +        | +  | +        | +       | +    | +     | +      | +
        summary.show       | summary          |                                                     | y       | y       |      |        |      |      | y        |    |          |         |      |       |        |
        summary.show       | :Ana Sousa       |                                                     | y       | y       |      |        |      |      | y        |    |          |         |      |       |        |
        summary.comment    | summary          | text=new                                            | +       |         |      |        |      |      |          |    |          |         |      |       |        |
        broadcast.list     |                  |                                                     |         |         |      |        |      |      |          | n  |          |         |      |       |        |
        broadcast.write    | unsent           |                                                     |         |         |      |        |      |      |          | nt |          |         |      |       |        |
        broadcast.write    |                  | title=new;text_en=new;timing=Now                    |         |         |      |        |      |      |          | +  | +        |         |      |       |        |
        broadcast.show     | walrus           |                                                     |         |         |      |        |      |      |          | n  |          |         |      |       |        |
        broadcast.show     | unsent           |                                                     |         |         |      |        |      |      |          | n  |          |         |      |       |        |
        broadcast.preview  | walrus           | who=ana                                             |         |         |      |        |      |      |          | n  |          |         |      |       |        |
        broadcast.dryrun   | walrus           |                                                     |         |         |      |        |      |      |          | n  |          |         |      |       |        |
        broadcast.send     | unsent           | sure=yes;count=9                                    |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.approve  | walrus           | sure=yes;count=9                                    |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.refuse   | walrus           | reason=new                                          |         |         |      |        |      |      |          | +  |          |         |      |       |        |
        broadcast.pause    | sending          |                                                     |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.resume   | paused           |                                                     |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.cancel   | walrus           | sure=yes                                            |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.retract  | sending          | sure=yes                                            |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.edit     | sending          | text_en=new                                         |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.edit     | unsent           |                                                     |         |         |      |        |      |      |          | nt |          |         |      |       |        |
        broadcast.retry    | sending          |                                                     |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        broadcast.copy     | walrus           |                                                     |         |         |      |        |      |      |          | n+ |          |         |      |       |        |
        """;

    internal static readonly string[][] Table =
    [
        .. Expected.Split('\n').Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void Every_verb_stands_in_the_table()
    {
        Table.Select(line => line[0]).Distinct().Order().ShouldBe(Verbs.All.Select(verb => verb.Name).Order());
        Table.ShouldAllBe(line => line.Length == 3 + Viewers.Length);
        // What nobody may reach proves nothing: each button and form about Ana does something for somebody.
        Table
            .Where(line => line[1].Length > 0 && line[1] != "any" && line[1][0] != ':')
            .Where(line => line[3..].All(cell => cell.Length == 0))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_verb_gives_each_relation_what_the_table_says()
    {
        var wrong = new List<string>();
        foreach (var line in Table)
        {
            for (var column = 0; column < Viewers.Length; column++)
            {
                var (viewer, expected) = (Viewers[column], line[3 + column]);
                var cell = await Cell(viewer, line[0], line[1], line[2].Replace("~", Clear, StringComparison.Ordinal));
                if (cell != expected)
                {
                    wrong.Add($"{line[0]} {line[1]} {line[2]} by {viewer.Name}: '{cell}', not '{expected}'");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_left_is_answered_by_one_and_the_same_sentence_and_leaves_nothing()
    {
        var before = (await world.All<Core.Governance.AuditEntry>()).Count;
        foreach (var line in Table.DistinctBy(line => line[0]))
        {
            (await world.Receive(Gone, line[0], RowOf(line[1])))
                .ShouldBeOfType<Reply.Said>()
                .Text.ShouldStartWith("I cannot find you", Case.Sensitive, line[0]);
        }

        (await world.All<Core.Governance.AuditEntry>()).Count.ShouldBe(before);
    }

    private async Task<string> Cell(Person viewer, string verb, string row, string fields)
    {
        var real = await world.Try(viewer, verb, RowOf(row), WordsOf(row), FieldsOf(fields));
        var seen = string.Concat(
            VerbWorld.Words.Where(word => real.Answer.Contains(word.Key, StringComparison.Ordinal)).Select(word => word.Value).Order()
        );
        if (seen.Length > 0 || real.Wrote || row.Length == 0)
        {
            return seen + (real.Wrote ? "+" : "");
        }

        var madeUp = await world.Try(viewer, verb, MadeUp(row), MadeUpWords(row), FieldsOf(fields, madeUp: true));
        return Alike(real.Answer) == Alike(madeUp.Answer) ? "" : "?";
    }

    private string Alike(string answer) =>
        world
            .Rows.Values.Aggregate(answer, (text, id) => text.Replace(id, "ID", StringComparison.Ordinal))
            .Replace(Nobody, "ID", StringComparison.Ordinal)
            .Replace("Ana Sousa", "NAME", StringComparison.Ordinal)
            .Replace("Nil Nobody", "NAME", StringComparison.Ordinal)
            .Replace("nil1", "ana1", StringComparison.Ordinal);

    private const string Nobody = "0193a1b2000070008000000000000999";

    internal string? RowOf(string row) =>
        row.Length == 0 || row[0] == ':' ? null
        : row[0] == '=' ? row[1..]
        : row == "any" ? world.Rows["person"]
        : world.Rows[row];

    private string? MadeUp(string row) =>
        RowOf(row) is not { } real ? null
        : row[0] == '=' ? real.Replace("Ana Sousa", "Nil Nobody", StringComparison.Ordinal)
        : row == "competency" ? Nobody + ".communication"
        : real.Contains('.', StringComparison.Ordinal) ? $"{Nobody}.{Nobody}"
        : Nobody;

    internal static string WordsOf(string row) => row.StartsWith(':') ? row[1..] : "";

    private static string MadeUpWords(string row) =>
        WordsOf(row).Replace("Ana Sousa", "Nil Nobody", StringComparison.Ordinal).Replace("ana1", "nil1", StringComparison.Ordinal);

    internal Dictionary<string, string> FieldsOf(string fields, bool madeUp = false) =>
        fields
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2))
            .ToDictionary(
                field => field[0],
                field =>
                    !field[1].StartsWith('@') ? field[1]
                    : madeUp ? Nobody
                    : world.Rows[field[1][1..]]
            );
}
