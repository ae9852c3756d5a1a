using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>Writes the frozen row of a brief; from its transaction on the employee can read it.</summary>
public sealed class BriefFreezer(PerfSignalData data, TimeProvider clock)
{
    /// <summary>Adds the next revision and marks the occurrence as told; the caller saves.</summary>
    public Brief Freeze(Occurrence occurrence, Evidence evidence)
    {
        var brief = new Brief
        {
            Id = clock.NewId(),
            OccurrenceId = occurrence.Id,
            Revision = occurrence.Revisions + 1,
            ManagerId = occurrence.ManagerId,
            ReportId = occurrence.ReportId,
            FrozenAt = evidence.FrozenAt,
            Evidence = CardJson.Write(evidence),
            Questions = string.Join(' ', evidence.Questions),
        };
        data.Add(brief);
        occurrence.Revisions = brief.Revision;
        occurrence.ToldStart = occurrence.Start;
        occurrence.Version = Guid.NewGuid();
        return brief;
    }

    /// <summary>No brief is planned earlier than this before its 1:1: a day of lead time and a night's quiet hours, with room.</summary>
    public static readonly Duration LongestLead = Duration.FromDays(3);
}
