using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.MyData;

public sealed record MyDataCard(
    string Title,
    IReadOnlyList<MyDataCount> Counts,
    IReadOnlyList<MyDataBrief> Briefs,
    IReadOnlyList<MyDataLook> Looks,
    string NobodyLooked
);

public sealed record MyDataCount(string Name, string Count);

public sealed record MyDataBrief(string Row, string Text);

public sealed record MyDataLook(string Text);

/// <summary>`mydata.show`: how much of what is held about oneself, the last briefs, and who looked.</summary>
public sealed class ShowMyData(PerfSignalData data, Access access, AuditTrail trail) : IVerb
{
    public const string Name = "mydata.show";
    private const int Most = 5;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var looks = await Looks(command, ct);
        return Reply.Show(
            "mydata",
            new MyDataCard(
                reader.Say("mydata_title"),
                [
                    await Count<Fact>("facts", command, ct),
                    await Count<Brief>("briefs", command, ct),
                    await Count<Commitment>("commitments", command, ct),
                    await Count<FeedbackNote>("feedback", command, ct),
                    await Count<MineNote>("mine", command, ct),
                    await Count<Goal>("goals", command, ct),
                    await Count<ContextNote>("notes", command, ct),
                    await Count<Contest>("contests", command, ct),
                    await Accounts(command, ct),
                ],
                await Briefs(command, ct),
                looks,
                looks.Count == 0 ? reader.Say("mydata_nobody_looked") : ""
            )
        );
    }

    private async Task<MyDataCount> Accounts(Command command, CancellationToken ct)
    {
        var count = await data.Set<ChatAccount>().CountAsync(row => row.PersonId == command.By.Id, ct);
        return new MyDataCount(command.Reader.Say("mydata_count_accounts"), command.Reader.Number(count, 0));
    }

    private async Task<MyDataCount> Count<T>(string name, Command command, CancellationToken ct)
        where T : class, IAbout<T>
    {
        var rows = await access.Read<T>(command.Viewer, command.By.Id, Purpose.OwnData, ct);
        return new MyDataCount(command.Reader.Say("mydata_count_" + name), command.Reader.Number(await rows.CountAsync(ct), 0));
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
