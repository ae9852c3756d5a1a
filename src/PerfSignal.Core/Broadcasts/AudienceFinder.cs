using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Who meets a rule at this instant, among the people that the author is HR of.</summary>
public sealed class AudienceFinder(PerfSignalData data, Access access, OpenSteps open, Organization organization, TimeProvider clock)
{
    /// <summary>A query, so that of a large audience nobody is read before they are needed.</summary>
    public async Task<IQueryable<Person>> Of(Viewer author, AudienceRule rule, CancellationToken ct)
    {
        var population = await access.Population(author, DataClass.Nudges, Right.Write, ct);
        var working = data.People.AsNoTracking().WorkAt(clock.Now());
        var people = Listed(rule, population.Among(working));
        // Lines of reporting change for everyone at the organisation's midnight, as the rights do.
        var today = clock.Today(Zones.Of(organization.TimeZone));
        if (rule.Managers)
        {
            people = people.Where(person =>
                data.ReportingLines.Any(line =>
                    line.ManagerId == person.Id
                    && line.From <= today
                    && (line.Until == null || line.Until > today)
                    && data.People.Any(report =>
                        report.Id == line.ReportId && report.HireDate <= today && (report.LastDay == null || report.LastDay >= today)
                    )
                )
            );
        }

        if (rule.CycleId is { } cycle)
        {
            var doers = await open.Doers(cycle, rule.StepId, ct);
            people = people.Where(person => doers.Contains(person.Id));
        }

        return people;
    }

    /// <summary>The people of a broadcast as far as a viewer is HR of them: a second person reads of no others than its author writes to.</summary>
    public async Task<IQueryable<Person>> Shown(Viewer viewer, Broadcast broadcast, CancellationToken ct)
    {
        var rule = AudienceRule.FromJson(broadcast.Audience);
        var theirs = await Of(viewer, rule, ct);
        return broadcast.AuthorId == viewer.PersonId
            ? theirs
            : (await Of(new Viewer(broadcast.AuthorId), rule, ct)).Where(person => theirs.Any(own => own.Id == person.Id));
    }

    /// <summary>How many they are now.</summary>
    public async Task<int> Count(Broadcast broadcast, CancellationToken ct) =>
        await (await Of(new Viewer(broadcast.AuthorId), AudienceRule.FromJson(broadcast.Audience), ct)).CountAsync(ct);

    private static IQueryable<Person> Listed(AudienceRule rule, IQueryable<Person> people)
    {
        if (rule.RoleFamilies.Count > 0)
        {
            people = people.Where(person => EF.Parameter(rule.RoleFamilies).Contains(person.RoleFamily));
        }

        if (rule.Departments.Count > 0)
        {
            people = people.Where(person => EF.Parameter(rule.Departments).Contains(person.Department));
        }

        if (rule.Locations.Count > 0)
        {
            people = people.Where(person => EF.Parameter(rule.Locations).Contains(person.Location));
        }

        return rule.Emails.Count > 0 ? people.Where(person => EF.Parameter(rule.Emails).Contains(person.Email)) : people;
    }
}
