using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>Tells an owner that something is due today; it follows what becomes of the commitment.</summary>
/// <param name="Open">Whether there is still something to do about it.</param>
public sealed record CommitmentDueCard(string Title, string Row, [property: Written] string Text, bool Open)
{
    /// <param name="key">The dedupe key of the card, which ends with the day it reminds of.</param>
    public static CommitmentDueCard For(Reader reader, Commitment commitment, Person other, string key)
    {
        var moved = commitment.DueOn is not { } due || !key.EndsWith(LocalDatePattern.Iso.Format(due), StringComparison.Ordinal);
        var title = commitment.State switch
        {
            CommitmentState.Done => reader.Say("commitment_reminder_done"),
            CommitmentState.Dropped => reader.Say("commitment_reminder_dropped"),
            _ when moved && commitment.DueOn is { } day => reader.Say("commitment_reminder_moved", ("date", reader.Date(day))),
            _ when moved => reader.Say("commitment_reminder_open"),
            _ => reader.Say("commitment_reminder_title", ("name", other.Name)),
        };
        return new CommitmentDueCard(
            title,
            commitment.Id.ToString("N"),
            commitment.Text,
            commitment.State == CommitmentState.Open && !moved
        );
    }
}
