using Microsoft.AspNetCore.Mvc;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Writes a nudge or changes a draft: words, audience and time; "check" counts without keeping anything.</summary>
public sealed class NudgeEditModel(
    PerfSignalData data,
    BroadcastFinder finder,
    BroadcastActs acts,
    DryRun dryRun,
    AudienceChoices choices,
    UnknownAddresses unknown,
    BroadcastTemplates templates,
    BroadcastClocks clocks,
    BroadcastViews cards,
    Standings standings,
    TimeProvider clock
) : SitePage
{
    public const int NamedUnknown = 50;

    /// <summary>What is counted by; words may still be missing then.</summary>
    private static readonly string[] Checked = ["audience", "date", "time", "expiresAfterHours"];

    /// <summary>The draft that is changed; null for a new one.</summary>
    public Guid? Id { get; private set; }
    public BroadcastSaid Said { get; private set; } = BroadcastSaid.Blank;
    public AudienceOptions Options { get; private set; } = new([], [], [], []);
    public IReadOnlyList<BroadcastTemplate> Templates => templates.All;

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();
    public string? Notice { get; private set; }

    /// <summary>What the check found; null until it is asked for.</summary>
    public DryRunResult? Run { get; private set; }
    public IReadOnlyList<BroadcastFact> Facts { get; private set; } = [];
    public IReadOnlyList<ZoneTime> Zones { get; private set; } = [];

    /// <summary>Entries of the list that stand for nobody the author may write to.</summary>
    public IReadOnlyList<ListedAddress> Unknown { get; private set; } = [];

    public string Action => Id is { } id ? $"/hr/nudges/{id:N}/edit" : "/hr/nudges/new" + Begun;

    /// <summary>Kept in the address, so that the step stays a choice however many cycles there are.</summary>
    private string Begun =>
        Step is not { } rule ? ""
        : rule.StepId is { } step ? $"?cycle={rule.CycleId:N}&step={step:N}"
        : $"?cycle={rule.CycleId:N}";

    /// <summary>The step of a review cycle that a new nudge was begun at; null where it was not.</summary>
    private AudienceRule? Step =>
        Id is null && Guid.TryParse(Request.Query["cycle"], out var cycle)
            ? new AudienceRule { CycleId = cycle, StepId = Guid.TryParse(Request.Query["step"], out var step) ? step : null }
            : null;

    public int EmailRows => Math.Clamp(Said.Emails.Count(letter => letter == '\n') + 2, 3, 14);

    /// <summary>As browsers count towards the limit.</summary>
    public string Counter(string text, int most) =>
        Reader.Say(
            "web_nudge_counter",
            ("length", Reader.Number(text.ReplaceLineEndings("\n").Length, 0)),
            ("most", Reader.Number(most, 0))
        );

    public async Task<IActionResult> OnGetAsync(Guid? id)
    {
        if (await Begin(id) is not { } draft)
        {
            return NotFound();
        }

        Said =
            draft.Value is { } found ? BroadcastSaid.Of(found)
            : Step is { } rule
                ? (BroadcastSaid.Blank with { Template = BroadcastTemplates.ReviewOpen }).To(rule).Filled(templates.All, Reader.Language)
            : BroadcastSaid.Blank;
        if (Said.Date.Length == 0)
        {
            var tomorrow = clock.Today(Me.Zone).PlusDays(1);
            Said = Said with { Date = NodaTime.Text.LocalDatePattern.Iso.Format(tomorrow), Time = "09:00" };
        }

        await Look();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, [FromForm(Name = "do")] string? what)
    {
        if (await Begin(id) is not { } draft)
        {
            return NotFound();
        }

        Said = BroadcastSaid.Of(Field);
        if (what == "template")
        {
            var own = Said.IsOwn(templates.All) && Said.Template != BroadcastTemplates.Free;
            Notice = Reader.Say(own ? "web_nudge_template_kept" : "web_nudge_template_taken");
            Said = Said.Filled(templates.All, Reader.Language);
            await Look();
            return Page();
        }

        Said = Said.Filled(templates.All, Reader.Language);
        var wish = Said.Wish(Options);
        if (what == "check")
        {
            var problems = (await acts.Problems(Viewer, wish, Aborted)).Where(problem => Checked.Contains(problem.Key));
            Errors = WriteBroadcast.Errors(new(new Dictionary<string, string>(problems)), Reader);
            if (Errors.Count == 0)
            {
                await Check(await acts.Within(Viewer, wish, Aborted));
            }

            await Look();
            return Page();
        }

        var result = await acts.Save(Viewer, draft.Value?.Id, wish, Aborted);
        await data.SaveChangesAsync(Aborted);
        switch (result)
        {
            case BroadcastResult.Done done:
                return Redirect($"/hr/nudges/{done.Broadcast.Id:N}");
            case BroadcastResult.Invalid invalid:
                Errors = WriteBroadcast.Errors(invalid, Reader);
                break;
            case BroadcastResult.Refused refused:
                Notice = BroadcastViews.Refusal(refused.Word, Reader);
                break;
            default:
                return NotFound();
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Look();
        return Page();
    }

    /// <summary>The draft, or none for a new one; null where this page is not there for the reader.</summary>
    private async Task<Found?> Begin(Guid? id)
    {
        if (!(await standings.Of(Me, Aborted)).IsHr)
        {
            return null;
        }

        var draft = id is { } known ? await finder.Of(Viewer, known, Aborted) : null;
        if (id is not null && (draft is null || !BroadcastViews.MayWrite(Viewer, draft)))
        {
            return null;
        }

        Id = id;
        Options = await choices.Of(Viewer, draft is null ? Step : AudienceRule.FromJson(draft.Audience), Aborted);
        return new Found(draft);
    }

    private string Field(string name) => Request.Form.TryGetValue(name, out var values) ? string.Join(',', values.ToArray()).Trim() : "";

    /// <summary>Counts as if it were sent, with what stands in the form; nothing is kept.</summary>
    private async Task Check(BroadcastWish wish)
    {
        var timed = wish is { Date: not null, Time: not null } && wish.Timing != SendTiming.Now;
        var tried = new Broadcast
        {
            Id = clock.NewId(),
            AuthorId = Me.Id,
            Title = wish.Title,
            Template = wish.Template,
            TextEn = wish.TextEn,
            TextDe = wish.TextDe,
            Link = wish.Link,
            Audience = wish.Audience.ToJson(),
            Timing = timed ? wish.Timing : SendTiming.Now,
            OnDate = timed ? wish.Date : null,
            AtTime = timed ? wish.Time : null,
            Zone = Me.Zone.Id,
            ExpiresAfterHours = Math.Max(1, wish.ExpiresAfterHours),
            CreatedAt = clock.Now(),
        };
        Run = await dryRun.Of(Viewer, tried, 0, 0, Aborted);
        Facts = await cards.Facts(Viewer, tried, Run, Me.Name, Reader, Aborted);
        Zones = await clocks.Of(Viewer, tried, Me.Zone, Aborted);
    }

    private async Task Look()
    {
        Unknown = await unknown.In(Viewer, EmailList.Read(Said.Emails), Aborted);
        await data.SaveChangesAsync(Aborted);
    }

    /// <param name="Value">Null for a new one.</param>
    private sealed record Found(Broadcast? Value);
}
