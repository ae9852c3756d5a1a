using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Governance;

/// <summary>
/// The rights table written a second time, by hand, and held against what <see cref="Access"/> does end to end.
/// </summary>
/// <remarks>
/// Before the colon the rows about Ana that are read: `a` she wrote, `o` Otto wrote as her manager, `q` Bob wrote in Otto's time, `l` Otto wrote
/// afterwards, `m` Mia wrote as her manager, `v` the same and marked as visible, `p` Bob wrote, `d` Dan wrote, `n` Nina wrote, `s` Sven wrote, `h` Hana wrote, `z` is dated tomorrow, `B` is about Bob and Ana wrote it.
/// `*` is all about Ana, `*-z` all until today. `!` means with a written reason only, `~` in part only. After the colon the other rights: w(rite), c(ontest), x (add context), k (comment), g (agree).
/// After the semicolon a reach that opens no rows.
/// </remarks>
public sealed class AccessMatrixTests(SheetDatabase database) : IClassFixture<SheetDatabase>
{
    private static readonly (Relation Relation, Person Viewer)[] Viewers =
    [
        (Relation.Self, Ana),
        (Relation.Manager, Mia),
        (Relation.SkipLevel, Sven),
        (Relation.FormerManager, Otto),
        (Relation.NextManager, Nina),
        (Relation.Peer, Bob),
        (Relation.Delegate, Dan),
        (Relation.Hr, Hana),
        (Relation.WorksCouncil, Wim),
        (Relation.Executive, Eva),
        (Relation.Admin, Adam),
        (Relation.Report, Rita),
    ];

    private const string Expected = """
        class          | self    | manager | skip-level    | former | next        | peer | delegate | hr           | works council  | executive     | admin | report
        Figures        | *:cx    | *       | ;Aggregates   | oq     | ;FromStart  |      | *        | *            | ;RegisterOnly  | ;Aggregates   | |
        Brief          | *-z     | mv      |               | ol     |             |      | mv       | !            |                |               | |
        Commitments    | *B:w    | mv:w    |               | o      |             |      | mv:w     |              |                |               | |
        SharedFeedback | *:ck    | *:w     |               | oq     |             | qp:w | *:w      | !            |                |               | |
        MineNotes      | az:w    | mv:w    |               | ol:w   | n:w         | qp:w | d:w      |              |                |               | |
        RecordNotes    | *       | *:w     |               | oq     |             |      |          | *            |                |               | |
        Goals          | *:w     | *:kg    | *             | oq     | *           | v    | *:kg     | ~            |                | ;Aggregates   | | v
        Development    | *:wc    | *:w     |               | oq     |             |      | *:w      |              |                |               | |
        Draft          |         | mv:w    |               |        |             |      | mv:w     | ;Aggregates  | ;Counts        |               | |
        Review         | *:kc    | *       | v             | ol     |             | qp   | *        | v            |                |               | |
        SurveyAnswer   |         |         |               |        |             |      |          | ;Aggregates  | ;Aggregates    | ;Aggregates   | |
        Rating         | v       | ;Governed | ;Governed   |        |             |      |          | *            |                |               | |
        Contests       | *:w     | mv:w    | s:w           |        |             |      |          | h:w          |                |               | |
        ReviewSteps    | *:w     | *:w     |               | ol     |             |      | *:w      | *:w          | ;Counts        |               | |
        ChatAccounts   | *       |         |               |        |             |      |          | *:w          |                |               | |
        Nudges         | *       |         |               |        |             |      |          | *:w          |                |               | |
        AuditPart      | *       | mv      |               |        |             |      |          |              | ;Counts        |               | |
        Register       | *       | *       | *             | *      | *           | *    | *        | *:w          | *              | *             | ;SettingsOnly |
        DraftingSwitch | *:w     |         |               |        |             |      |          | v:w          | ;Counts        |               | |
        """;

    private const string Everything = "adhlmnopqsvz";

    public static TheoryData<DataClass, Relation, string> Cells()
    {
        var cells = new TheoryData<DataClass, Relation, string>();
        foreach (var line in Expected.Split('\n').Skip(1))
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            for (var column = 0; column < Viewers.Length; column++)
            {
                cells.Add(Enum.Parse<DataClass>(parts[0]), Viewers[column].Relation, parts[column + 1]);
            }
        }

