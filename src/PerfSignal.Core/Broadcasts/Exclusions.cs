using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Who of an audience does not get it all the same, with a word of the texts (`delivery_reason_…`).</summary>
/// <remarks>
/// Who is paused, or reached by no chat, is decided when the message leaves. A broadcast about an open step of a review cycle cannot be muted.
/// </remarks>
public sealed class Exclusions(PilotGate pilot)
{
    public const string TopicOff = "topic_off";

    public async Task<IReadOnlyDictionary<Guid, string>> Of(AudienceRule rule, IReadOnlyCollection<Person> people, CancellationToken ct)
    {
        var today = await pilot.Now(ct);
        var reasons = new Dictionary<Guid, string>();
        foreach (var person in people)
        {
            if (!today.Takes(person))
            {
                reasons[person.Id] = PilotGate.Reason;
            }
            else if (rule.CycleId is null && !Topics.Wants(person, Topics.Nudges))
            {
                reasons[person.Id] = TopicOff;
            }
        }

        return reasons;
    }
}
