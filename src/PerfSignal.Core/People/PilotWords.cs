using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.People;

/// <summary>Says waves in words, the same in cards and on pages.</summary>
public static class PilotWords
{
    /// <summary>Whom it covers: `engineering, in Platform`.</summary>
    public static string Whom(PilotWave wave, Reader reader)
    {
        var (families, teams) = (string.Join(", ", wave.Families), string.Join(", ", wave.Teams));
        return (families.Length, teams.Length) switch
        {
            (0, 0) => reader.Say("pilot_whom_all"),
            (_, 0) => reader.Say("pilot_whom_families", ("families", families)),
            (0, _) => reader.Say("pilot_whom_departments", ("departments", teams)),
            _ => reader.Say("pilot_whom_both", ("families", families), ("departments", teams)),
        };
    }

    /// <summary>As <see cref="Whom"/>, at most as much as a line of a card takes.</summary>
    public static string WhomInShort(PilotWave wave, Reader reader) => Short(Whom(wave, reader), 300);

    public static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";

    /// <summary>The whole wave in three short sentences.</summary>
    public static string Now(PilotWave wave, Reader reader) => $"{wave.Name}. {Short(Whom(wave, reader), 120)}. {When(wave, reader)}";

    /// <summary>From when until when.</summary>
    public static string When(PilotWave wave, Reader reader) =>
        !wave.IsEver ? reader.Say("pilot_when_never", ("from", reader.Date(wave.From)))
        : wave.Until is { } until
            ? reader.Say("pilot_when_until", ("from", reader.Date(wave.From)), ("last", reader.Date(until.PlusDays(-1))))
        : reader.Say("pilot_when_from", ("from", reader.Date(wave.From)));

    /// <param name="today">The organisation's day.</param>
    public static string State(PilotWave wave, NodaTime.LocalDate today, Reader reader) =>
        reader.Say(
            wave.HoldsOn(today) ? "pilot_state_on"
            : wave.IsEver && wave.From > today ? "pilot_state_coming"
            : "pilot_state_ended"
        );

    public static string Preview(PilotPreview preview, Reader reader) =>
        reader.Say(
            "pilot_preview",
            ("inside", reader.Number(preview.Inside, 0)),
            ("newly", reader.Number(preview.Newly, 0)),
            ("outside", reader.Number(preview.Outside, 0))
        );

    /// <summary>What the pilot is to the reader today.</summary>
    public static async Task<string> Mine(PilotGate gate, Person person, Reader reader, CancellationToken ct) =>
        !await gate.IsOn(ct) ? reader.Say("pilot_none")
        : await gate.Has(person, ct) ? reader.Say("pilot_you_in")
        : await gate.Next(person, ct) is { } from ? reader.Say("pilot_you_from", ("date", reader.Date(from)))
        : reader.Say("pilot_you_out");
}