        return cells;
    }

    [Fact]
    public void The_table_here_has_every_class_and_every_relation()
    {
        Cells().Count.ShouldBe(Enum.GetValues<DataClass>().Length * Enum.GetValues<Relation>().Length);
        Viewers.Select(entry => entry.Relation).ShouldBe(Enum.GetValues<Relation>());
        SheetData.Kinds.Select(kind => kind.Name).ShouldBe(Enum.GetNames<DataClass>());
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public Task Gives_exactly_what_the_table_says(DataClass dataClass, Relation relation, string expected)
    {
        var kind = Array.Find(SheetData.Kinds, kind => kind.Name == dataClass.ToString())!;
        var viewer = Array.Find(Viewers, entry => entry.Relation == relation).Viewer;
        return (Task)
            GetType()
                .GetMethod(nameof(Hold), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .MakeGenericMethod(kind)
                .Invoke(this, [viewer, expected])!;
    }

    private async Task Hold<TKind>(Person viewer, string expected)
        where TKind : ISheet
    {
        var (cell, reach) = Split(expected, ';');
        var (rows, rights) = Split(cell, ':');
        var wanted = Letters(rows);
        var byReason = rows == "!" ? Everything : wanted;
        var inPart = rows == "~" ? Everything : wanted;
        var by = new Viewer(viewer.Id);
        await using var scope = new AccessScope(database.Open());

        Read(await scope.Access.Read<Sheet<TKind>>(by, Ana.Id, Purpose.Conversation, default)).ShouldBe(wanted, "read");
        scope.Recorded().ShouldBe(viewer == Ana ? [] : [(wanted.Length > 0 ? "read" : "refused", "Conversation")]);
        Read(await scope.Access.Read<Sheet<TKind>>(by, Ana.Id, Purpose.BreakGlass, default))
            .ShouldBe(wanted, "the purpose alone opens nothing");
        Read(await scope.Access.BreakGlass<Sheet<TKind>>(by, Ana.Id, "   ", default)).ShouldBe(wanted, "a blank reason opens nothing");
        scope.GlassBroken().ShouldBeEmpty();
        Read(await scope.Access.BreakGlass<Sheet<TKind>>(by, Ana.Id, " An accusation is looked into ", default))
            .ShouldBe(byReason, "with reason");
        scope.GlassBroken().Select(row => row.Reason).ShouldBe(rows == "!" ? ["An accusation is looked into"] : []);
        string.Concat(
                (await scope.Access.ReadPart<Sheet<TKind>, string>(by, Ana.Id, Purpose.Process, default))
                    .ToList()
                    .Order(StringComparer.Ordinal)
            )
            .ShouldBe(inPart, "in part");

        (await scope.Access.May(by, Ana.Id, TKind.Class, Right.Read, default)).ShouldBe(wanted.Length > 0, "may read");
        foreach (
            var (right, letter) in new[]
            {
                (Right.Write, 'w'),
                (Right.Contest, 'c'),
                (Right.AddContext, 'x'),
                (Right.Comment, 'k'),
                (Right.Agree, 'g'),
            }
        )
        {
            (await scope.Access.May(by, Ana.Id, TKind.Class, right, default)).ShouldBe(rights.Contains(letter), right.ToString());
        }

        var reaches = await scope.Access.Reaches(by, Ana.Id, TKind.Class, Right.Read, default);
        foreach (
            var closed in new[] { Reach.Aggregates, Reach.FromStart, Reach.RegisterOnly, Reach.Governed, Reach.Counts, Reach.SettingsOnly }
        )
        {
            reaches.Contains(closed).ShouldBe(closed.ToString() == reach, closed.ToString());
        }
    }

    private static string Letters(string rows) =>
        rows switch
        {
            "!" or "~" => "",
            _ => string.Concat(rows.Replace("*-z", Everything.Replace("z", "")).Replace("*", Everything).Order()),
        };

    private static (string, string) Split(string text, char at) =>
        text.IndexOf(at) is var place and >= 0 ? (text[..place], text[(place + 1)..]) : (text, "");

    private static string Read<TKind>(IQueryable<Sheet<TKind>> rows)
        where TKind : ISheet => string.Concat(rows.AsNoTracking().Select(row => row.Letter).ToList().Order(StringComparer.Ordinal));
}
