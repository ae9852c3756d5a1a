namespace PerfSignal.Bot.Web;

/// <summary>
/// Names one showing of a card in a page: the message or the opened form it is, and a one-time id, so that pressing its button twice counts once.
/// It carries no authority.
/// </summary>
public sealed record CardInstance(Guid? MessageId, string? FormKey, Guid Event)
{
    public override string ToString() => MessageId is { } id ? $"m{id:N}.{Event:N}" : $"f{FormKey}.{Event:N}";

    /// <summary>Null for anything that <see cref="ToString"/> did not write.</summary>
    public static CardInstance? Parse(string? written)
    {
        if (
            written is not { Length: < 120 }
            || written.Split('.') is not [{ Length: > 1 } about, var once]
            || !Guid.TryParseExact(once, "N", out var eventId)
        )
        {
            return null;
        }

        return about[0] switch
        {
            'm' when Guid.TryParseExact(about[1..], "N", out var id) => new CardInstance(id, null, eventId),
            'f' => new CardInstance(null, about[1..], eventId),
            _ => null,
        };
    }
}
