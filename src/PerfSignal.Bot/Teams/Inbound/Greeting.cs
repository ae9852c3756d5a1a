using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Says once to everybody what the bot is, what it holds about them and how to see it.</summary>
internal sealed class Greeting(PerfSignalData data, Answers answers, ReaderFactory readers, TimeProvider clock)
{
    public async Task Greet(Caller.Known caller, CancellationToken ct)
    {
        var (account, person) = caller;
        if (account.GreetedAt is not null)
        {
            return;
        }

        var card = Reply.Show("welcome", new { person.Name, person.TimeZone });
        var language = readers.For(person).Language;
        account.GreetedAt = clock.Now();
        await answers.Queue(person, card, language, PlatformName.Teams, $"greeting:{account.Id:N}", ct);
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Teams tells of an installation twice, side by side: the other one greets.
            data.ChangeTracker.Clear();
        }
    }
}
