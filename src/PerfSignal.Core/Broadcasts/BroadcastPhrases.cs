using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Says in words to whom a broadcast goes, when, and what became of it.</summary>
public sealed class BroadcastPhrases(PerfSignalData data)
{
    private const int Named = 5;

    public async Task<string> Audience(AudienceRule rule, Reader reader, CancellationToken ct)
    {
        var parts = new List<string>();
        if (rule.Managers)
        {
            parts.Add(reader.Say("nudge_to_managers"));
        }

        foreach (
            var (key, names) in new[]
            {
                ("nudge_to_departments", rule.Departments),
                ("nudge_to_families", rule.RoleFamilies),
                ("nudge_to_locations", rule.Locations),
            }
        )
        {
            if (names.Count > 0)
            {
                parts.Add(reader.Say(key, ("names", Names(names))));
            }
        }

        if (rule.Emails.Count > 0)
        {
            parts.Add(
                rule.Emails.Count == 1
                    ? reader.Say("nudge_to_list_one")
                    : reader.Say("nudge_to_list", ("count", reader.Number(rule.Emails.Count, 0)))
            );
        }

        if (rule.CycleId is not null)
        {
            parts.Add(await Cycle(rule, reader, ct));
        }

        return parts.Count == 0 ? reader.Say("nudge_to_everyone") : string.Join(reader.Say("nudge_to_and"), parts);
    }

    /// <param name="retracted">Whether it was taken back, which says more than that it had been sent.</param>
    public static string State(BroadcastState state, bool retracted, Reader reader) =>
        reader.Say(retracted ? "nudge_state_Retracted" : "nudge_state_" + state);

    public static string State(Broadcast broadcast, Reader reader) => State(broadcast.State, broadcast.RetractedAt is not null, reader);

    /// <summary>The key, after `nudge_`, of the sentence that says what was done: before anything was sent there is nothing on its way.</summary>
    public static string DoneWord(string word, Broadcast broadcast) =>
        broadcast.StartedAt is null
        && (word is "paused" or "cancelled" || (word == "resumed" && broadcast.State == BroadcastState.Scheduled))
            ? word + "_before"
            : word;

    /// <summary>What was done, in a sentence; empty where it was not.</summary>
    public static string Done(string word, BroadcastResult result, Reader reader) =>
        result is BroadcastResult.Done { Broadcast: var broadcast } ? reader.Say("nudge_" + DoneWord(word, broadcast)) : "";

    /// <summary>The date and time as the author said them, or that it leaves as soon as it may.</summary>
    public static string When(Broadcast broadcast, Reader reader)
    {
        if (broadcast.Timing == SendTiming.Now || broadcast.OnDate is not { } date || broadcast.AtTime is not { } time)
        {
            return reader.Say("nudge_when_now");
        }

        var local = BroadcastClocks.Local(date + time, reader);
        return broadcast.Timing == SendTiming.RecipientTime
            ? reader.Say("nudge_when_recipient", ("when", local))
            : reader.Say("nudge_when_author", ("when", local), ("zone", broadcast.Zone ?? reader.Zone.Id));
    }

    /// <summary>The word of a reason as a sentence; a word without a text stands for itself.</summary>
    public static string Reason(string word, Reader reader) =>
        reader.Knows("delivery_reason_" + word) ? reader.Say("delivery_reason_" + word) : word;

    public static IEnumerable<BroadcastFact> Reasons(IReadOnlyDictionary<string, int> counts, Reader reader) =>
        counts
            .Where(pair => pair.Value > 0)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new BroadcastFact(Reason(pair.Key, reader), reader.Number(pair.Value, 0)));

    /// <summary>The first few, and how many more there are.</summary>
    public static string Addresses(IReadOnlyList<ListedAddress> list) => Names([.. list.Select(one => one.Address)]);

    /// <summary>A sentence about those who got it and have it still.</summary>
    public static string Reached(string key, Progress found, Reader reader) =>
        found.Account.Sent - found.Retracted is var count && count == 1
            ? reader.Say(key + "_one")
            : reader.Say(key, ("count", reader.Number(count, 0)));

    /// <summary>How long something still takes, to the minute.</summary>
    public static string Left(Duration left, Reader reader)
    {
        var minutes = (int)Math.Ceiling(left.TotalMinutes);
        return minutes <= 1 ? reader.Say("nudge_left_minute")
            : minutes < 90 ? reader.Say("nudge_left_minutes", ("count", reader.Number(minutes, 0)))
            : reader.Say("nudge_left_hours", ("hours", reader.Number(minutes / 60, 0)), ("minutes", reader.Number(minutes % 60, 0)));
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Named).Select(name => Briefs.BriefCards.Cut(name, 60)))
        + (names.Count > Named ? $" +{names.Count - Named}" : "");

    private async Task<string> Cycle(AudienceRule rule, Reader reader, CancellationToken ct)
    {
        var cycle = await data.Set<ReviewCycle>().Where(row => row.Id == rule.CycleId).Select(row => row.Name).SingleOrDefaultAsync(ct);
        var step = await data.Set<CycleStep>().Where(row => row.Id == rule.StepId).Select(row => row.Name).SingleOrDefaultAsync(ct);
        return cycle is null
            ? reader.Say("nudge_to_cycle_gone")
            : reader.Say("nudge_to_cycle", ("name", step is null ? cycle : $"{cycle}: {step}"));
    }
}
