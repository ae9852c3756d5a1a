using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A wave as the page shows it.</summary>
public sealed record WaveView(PilotWave Wave, string Whom, string When, string State, int People, bool MayEnd);

/// <summary>Where HR of the whole organisation switches role families and departments on and off, each time after a look at whom that takes in.</summary>
public sealed class PilotModel(PilotDesk desk, PilotGate gate) : SitePage
{
    public IReadOnlyList<WaveView> Waves { get; private set; } = [];
    public IReadOnlyList<string> Families { get; private set; } = [];
    public IReadOnlyList<string> Departments { get; private set; } = [];

    /// <summary>What stands in the form.</summary>
    public PilotTyped Typed { get; private set; } = new("", "", [], [], "", "");

    /// <summary>The name of the wave that is being changed; null for a new one.</summary>
    public string? Changing { get; private set; }
    public PilotPreview? Preview { get; private set; }
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>Why nothing was saved, beside what stands at the fields.</summary>
    public string? Problem { get; private set; }

    public string Today => LocalDatePattern.Iso.Format(gate.Today);

    public async Task<IActionResult> OnGetAsync(string? wave)
    {
        if (!await desk.MayChange(Me, Aborted))
        {
            return NotFound();
        }

        if (!string.IsNullOrEmpty(wave))
        {
            if (await desk.Find(wave, Aborted) is not { } found)
            {
                return NotFound();
            }

            Typed = new PilotTyped(
                found.Id.ToString("N"),
                found.Name,
                found.Families,
                found.Teams,
                LocalDatePattern.Iso.Format(found.From),
                found.Until is { } until ? LocalDatePattern.Iso.Format(until.PlusDays(-1)) : "",
                PilotDesk.VersionOf(found)
            );
        }
        else
        {
            Typed = Typed with { From = LocalDatePattern.Iso.Format(gate.Today.PlusDays(1)) };
        }

        return await Show();
    }

    /// <param name="seen">Marks the preview that was looked at; another one is shown first.</param>
    public async Task<IActionResult> OnPostAsync(
        string? row,
        string? name,
        string[]? families,
        string[]? departments,
        string? from,
        string? until,
        string? seen,
        string? version
    )
    {
        if (!await desk.MayChange(Me, Aborted) || (!string.IsNullOrEmpty(row) && await desk.Find(row, Aborted) is null))
        {
            return NotFound();
        }

        Typed = new PilotTyped(row ?? "", name?.Trim() ?? "", families ?? [], departments ?? [], from ?? "", until ?? "", version ?? "");
        (Preview, Errors) = await desk.Read(Typed, Reader, Aborted);
        if (Preview is not null && seen == Typed.Mark)
        {
            if (await desk.Save(Me, Typed.Row, Preview, Aborted))
            {
                return Redirect("/hr/pilot");
            }

            (Preview, Errors) = await desk.Read(Typed, Reader, Aborted);
        }

        // What is typed stays, over what is there by now.
        Typed = Typed with
        {
            Version = PilotDesk.VersionOf(await desk.Find(Typed.Row, Aborted)),
        };
        Response.StatusCode = Preview is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        return await Show();
    }

    public async Task<IActionResult> OnPostEndAsync(string? row)
    {
        if (!await desk.MayChange(Me, Aborted) || await desk.Find(row, Aborted) is not { } wave)
        {
            return NotFound();
        }

        if (await desk.End(Me, wave, Aborted))
        {
            return Redirect("/hr/pilot");
        }

        Problem = Reader.Say("pilot_ended_already", ("name", wave.Name));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Show();
    }

    private async Task<IActionResult> Show()
    {
        (Families, Departments) = await desk.Known(Aborted);
        var waves = new List<WaveView>();
        foreach (var wave in await desk.All(Aborted))
        {
            waves.Add(
                new WaveView(
                    wave,
                    PilotWords.Whom(wave, Reader),
                    PilotWords.When(wave, Reader),
                    PilotWords.State(wave, gate.Today, Reader),
                    await desk.Count(wave, Aborted),
                    wave.IsEver && (wave.Until is null || wave.Until > gate.Today)
                )
            );
        }

        Waves = waves;
        Changing = waves.Find(one => one.Wave.Id.ToString("N") == Typed.Row)?.Wave.Name;
        Families = [.. Families.Union(Typed.Families, StringComparer.Ordinal)];
        Departments = [.. Departments.Union(Typed.Departments, StringComparer.Ordinal)];
        return Page();
    }
}
