using NodaTime;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.People;

/// <summary>One thing that a viewer is to a subject.</summary>
/// <param name="InPlaceOf">Whose pair with the subject it is: the viewer, or the manager for whom a delegate stands in.</param>
/// <param name="From">Start of the viewer's own period, for a former manager.</param>
/// <param name="Until">End of that period, excluded.</param>
public sealed record Relationship(Relation Relation, Guid InPlaceOf, Instant? From = null, Instant? Until = null);
