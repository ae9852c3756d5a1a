using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web;

/// <summary>The web as the outbox sees it: a message is a row of the person's conversation.</summary>
public sealed class WebPlatform(IServiceScopeFactory scopes, WebOptions options, TimeProvider clock) : IPlatform
{
    public PlatformName Name => PlatformName.Web;

    public Task<bool> Reaches(Person person, CancellationToken ct) => Task.FromResult(options.Enabled);

    public Task<DeliveryResult> Send(Message message, CancellationToken ct) =>
        Guarded(async data =>
        {
            if (await Sent(data, message, ct) is { } before)
            {
                return before;
            }

            var row = new WebMessage
            {
                Id = clock.NewId(),
                PersonId = message.Recipient.Id,
                At = clock.Now(),
                FromPerson = false,
                Card = message.Card,
                Model = message.Model.ToJsonString(CardJson.Options),
                Language = message.Language,
                DeliveryId = message.DeliveryId,
            };
            data.Add(row);
            try
            {
                await data.SaveChangesAsync(ct);
                return Delivered(row.Id, message);
            }
            catch (DbUpdateException) when (!ct.IsCancellationRequested)
            {
                // Another node sent the same delivery in between: the unique key let one of the two in.
                data.ChangeTracker.Clear();
                if (await Sent(data, message, ct) is { } meanwhile)
                {
                    return meanwhile;
                }

                throw;
            }
        });

    public Task<DeliveryResult> Update(Message message, CancellationToken ct) =>
        Change(
            message,
            row =>
            {
                row.Card = message.Card;
                row.Model = message.Model.ToJsonString(CardJson.Options);
                row.Language = message.Language;
            },
            ct
        );

    public Task<DeliveryResult> Retract(Message message, CancellationToken ct) => Change(message, row => row.Retracted = true, ct);

    private Task<DeliveryResult> Change(Message message, Action<WebMessage> change, CancellationToken ct) =>
        Guarded(async data =>
        {
            if (
                !Guid.TryParse(message.MessageId, out var id)
                || await data.Set<WebMessage>().SingleOrDefaultAsync(row => row.Id == id && row.PersonId == message.Recipient.Id, ct)
                    is not { } row
            )
            {
                return new DeliveryResult.Failed(FailureCategory.Invalid, "message_not_found");
            }

            change(row);
            row.UpdatedAt = clock.Now();
            await data.SaveChangesAsync(ct);
            return Delivered(row.Id, message);
        });

    private static async Task<DeliveryResult?> Sent(PerfSignalData data, Message message, CancellationToken ct)
    {
        var ids = await data.Set<WebMessage>().Where(row => row.DeliveryId == message.DeliveryId).Select(row => row.Id).ToListAsync(ct);
        return ids is [var id] ? Delivered(id, message) : null;
    }

    private static DeliveryResult.Delivered Delivered(Guid id, Message message) =>
        new(message.Recipient.Id.ToString("N"), id.ToString("N"));

    /// <summary>A scope of its own: the outbox sends many messages at once, and a context serves one at a time.</summary>
    private async Task<DeliveryResult> Guarded(Func<PerfSignalData, Task<DeliveryResult>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await act(scope.ServiceProvider.GetRequiredService<PerfSignalData>());
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            return new DeliveryResult.Failed(FailureCategory.Transient, "database");
        }
    }
}
