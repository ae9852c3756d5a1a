using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.People;

/// <summary>Where HR of the whole organisation switches parts of it on and off; the same for the chat and the page.</summary>
/// <remarks>
/// A wave is ended and never deleted: without any wave everyone would be in. To end the pilot, HR adds one that names neither family nor department.
/// </remarks>
public sealed class PilotDesk(PerfSignalData data, PilotGate gate, PilotNews news, Access access, Audit audit, TimeProvider clock)
{
    /// <summary>HR of one department has no say in whom of the others the pilot takes in.</summary>
    public async Task<bool> MayChange(Person person, CancellationToken ct) =>
        await data.PersonRoles.AnyAsync(role => role.PersonId == person.Id && role.Kind == RoleKind.Hr && role.Department == null, ct)
        && await access.May(new Viewer(person.Id), person.Id, DataClass.Register, Right.Write, ct);

    /// <summary>Every wave that ever held or will, the earliest first.</summary>
    public Task<List<PilotWave>> All(CancellationToken ct) =>
        data.Set<PilotWave>().AsNoTracking().OrderBy(wave => wave.From).ThenBy(wave => wave.Id).ToListAsync(ct);

    public Task<PilotWave?> Find(string? row, CancellationToken ct) =>
        Guid.TryParse(row, out var id)
            ? data.Set<PilotWave>().SingleOrDefaultAsync(wave => wave.Id == id, ct)
            : Task.FromResult<PilotWave?>(null);

