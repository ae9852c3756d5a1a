namespace PerfSignal.Core.Delivery;

/// <summary>A question asked again right before a send, such as whether the 1:1 still takes place and the reader may still see it.</summary>
public interface IDeliveryCheck
{
    /// <summary>The word in <see cref="DeliveryRow.Check"/>.</summary>
    string Name { get; }

    /// <summary>Why the row must not be sent, as a word of the texts (`delivery_reason_…`); null when it may be sent.</summary>
    Task<string?> WhyNot(DeliveryRow row, CancellationToken ct);
}
