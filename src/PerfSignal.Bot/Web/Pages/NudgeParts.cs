using Microsoft.AspNetCore.Html;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The zones of an audience with the time on both clocks.</summary>
public sealed record NudgeZones(IReadOnlyList<ZoneTime> Zones, Reader Reader)
{
    public const int Most = 60;
}

/// <summary>The account of a nudge as the page shows it, again and again while it is sent.</summary>
public sealed record NudgeLive(Progress Found, Reader Reader)
{
    public IReadOnlyList<BroadcastNumber> Numbers => BroadcastNumbers.Of(Found);

    public int Audience => Numbers[^1].Count;

    public int Ended => Audience - Numbers.First(number => number.Word == "waiting").Count;

    public bool IsRunning => Found.Broadcast.State is BroadcastState.Sending;
}

/// <summary>The card as one recipient gets it, on both platforms.</summary>
public sealed record NudgePreview(string Name, string Notice, IHtmlContent Teams, IHtmlContent Slack);

/// <summary>What is asked on the page before it is done.</summary>
/// <param name="Button">The end of the name of its text.</param>
/// <param name="Seen">As <see cref="BroadcastSureCard.Seen"/>.</param>
public sealed record NudgeQuestion(string Act, string Question, string Hint, string Count, string Button, string Seen);
