using System.Text.RegularExpressions;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Week;

/// <summary>What a database holds, with people by name, other ids and moments left out, so that two of them can be compared.</summary>
internal static partial class Content
{
    /// <summary>What a platform needs to do its work, and what only says which platform it was.</summary>
    private static readonly HashSet<string> Workings =
    [
        nameof(InboundRow),
        nameof(InboxRow),
        nameof(WebMessage),
        nameof(DeliveryRow),
        nameof(ChatAccount),
        nameof(Installation),
        nameof(PlatformHold),
        nameof(PaceRow),
        nameof(Unreachable),
        nameof(WebLink),
        nameof(WebSession),
        nameof(SpentSignIn),
        nameof(WelcomeShown),
        nameof(DataProtectionKeyRow),
        nameof(ActRun),
        nameof(PersonAlias),
    ];

    /// <summary>Acts of the audit log that a platform adds: whoever signs in to the web, and what leaves for a chat.</summary>
    private static readonly HashSet<string> OfPlatforms = ["signed_in", "sent", "updated", "retracted"];

    public static IReadOnlyList<string> Of(PerfSignalData data)
    {
        var names = data.People.ToDictionary(person => person.Id, person => person.Email);
        foreach (var alias in data.Set<PersonAlias>())
        {
            names[alias.Alias] = names[alias.PersonId];
        }

        return
        [
            .. data
                .Model.GetEntityTypes()
                .Where(type => !Workings.Contains(type.ClrType.Name))
                .SelectMany(type =>
                    Rows(data, type.ClrType)
                        .Where(row => row is not AuditEntry entry || !OfPlatforms.Contains(entry.Act))
                        .Select(row =>
                            $"{type.ClrType.Name}: "
                            + string.Join(
                                ", ",
                                type.GetProperties()
                                    .Where(property => property.Name is not ("Id" or "Version" or nameof(Draft.Milliseconds)))
                                    .Select(property => $"{property.Name}={Plain(property.PropertyInfo!.GetValue(row), names)}")
                            )
                        )
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<object> Rows(PerfSignalData data, Type type) =>
        (IEnumerable<object>)typeof(PerfSignalData).GetMethod("Set", [])!.MakeGenericMethod(type).Invoke(data, null)!;

    private static string Plain(object? value, Dictionary<Guid, string> names) =>
        value switch
        {
            Guid id => names.GetValueOrDefault(id, "id"),
            Instant at => at.InUtc().Date.ToString("uuuu-MM-dd", null),
            string text => Ids().Replace(Moments().Replace(text, "$1"), match => names.GetValueOrDefault(Guid.Parse(match.Value), "id")),
            null => "",
            _ => value.ToString()!,
        };

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?Z")]
    private static partial Regex Moments();
}
