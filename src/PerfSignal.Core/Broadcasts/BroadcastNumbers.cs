using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>One number of the account of a broadcast.</summary>
/// <param name="Word">`sent`, `failed`, `excluded`, `cancelled`, `expired`, `waiting` or `audience`.</param>
public sealed record BroadcastNumber(string Word, int Count)
{
    public string Name(Reader reader) => reader.Say("nudge_count_" + Word);

    public BroadcastFact Fact(Reader reader) => new(Name(reader), reader.Number(Count, 0));
}

/// <summary>The numbers that stand on the page, on the card and in the reports; everywhere the same.</summary>
public static class BroadcastNumbers
{
    /// <summary>The parts and, last, the audience that they add up to: who has no message yet still waits.</summary>
    public static IReadOnlyList<BroadcastNumber> Of(Progress found)
    {
        var account = found.Account;
        return
        [
            new("sent", account.Sent),
            new("failed", account.Failed),
            new("excluded", account.Excluded),
            new("cancelled", account.Cancelled),
            new("expired", account.Expired),
            new("waiting", account.Waiting + found.NotYetMade),
            new("audience", account.Audience + found.NotYetMade),
        ];
    }

    /// <summary>What is true of some of those sent, where it is of any.</summary>
    public static IEnumerable<BroadcastFact> Marks(Progress found, Reader reader)
    {
        foreach (var (word, count) in new[] { ("retracted", found.Retracted), ("doubled", found.PossiblyDoubled) })
        {
            if (count > 0)
            {
                yield return new BroadcastFact(
                    reader.Say("nudge_count_" + word),
                    reader.Say($"nudge_count_{word}_of", ("count", reader.Number(count, 0)))
                );
            }
        }
    }

    /// <summary>How fast it goes and how long it still takes, or when it ended.</summary>
    public static string Pace(Progress found, Reader reader)
    {
        if (found.Broadcast.EndedAt is { } ended)
        {
            return reader.Say("nudge_ended", ("when", reader.DateAndTime(ended)));
        }

        var next = found.NextAt is { } at && at > reader.Now ? reader.Say("nudge_pace_next", ("when", reader.DateAndTime(at))) : "";
        var rate = reader.Number(found.PerMinute, 0);
        var pace =
            found.PerMinute <= 0 || found.Broadcast.State != BroadcastState.Sending ? ""
            : found.Left is { } left && left > Duration.Zero
                ? reader.Say("nudge_pace", ("rate", rate), ("left", BroadcastPhrases.Left(left, reader)))
            : reader.Say("nudge_pace_only", ("rate", rate));
        return $"{pace} {next}".Trim();
    }
}
