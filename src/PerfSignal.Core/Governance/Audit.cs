using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Governance;

/// <summary>Adds entries to the audit log; they are saved with the transaction of the act they tell of.</summary>
public sealed class Audit(PerfSignalData data, TimeProvider clock)
{
    private readonly Dictionary<Guid, Guid> aliases = [];

    /// <summary>Adds an entry; the caller saves. A null person stands for the service itself, or for nobody.</summary>
    public async Task Add(
        Guid? actor,
        string act,
        string what,
        Guid? subject = null,
        string? purpose = null,
        CancellationToken ct = default
    ) =>
        data.Add(
            new AuditEntry
            {
                Id = clock.NewId(),
                At = clock.Now(),
                ActorAlias = await Alias(actor, ct),
                SubjectAlias = await Alias(subject, ct),
                Act = act,
                What = what,
                Purpose = purpose,
            }
        );

    private async Task<Guid?> Alias(Guid? person, CancellationToken ct)
    {
        if (person is not { } id)
        {
            return null;
        }

        if (aliases.TryGetValue(id, out var known))
        {
            return known;
        }

        var stored = await data.Set<PersonAlias>().FindAsync([id], ct);
        if (stored is null)
        {
            stored = new PersonAlias { PersonId = id, Alias = Guid.NewGuid() };
            data.Add(stored);
        }

        return aliases[id] = stored.Alias;
    }
}