    /// <summary>The role families and departments of those who work here, and the families that have a profile.</summary>
    public async Task<(IReadOnlyList<string> Families, IReadOnlyList<string> Departments)> Known(CancellationToken ct)
    {
        var here = Here();
        var families = await here.Select(person => person.RoleFamily).Distinct().ToListAsync(ct);
        var profiles = await data.Set<RoleProfile>().Select(profile => profile.RoleFamily).Distinct().ToListAsync(ct);
        var departments = await here.Select(person => person.Department).Distinct().ToListAsync(ct);
        return (
            [.. families.Union(profiles, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. departments.Order(StringComparer.Ordinal)]
        );
    }

    /// <summary>How many of those who work here a wave covers on the days on which it holds.</summary>
    public Task<int> Count(PilotWave wave, CancellationToken ct) => Here().Where(wave.Condition).CountAsync(ct);

    /// <summary>Reads what was typed; a sentence for each field that needs one, or what it would do.</summary>
    public async Task<(PilotPreview? Preview, IReadOnlyDictionary<string, string> Errors)> Read(
        PilotTyped typed,
        Reader reader,
        CancellationToken ct
    )
    {
        var stored = await Find(typed.Row, ct);
        var (families, departments) = await Known(ct);
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (stored is not null && typed.Version != VersionOf(stored))
        {
            errors["name"] = reader.Say("pilot_changed_meanwhile", ("now", PilotWords.Now(stored, reader)));
        }
        else if (typed.Name.Length is 0 or > PilotWave.MaxName)
        {
            errors["name"] = reader.Say("pilot_name_needed", ("max", reader.Number(PilotWave.MaxName, 0)));
        }

        var chosen = Chosen("families", typed.Families, families, "pilot_family_unknown");
        var teams = Chosen("departments", typed.Departments, departments, "pilot_department_unknown");
        var from = LocalDatePattern.Iso.Parse(typed.From);
        if (!from.Success || from.Value.Year is < 2000 or > 2200)
        {
            errors["from"] = reader.Say("pilot_from_needed");
        }
        else if (from.Value < gate.Today && from.Value != stored?.From)
        {
            errors["from"] = reader.Say("pilot_from_past");
        }

        var last = LocalDatePattern.Iso.Parse(typed.Last);
        if (typed.Last.Length > 0 && (!last.Success || last.Value.Year > 2200 || (from.Success && last.Value < from.Value)))
        {
            errors["until"] = reader.Say("pilot_until_wrong");
        }

        if (PilotWave.Write(chosen).Length > PilotWave.MaxWords || PilotWave.Write(teams).Length > PilotWave.MaxWords)
        {
            errors["departments"] = reader.Say("pilot_too_many");
        }

        return errors.Count > 0
            ? (null, errors)
            : (await Preview(stored, typed.Name, chosen, teams, from.Value, last.Success ? last.Value.PlusDays(1) : null, ct), errors);

        List<string> Chosen(string field, IReadOnlyList<string> words, IReadOnlyList<string> known, string unknown)
        {
            var found = new List<string>();
            foreach (var word in words.Where(word => word.Length > 0))
            {
                // One that nobody has any more may stay where it stands.
                var name =
                    known.FirstOrDefault(one => one.Equals(word, StringComparison.OrdinalIgnoreCase))
                    ?? (field == "families" ? stored?.Families : stored?.Teams)?.FirstOrDefault(one => one == word);
                if (name is null)
                {
                    errors[field] = reader.Say(
                        unknown,
                        ("word", word.Length > 60 ? word[..60] + "…" : word),
                        ("known", string.Join(", ", known.Take(20)))
                    );
                }
                else if (!found.Contains(name, StringComparer.Ordinal))
                {
                    found.Add(name);
                }
            }

            return found;
        }
    }

    /// <summary>What a form of the wave carries, so that it never overwrites what somebody else saved since; empty for a new one.</summary>
    public static string VersionOf(PilotWave? wave) => wave?.Version.ToString("N") ?? "";

    /// <remarks>A new one that is there already, as after a button pressed twice, is not made again.</remarks>
    /// <returns>False where somebody changed the same wave at this moment; then nothing was saved.</returns>
    public async Task<bool> Save(Person by, string row, PilotPreview read, CancellationToken ct)
    {
        var wave = await Find(row, ct);
        if (wave is null)
        {
            wave = Draft(by.Id, read);
            if ((await All(ct)).Exists(one => Same(one, wave)))
            {
                return true;
            }

            data.Add(wave);
        }
        else
        {
            (wave.Name, wave.From, wave.Until) = (read.Name, read.From, read.Until);
            (wave.RoleFamilies, wave.Departments) = (PilotWave.Write(read.Families), PilotWave.Write(read.Departments));
        }

        return await Saved(by, WritePilot.Name, wave, ct);
    }

    /// <summary>From today on nothing new is collected or sent by it; one that has not begun never will.</summary>
    /// <returns>False where it has ended already, or somebody changed it at this moment.</returns>
    public async Task<bool> End(Person by, PilotWave wave, CancellationToken ct)
    {
        var today = gate.Today;
        if (wave.Until <= today)
        {
            return false;
        }

        wave.Until = LocalDate.Max(today, wave.From);
        return await Saved(by, EndPilot.Name, wave, ct);
    }

    private async Task<bool> Saved(Person by, string verb, PilotWave wave, CancellationToken ct)
    {
        await audit.Add(by.Id, "changed", verb, purpose: wave.Id.ToString("N"), ct: ct);
        await news.Queue(by, wave, ct);
        gate.Changed();
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            data.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<PilotPreview> Preview(
        PilotWave? stored,
        string name,
        IReadOnlyList<string> families,
        IReadOnlyList<string> departments,
        LocalDate from,
        LocalDate? until,
        CancellationToken ct
    )
    {
        var preview = new PilotPreview(name, families, departments, from, until, 0, 0, 0);
        var wave = Draft(stored?.CreatedBy ?? Guid.Empty, preview);
        var others = (await All(ct)).Where(one => one.Id != stored?.Id).ToList();
        var (now, then) = (await gate.Now(ct), PilotDay.Of([.. others, wave], gate.Today));
        var covered = Here().Where(wave.Condition);
        var inside = await covered.CountAsync(ct);
        return preview with
        {
            Inside = inside,
            Newly = inside - await covered.Where(now.Condition).CountAsync(ct),
            Outside = await Here().CountAsync(ct) - await Here().Where(then.Condition).CountAsync(ct),
        };
    }

    private static bool Same(PilotWave one, PilotWave other) =>
        (one.Name, one.RoleFamilies, one.Departments, one.From, one.Until)
        == (other.Name, other.RoleFamilies, other.Departments, other.From, other.Until);

    private PilotWave Draft(Guid by, PilotPreview read) =>
        new()
        {
            Id = clock.NewId(),
            Name = read.Name,
            RoleFamilies = PilotWave.Write(read.Families),
            Departments = PilotWave.Write(read.Departments),
            From = read.From,
            Until = read.Until,
            CreatedBy = by,
            CreatedAt = clock.Now(),
            Version = Guid.NewGuid(),
        };

    private IQueryable<Person> Here()
    {
        var today = gate.Today;
        return data.People.Where(person => person.HireDate <= today && (person.LastDay == null || person.LastDay >= today));
    }
}
