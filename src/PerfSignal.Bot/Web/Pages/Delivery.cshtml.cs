using Microsoft.AspNetCore.Mvc;
using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Delivery.Queue;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The outbox for those who look after the service: counts only, never whose messages they are.</summary>
public sealed class DeliveryModel(QueueView view, Standings standings) : SitePage
{
    public QueueState State { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!(await standings.Of(Me, Aborted)).SeesDelivery)
        {
            return NotFound();
        }

        State = await view.Read(Aborted);
        return Page();
    }

    public string Count(int number) => Reader.Number(number, 0);

    /// <summary>How long ago, in the largest unit that says enough.</summary>
    public string Since(Instant? instant)
    {
        if (instant is not { } at)
        {
            return "–";
        }

        var ago = State.At - at;
        var (unit, number) =
            ago.TotalHours >= 2 ? ("hours", ago.TotalHours)
            : ago.TotalMinutes >= 2 ? ("minutes", ago.TotalMinutes)
            : ("seconds", Math.Max(0, ago.TotalSeconds));
        return Reader.Say("web_delivery_" + unit, ("count", Reader.Number((decimal)Math.Floor(number), 0)));
    }

    public bool IsLate(QueueDepth depth) => State.At - depth.Oldest > DeliveryCheckup.Patience(depth.Lane);
}
