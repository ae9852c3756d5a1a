using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.MyData;

/// <param name="Counts">Kinds of which there are rows.</param>
/// <param name="Briefs">The last about the reader, with whom they were sent to.</param>
/// <param name="Items">The newest that others wrote about the reader, each to be contested.</param>
/// <param name="Settings">What the reader chose.</param>
/// <param name="Asked">The open question, where there is one.</param>
public sealed record MyDataCard(
    string Title,
    IReadOnlyList<MyDataCount> Counts,
    IReadOnlyList<MyDataBrief> Briefs,
    IReadOnlyList<MyDataLook> Looks,
    string NobodyLooked,
    IReadOnlyList<MyDataItem> Items,
    string Settings,
    [property: Written] string Asked
);

/// <param name="Kind">`feedback`, `assessment` or `summary`, for the button.</param>
/// <param name="Open">Whether it is not contested yet.</param>
public sealed record MyDataItem(string Row, string Kind, string What, [property: Written] string Text, bool Open);

public sealed record MyDataCount(string Name, string Count);

public sealed record MyDataBrief(string Row, string Text);

public sealed record MyDataLook(string Text);

/// <summary>`mydata.show`: how much of what is held about oneself, the last briefs, and who looked.</summary>
public sealed class ShowMyData(
    PerfSignalData data,
    Access access,
    AuditTrail trail,
    HeldReader held,
    NewestItems items,
    Organization organization
) : IVerb
{
    public const string Name = "mydata.show";
    private const int Most = 5;

    /// <summary>The rest stands on the page.</summary>
    private const int MostKinds = 24;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var looks = await Looks(command, ct);
        return Reply.Show(
            "mydata",
            new MyDataCard(
                reader.Say("mydata_title"),
                [
                    .. (await held.Counts(command.Viewer, ct))
                        .Where(one => one.Rows > 0)
                        .Take(MostKinds)
                        .Select(one => new MyDataCount(reader.Say("held_" + one.Kind.Name), reader.Number(one.Rows, 0))),
                ],
                await Briefs(command, ct),
                looks,
                looks.Count == 0 ? reader.Say("mydata_nobody_looked") : "",
                await items.Of(command, ct),
                Settings(command),
                (await data.Set<Dialogue>().FindAsync([command.By.Id], ct))?.Question ?? ""
            )
        );
    }

    private string Settings(Command command)
    {
        var (person, reader) = (command.By, command.Reader);
        return reader.Say(
            "mydata_settings",
            ("zone", person.Zone.Id),
            ("language", reader.Language),
            ("quiet", person.QuietHours ?? organization.QuietHours),
            (
                "pause",
                person.PausedUntil is { } until && until > reader.Now
                    ? reader.Date(until.InZone(person.Zone).Date)
                    : reader.Say("settings_now_no_pause")
            )
        );
    }

    private async Task<IReadOnlyList<MyDataBrief>> Briefs(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var rows = await access.Read<Brief>(command.Viewer, command.By.Id, Purpose.OwnData, ct);
        var last = await rows.OrderByDescending(brief => brief.FrozenAt)
            .Take(Most)
            .Select(brief => new
            {
                brief.OccurrenceId,
                brief.ManagerId,
                brief.FrozenAt,
            })
            .ToListAsync(ct);
        var names = await Names([.. last.Select(brief => brief.ManagerId)], ct);
        return
        [
            .. last.Select(brief => new MyDataBrief(
                brief.OccurrenceId.ToString("N"),
                reader.Say(
                    "mydata_brief",
                    ("name", BriefCards.Cut(names.GetValueOrDefault(brief.ManagerId, ""), 80)),
                    ("when", reader.DateAndTime(brief.FrozenAt))
                )
            )),
        ];
    }

    private async Task<IReadOnlyList<MyDataLook>> Looks(Command command, CancellationToken ct)
    {
        var (reader, me) = (command.Reader, command.By.Id);
        var aliases = data.Set<PersonAlias>();
        var mine = await aliases.Where(row => row.PersonId == me).Select(row => (Guid?)row.Alias).SingleOrDefaultAsync(ct);
        var read = (await trail.Read(command.Viewer, me, ct)).Where(entry =>
            (entry.Act == "read" || entry.Act == "received" || entry.Act == "printed")
            && entry.SubjectAlias == mine
            && entry.ActorAlias != mine
        );
        var last = await read.OrderByDescending(entry => entry.At).Take(Most).ToListAsync(ct);
        var actors = last.Select(entry => entry.ActorAlias).OfType<Guid>().Distinct().ToList();
        var people = await aliases.Where(row => actors.Contains(row.Alias)).ToDictionaryAsync(row => row.Alias, row => row.PersonId, ct);
        var names = await Names([.. people.Values], ct);
        return
        [
            .. last.Select(entry =>
            {
                var who =
                    entry.Act == "printed" ? reader.Say("mydata_printed")
                    : entry.ActorAlias is not { } alias ? reader.Say("mydata_service")
                    : people.TryGetValue(alias, out var person) && names.TryGetValue(person, out var name) ? BriefCards.Cut(name, 80)
                    : reader.Say("mydata_somebody");
                var what = "mydata_class_" + entry.What;
                return new MyDataLook(
                    reader.Say(
                        "mydata_look",
                        ("who", who),
                        ("what", reader.Say(reader.Knows(what) ? what : "mydata_class_other")),
                        ("when", reader.DateAndTime(entry.At))
                    )
                );
            }),
        ];
    }

    private Task<Dictionary<Guid, string>> Names(List<Guid> ids, CancellationToken ct) =>
        data.People.Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
}
