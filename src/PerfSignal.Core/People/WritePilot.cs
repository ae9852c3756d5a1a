using NodaTime.Text;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.People;

/// <summary>The form of a wave, with what was typed.</summary>
/// <param name="Families">Names with semicolons between.</param>
/// <param name="Known">The names that there are.</param>
/// <param name="Preview">Whom it would take in; empty until it can be said.</param>
/// <param name="Seen">Marks what the preview was of; comes back with the form.</param>
/// <param name="Version">Of the wave that the form is of; comes back with it.</param>
public sealed record PilotForm(
    string Row,
    string Name,
    string Families,
    string Departments,
    string From,
    string Until,
    string Known,
    string Preview,
    string Seen,
    string Version
);

/// <summary>`pilot.write`: opens the form of a new wave or of one that is to be changed; says whom it takes in, and saves when it comes back unchanged.</summary>
public sealed class WritePilot(PilotDesk desk, PilotGate gate) : IVerb
{
    public const string Name = "pilot.write";
    public const string Card = "pilot_form";
    private const int MostKnown = 20;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!await desk.MayChange(command.By, ct))
        {
            return new Reply.Said(reader.Say("pilot_not_yours"));
        }

        var stored = await desk.Find(command.Row, ct);
        if (stored is null && !string.IsNullOrEmpty(command.Row))
        {
            return new Reply.Said(reader.Say("pilot_gone"));
        }

        var (families, departments) = await desk.Known(ct);
        var known = reader.Say(
            "pilot_known",
            ("families", PilotWords.Short(string.Join("; ", families.Take(MostKnown)), 700)),
            ("departments", PilotWords.Short(string.Join("; ", departments.Take(MostKnown)), 700))
        );
        if (!command.Fields.ContainsKey("name"))
        {
            return Reply.Open(Card, Form(stored, known));
        }

        var typed = new PilotTyped(
            command.Row ?? "",
            command.Field("name"),
            PilotTyped.Split(command.Field("families"), families),
            PilotTyped.Split(command.Field("departments"), departments),
            command.Field("from"),
            command.Field("until"),
            command.Field("version")
        );
        var form = new PilotForm(
            typed.Row,
            typed.Name,
            command.Field("families"),
            command.Field("departments"),
            typed.From,
            typed.Last,
            known,
            "",
            "",
            PilotDesk.VersionOf(stored)
        );
        var (preview, errors) = await desk.Read(typed, reader, ct);
        if (preview is null)
        {
            return Reply.Ask(Card, form, errors);
        }

        if (command.Field("seen") != typed.Mark)
        {
            return Reply.Open(Card, form with { Preview = PilotWords.Preview(preview, reader), Seen = typed.Mark });
        }

        if (await desk.Save(command.By, typed.Row, preview, ct))
        {
            return new Reply.Said(reader.Say("pilot_saved", ("name", typed.Name), ("preview", PilotWords.Preview(preview, reader))));
        }

        (_, errors) = await desk.Read(typed, reader, ct);
        return Reply.Ask(Card, form with { Version = PilotDesk.VersionOf(await desk.Find(command.Row, ct)) }, errors);
    }

    private PilotForm Form(PilotWave? wave, string known) =>
        new(
            wave?.Id.ToString("N") ?? "",
            wave?.Name ?? "",
            string.Join("; ", wave?.Families ?? []),
            string.Join("; ", wave?.Teams ?? []),
            LocalDatePattern.Iso.Format(wave?.From ?? gate.Today.PlusDays(1)),
            wave?.Until is { } until ? LocalDatePattern.Iso.Format(until.PlusDays(-1)) : "",
            known,
            "",
            "",
            PilotDesk.VersionOf(wave)
        );
}
