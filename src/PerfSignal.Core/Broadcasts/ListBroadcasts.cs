using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.list`: the broadcasts that the reader may see; with words after it, the form to write one.</summary>
public sealed class ListBroadcasts(
    PerfSignalData data,
    Access access,
    BroadcastList broadcasts,
    BroadcastAccounts accounts,
    BroadcastAuthors authors,
    WriteBroadcast write
) : IVerb
{
    public const string Name = "broadcast.list";
    private const int Most = 5;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if ((await access.Population(command.Viewer, DataClass.Nudges, Right.Write, ct)).IsNobody)
        {
            return new Reply.Said(await authors.WhoCan(reader, ct));
        }

        if (command.Text.Length > 0)
        {
            return await write.Handle(command with { Verb = WriteBroadcast.Name, Row = null }, ct);
        }

        var lines = await broadcasts.Of(command.Viewer, ct);
        var shown = lines.Take(Most).ToList();
        var counts = await accounts.Of([.. shown.Select(line => line.Id)], ct);
        await data.SaveChangesAsync(ct);
        return Reply.Show(
            "broadcast_list",
            new BroadcastListCard(
                reader.Say("nudge_list_title", ("count", reader.Number(lines.Count, 0))),
                lines.Count == 0 ? reader.Say("nudge_list_empty") : "",
                "",
                [
                    .. shown.Select(line => new BroadcastListRow(
                        line.Id.ToString("N"),
                        line.Title,
                        State(line, counts.GetValueOrDefault(line.Id), reader)
                    )),
                ],
                lines.Count > Most ? reader.Say("nudge_list_more", ("count", reader.Number(lines.Count - Most, 0))) : "",
                BroadcastVerbs.Page
            )
        );
    }

    /// <summary>How far it is, who wrote it, and when.</summary>
    public static string State(BroadcastLine line, Account? account, Reader reader) =>
        reader.Say(
            line.AwaitsViewer ? "nudge_list_line_yours"
                : account is null ? "nudge_list_line"
                : "nudge_list_line_sent",
            ("state", BroadcastPhrases.State(line.State, line.IsRetracted, reader)),
            ("sent", reader.Number(account?.Sent ?? 0, 0)),
            ("audience", reader.Number(account?.Audience ?? 0, 0)),
            ("name", Briefs.BriefCards.Cut(line.Author, 80)),
            ("when", reader.DateAndTime(line.StartedAt ?? line.CreatedAt))
        );
}
