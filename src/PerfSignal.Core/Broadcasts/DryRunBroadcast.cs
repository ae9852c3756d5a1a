using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.dryrun`: who would get it now, who not, and why.</summary>
public sealed class DryRunBroadcast(PerfSignalData data, BroadcastFinder finder, DryRun dryRun) : IVerb
{
    public const string Name = "broadcast.dryrun";
    private const int Most = 8;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!Guid.TryParse(command.Row, out var id) || await finder.Of(command.Viewer, id, ct) is not { } broadcast)
        {
            await data.SaveChangesAsync(ct);
            return BroadcastViews.Gone(reader);
        }

        var run = await dryRun.Of(command.Viewer, broadcast, 0, Most, ct);
        await data.SaveChangesAsync(ct);
        return Reply.Show(
            "broadcast_dryrun",
            new BroadcastDryRunCard(
                broadcast.Id.ToString("N"),
                reader.Say("nudge_dryrun_title", ("gets", reader.Number(run.WillGet, 0)), ("audience", reader.Number(run.Audience, 0))),
                broadcast.Title,
                [.. BroadcastPhrases.Reasons(run.Excluded, reader).Take(6)],
                [.. run.Lines.Select(line => new BroadcastWho(Who(line, reader), What(line, reader)))],
                run.Audience > run.Lines.Count
                    ? reader.Say("nudge_dryrun_more", ("count", reader.Number(run.Audience - run.Lines.Count, 0)))
                    : "",
                BroadcastViews.Link(broadcast.Id)
            )
        );
    }

    /// <summary>When it leaves on their own clock and where it arrives, or why they get nothing.</summary>
    public static string What(DryRunLine line, Reader reader)
    {
        if (line.WhyNot is { } why)
        {
            return reader.Say("nudge_dryrun_not", ("why", BroadcastPhrases.Reason(why, reader)));
        }

        var platform = line.Platform?.ToString() ?? reader.Say("nudge_platform_none");
        // The count took a moment itself; a time that is over when it is read says less than "as soon as it may".
        return line.LeavesAt is { } at && at - reader.Now > Duration.FromMinutes(1)
            ? reader.Say(
                "nudge_dryrun_gets",
                ("when", BroadcastClocks.Local(at.InZone(Zones.Of(line.ZoneId)).LocalDateTime, reader)),
                ("zone", line.ZoneId),
                ("platform", platform)
            )
            : reader.Say("nudge_dryrun_gets_now", ("platform", platform));
    }

    private static string Who(DryRunLine line, Reader reader) =>
        reader.Say(
            "nudge_dryrun_who",
            ("name", Briefs.BriefCards.Cut(line.Name, 80)),
            ("department", Briefs.BriefCards.Cut(line.Department, 80))
        );
}
