using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Delivery;

/// <summary>A question asked again right before a send, such as whether the 1:1 still takes place and the reader may still see it.</summary>
public interface IDeliveryCheck
{
    /// <summary>The word in <see cref="DeliveryRow.Check"/>.</summary>
    string Name { get; }

    /// <summary>Why the row must not be sent, as a word of the texts (`delivery_reason_…`); null when it may be sent.</summary>
    Task<string?> WhyNot(DeliveryRow row, CancellationToken ct);

    /// <summary>The same of several rows at once, by row; a row that is missing may be sent. Null where each is asked on its own.</summary>
    /// <remarks>A check of a send of many answers here: asked row by row it would cost a query for each message.</remarks>
    Task<IReadOnlyDictionary<Guid, string>?> WhyNot(IReadOnlyCollection<DeliveryRow> rows, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<Guid, string>?>(null);

    /// <summary>Whether the recipient gets it for an office that they hold, and so also where no pilot wave takes them in.</summary>
    bool IsForOffice => false;

    /// <summary>Whose data the cards bring to their recipients, and of which class, by row; a row that is missing brings nobody's.</summary>
    Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(IReadOnlyCollection<DeliveryRow> rows, CancellationToken ct);
}
