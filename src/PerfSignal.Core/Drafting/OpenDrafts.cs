using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Drafting;

/// <summary>Finds the draft whose button was pressed, for who may write it today.</summary>
public sealed class OpenDrafts(PerfSignalData data, Access access)
{
    /// <summary>Null where there is none for this person, or it is still being written.</summary>
    public async Task<(Draft Draft, Person Report)?> Find(Command command, CancellationToken ct) =>
        await FindAny(command, ct) is { } found && found.Draft.Writer != WrittenDraft.Pending ? found : null;

    /// <summary>As <see cref="Find"/>, and one that a model is still to write.</summary>
    public async Task<(Draft Draft, Person Report)?> FindAny(Command command, CancellationToken ct)
    {
        if (DraftRow.Parse(command.Row) is not { } row || !await access.May(command.Viewer, row.Report, DataClass.Draft, Right.Write, ct))
        {
            return null;
        }

        var draft = await (await access.Read<Draft>(command.Viewer, row.Report, Purpose.OneOnOne, ct)).FirstOrDefaultAsync(
            one => one.Id == row.Id,
            ct
        );
        return draft is null ? null : (draft, (await data.People.FindAsync([row.Report], ct))!);
    }
}
