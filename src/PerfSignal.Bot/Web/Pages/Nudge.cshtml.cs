using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Web.Nudges;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>One nudge: who gets it and how it looks, everything that may be done with it, and how far it has got. The second person sees the very same.</summary>
public sealed class NudgeModel(
    PerfSignalData data,
    BroadcastProgress progress,
    BroadcastActs acts,
    BroadcastViews cards,
    BroadcastClocks clocks,
    NudgePeople people,
    BroadcastPreviews previews,
    NudgePictures pictures,
    SendBroadcast sends
) : SitePage
{
    private const int PageSize = 50;

    /// <summary>Nobody has so many pages; a made-up number asks the database for nothing.</summary>
    private const int MostPages = 100_000;

    public Progress Found { get; private set; } = null!;
    public NudgeLive Live => new(Found, Reader);
    public IReadOnlyList<BroadcastFact> Facts { get; private set; } = [];
    public IReadOnlyList<ZoneTime> Zones { get; private set; } = [];

    /// <summary>Who would get it; null once it is being sent, when the report says who did.</summary>
    public DryRunResult? Run { get; private set; }
    public IReadOnlyList<DryRunLine> Lines { get; private set; } = [];
    public NudgePreview? Preview { get; private set; }
    public NudgeQuestion? Question { get; private set; }

    /// <summary>`edit` or `refuse`, where its form is open.</summary>
    public string? Asks { get; private set; }
    public string? Problem { get; private set; }
    public string? Done { get; private set; }
    public string Notice { get; private set; } = "";
    public string Lead { get; private set; } = "";
    public string Who { get; private set; } = "";
    public string Query { get; private set; } = "";
    public string Typed { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    public string TextDe { get; private set; } = "";

    /// <summary>From 1.</summary>
    public int Number { get; private set; } = 1;
    public bool HasMore { get; private set; }

    public bool IsAuthor => Found.Broadcast.AuthorId == Me.Id;
    public bool CanSend => IsAuthor && Found.Broadcast.State == BroadcastState.Draft && Run is { Audience: > 0 };
    public bool CanChange => BroadcastViews.MayWrite(Viewer, Found.Broadcast);

    /// <summary>Also in the moment between the button and the first message, where all of them are still to go.</summary>
    public bool HasProgress =>
        Found.Broadcast.StartedAt is not null || Found.Broadcast.State is BroadcastState.Sending or BroadcastState.Cancelled;

    public IReadOnlyList<string> Proposed =>
        Found.Broadcast.ProposedBy is null ? [] : [.. new[] { Found.Broadcast.ProposedEn, Found.Broadcast.ProposedDe }.OfType<string>()];

    /// <summary>What it says in each language; a preview shows only the recipient's.</summary>
    public IReadOnlyList<(string Language, string Text)> Words =>
        [
            .. new[] { ("en", Found.Broadcast.TextEn), ("de", Found.Broadcast.TextDe) }
                .Where(one => one.Item2 is not null)
                .Select(one => (one.Item1, one.Item2!)),
        ];

    private string Path => BroadcastViews.Link(Found.Broadcast.Id);

    public string PageLink(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}?page={number}&q={Uri.EscapeDataString(Query)}#people");

    public async Task<IActionResult> OnGetAsync(
        Guid id,
        string? ask,
        string? done,
        string? who,
        string? q,
        [FromQuery(Name = "page")] int? page
    )
    {
        if (await progress.Of(Viewer, id, Aborted) is not { } found)
        {
            await data.SaveChangesAsync(Aborted);
            return NotFound();
        }

        Found = found;
        (Who, Query, Number) = (who?.Trim() ?? "", q?.Trim() ?? "", Math.Clamp(page ?? 1, 1, MostPages));
        Done =
            done is { Length: > 0 and < 40 }
            && Reader.Knows("nudge_" + done)
            && !Reader.Say("nudge_" + done).Contains('{', StringComparison.Ordinal)
                ? Reader.Say("nudge_" + done)
                : null;
        await Look();
        Open(ask);
        return Page();
    }

    /// <summary>The numbers alone, for the script that keeps them fresh.</summary>
    public async Task<IActionResult> OnGetLiveAsync(Guid id)
    {
        if (await progress.Of(Viewer, id, Aborted) is not { } found)
        {
            return NotFound();
        }

        await data.SaveChangesAsync(Aborted);
        var live = new NudgeLive(found, Reader);
        Response.Headers["X-Running"] = live.IsRunning ? "true" : "false";
        return Partial("_NudgeProgress", live);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? act, string? sure, int? count, string? seen, string? reason)
    {
        if (await progress.Of(Viewer, id, Aborted) is not { } found)
        {
            await data.SaveChangesAsync(Aborted);
            return NotFound();
        }

        Found = found;
        (Typed, TextEn, TextDe) = (reason ?? "", Request.Form["text_en"].ToString().Trim(), Request.Form["text_de"].ToString().Trim());
        if (act == "approve" && Found.CanApprove && seen is { Length: > 0 } && seen != SendBroadcast.SeenOf(Found.Broadcast))
        {
            return await Again(Reader.Say("nudge_changed_since"), null);
        }

        if (act is "send" or "approve" or "cancel" or "retract" && !await IsSure(act, sure, count))
        {
            await data.SaveChangesAsync(Aborted);
            return Redirect($"{Path}?ask={act}#ask");
        }

        var (result, word) = act switch
        {
            "send" => (await acts.Request(Viewer, id, Aborted), "sent"),
            "approve" => (await acts.Approve(Viewer, id, Aborted, Guid.TryParse(seen, out var version) ? version : null), "approved"),
            "refuse" => (await acts.Refuse(Viewer, id, Typed, Aborted), "refused"),
            "pause" => (await acts.Pause(Viewer, id, Aborted), "paused"),
            "resume" => (await acts.Resume(Viewer, id, Aborted), "resumed"),
            "cancel" => (await acts.Cancel(Viewer, id, Aborted), "cancelled"),
            "retract" => (await acts.Retract(Viewer, id, Aborted), "retracted"),
            "retry" => (await acts.RetryFailed(Viewer, id, Aborted), "retried"),
            "copy" => (await acts.Copy(Viewer, id, Aborted), "copied"),
            "edit" => (
                await acts.EditSent(Viewer, id, TextEn.Length == 0 ? null : TextEn, TextDe.Length == 0 ? null : TextDe, Aborted),
                "edited"
            ),
            _ => (new BroadcastResult.NotFound(), ""),
        };
        await data.SaveChangesAsync(Aborted);
        return result switch
        {
            BroadcastResult.Done { Broadcast: var broadcast } => After(act!, word, broadcast),
            BroadcastResult.Refused refused => await Again(BroadcastViews.Refusal(refused.Word, Reader), null),
            BroadcastResult.Invalid invalid => await Again(
                string.Join(' ', invalid.Errors.Values.Select(error => BroadcastViews.Error(error, Reader))),
                act is "edit" or "refuse" ? act : null
            ),
            _ => NotFound(),
        };
    }

    /// <summary>Where the number has grown since the question, it is asked again.</summary>
    private async Task<bool> IsSure(string act, string? sure, int? count)
    {
        if (sure != "yes")
        {
            return false;
        }

        return act is "cancel" or "retract"
            || (await people.Run(Viewer, Found.Broadcast, "", 0, 0, Aborted)).Result.Audience is var now && (now == 0 || now <= count);
    }

    private RedirectResult After(string act, string word, Broadcast broadcast) =>
        act == "refuse"
            ? Redirect(BroadcastVerbs.Page + "?done=refused")
            : Redirect(
                $"{BroadcastViews.Link(broadcast.Id)}?done="
                    + (act, broadcast.State) switch
                    {
                        ("send", BroadcastState.AwaitingApproval) => "awaiting",
                        ("send", BroadcastState.Scheduled) => "scheduled",
                        ("edit", _) when broadcast.ProposedBy is not null => "edit_awaits",
                        _ => BroadcastPhrases.DoneWord(word, broadcast),
                    }
            );

    private async Task<IActionResult> Again(string problem, string? asks)
    {
        if (await progress.Of(Viewer, Found.Broadcast.Id, Aborted) is { } now)
        {
            Found = now;
        }

        (Problem, Asks) = (problem, asks);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Look();
        return Page();
    }

    private async Task Look()
    {
        var broadcast = Found.Broadcast;
        if (BroadcastViews.IsBefore(broadcast))
        {
            (Run, var found) = await people.Run(Viewer, broadcast, Query, (Number - 1) * PageSize, PageSize + 1, Aborted);
            (HasMore, Lines) = (found.Count > PageSize, [.. found.Take(PageSize)]);
        }

        var by = await cards.Name(broadcast.AuthorId, Aborted);
        Facts = await cards.Facts(Viewer, broadcast, Run, by, Reader, Aborted);
        Zones = await clocks.Of(Viewer, broadcast, Me.Zone, Aborted);
        Lead = Reader.Say(
            "web_nudge_lead",
            ("state", BroadcastPhrases.State(broadcast, Reader)),
            ("name", by),
            ("when", Reader.DateAndTime(broadcast.CreatedAt))
        );
        Notice = BroadcastViews.NoticeOf(broadcast, Reader);
        // Whom it leaves out is shown only where somebody asks for them.
        var who = Who.Length > 0 ? Who : Lines.FirstOrDefault(line => line.WhyNot is null)?.Email ?? "";
        Preview = await previews.Recipient(Viewer, broadcast, who, Aborted) is { } recipient
            ? await pictures.Of(broadcast, recipient, Reader, Aborted)
            : null;
        await data.SaveChangesAsync(Aborted);
    }

    private void Open(string? ask)
    {
        switch (ask)
        {
            case "send" or "approve" when Run is { } run && (ask == "send" ? CanSend : Found.CanApprove):
                var card = sends.Ask(Found.Broadcast, run, ask == "approve", -1, Reader);
                Question = new NudgeQuestion(ask, card.Question, card.Hint, card.Count, card.Act, card.Seen);
                break;
            case "approve" when Found.CanApprove:
                Question = new NudgeQuestion(
                    ask,
                    Reader.Say("web_nudge_approve_edit"),
                    "",
                    int.MaxValue.ToString(CultureInfo.InvariantCulture),
                    ask,
                    SendBroadcast.SeenOf(Found.Broadcast)
                );
                break;
            case "cancel" when Found.CanCancel:
                var cancel = StopBroadcast.AskCancel(Found, Reader);
                Question = new NudgeQuestion(ask, cancel.Question, cancel.Hint, "", ask, "");
                break;
            case "retract" when Found.CanRetract:
                var retract = StopBroadcast.AskRetract(Found, Reader);
                Question = new NudgeQuestion(ask, retract.Question, retract.Hint, "", ask, "");
                break;
            case "edit" when Found.CanEdit:
                (Asks, TextEn, TextDe) = (ask, Found.Broadcast.TextEn ?? "", Found.Broadcast.TextDe ?? "");
                break;
            case "refuse" when Found.CanApprove:
                Asks = ask;
                break;
        }
    }
}
