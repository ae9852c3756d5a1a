using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Preferences;

/// <summary>Saves a person's own preferences, and plans the briefs anew whose time depends on them.</summary>
public sealed class SaveSettings(PerfSignalData data, Audit audit, Organization organization, PlanOccurrences plan)
{
    /// <summary>Saves what was changed on the person, with the entry, and then plans.</summary>
    /// <param name="change">Writes the preferences.</param>
    public async Task Save(Person person, string verb, Action<Person> change, CancellationToken ct)
    {
        var before = BriefSettings.Of(person, organization);
        change(person);
        await audit.Add(person.Id, "changed", verb, person.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        if (before != BriefSettings.Of(person, organization))
        {
            var reports = await data
                .ReportingLines.Where(line => line.ManagerId == person.Id)
                .Select(line => line.ReportId)
                .Distinct()
                .ToListAsync(ct);
            await plan.Run([person.Id, .. reports], ct);
        }
    }

    /// <summary>The instant at which messages come again: the day's first, on the person's clock.</summary>
    public static Instant? Until(LocalDate? day, Person person) => day is { } first ? person.Zone.AtStartOfDay(first).ToInstant() : null;
}
