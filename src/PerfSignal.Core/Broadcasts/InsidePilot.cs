using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Narrows people to those whom the pilot takes in today.</summary>
public delegate Task<IQueryable<Person>> InsidePilot(IQueryable<Person> people, CancellationToken ct);
