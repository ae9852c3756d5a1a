using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Preferences;

/// <summary>The form of one's own preferences, with what was typed.</summary>
/// <param name="Timing">`before` each 1:1, or one `digest`.</param>
/// <param name="Lead">Minutes.</param>
/// <param name="Digest">`HH:mm`, or empty.</param>
/// <param name="Pause">ISO date of the first day on which messages come again, or empty.</param>
/// <param name="Topics">What to be told, with commas between.</param>
/// <param name="ModelAbout">`true` where a model may write drafts about them.</param>
/// <param name="ModelMine">`true` where a model may write the drafts that they ask for.</param>
public sealed record SettingsForm(
    string Zone,
    string Language,
    string Quiet,
    string Timing,
    string Lead,
    string Digest,
    string Pause,
    string Topics,
    string ModelAbout,
    string ModelMine
);

/// <summary>`settings`: zone, language, quiet hours, when briefs come, a pause, and what to be told.</summary>
public sealed class ChangeSettings(SaveSettings settings, DraftSwitches switches, ReaderFactory readers, Organization organization) : IVerb
{
    public const string Name = "settings.change";
    private const string Card = "settings_form";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var wish = await switches.Own(command.By, ct);
        if (!command.Fields.ContainsKey("zone"))
        {
            return Reply.Open(Card, Stored(command.By, wish, command.Reader));
        }

        var typed = new SettingsForm(
            command.Field("zone"),
            command.Field("language"),
            command.Field("quiet"),
            command.Field("timing"),
            command.Field("lead"),
            command.Field("digest"),
            command.Field("pause"),
            command.Field("topics"),
            Toggle("model_about", wish.AboutMe),
            Toggle("model_mine", wish.MyDrafts)
        );
        var (change, errors) = Read(typed, command.Reader);
        if (errors.Count > 0)
        {
            return Reply.Ask(Card, typed, errors);
        }

        wish = new(typed.ModelAbout == "true", typed.ModelMine == "true");
        await switches.SetOwn(command.By, wish, ct);
        await settings.Save(command.By, Name, change, ct);
        var saved = Summary(command.By);
        return new Reply.Said(
            wish is { AboutMe: true, MyDrafts: true } ? saved : $"{saved} {SwitchDrafting.State(wish, readers.For(command.By))}"
        );

        // A form that was opened before the field was there leaves it as it is.
        string Toggle(string field, bool now) => command.Fields.TryGetValue(field, out var set) ? set : Word(now);
    }

    private static string Word(bool on) => on ? "true" : "false";

    private SettingsForm Stored(Person person, OwnSwitches wish, Reader reader) =>
        new(
            person.Zone.Id,
            person.Language ?? reader.Language,
            person.QuietHours ?? "",
            person.DigestAt is null ? "before" : "digest",
            (person.LeadMinutes ?? organization.LeadMinutes).ToString(CultureInfo.InvariantCulture),
            person.DigestAt?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "",
            person.PausedUntil is { } until && until > reader.Now ? LocalDatePattern.Iso.Format(until.InZone(person.Zone).Date) : "",
            string.Join(',', Topics.All.Where(topic => Topics.Wants(person, topic))),
            Word(wish.AboutMe),
            Word(wish.MyDrafts)
        );

    private static (Action<Person> Change, Dictionary<string, string> Errors) Read(SettingsForm typed, Reader reader)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        T? Take<T>(string field, string words, Func<string, Reader, Wish<T>> read)
        {
            if (words.Length == 0 || Wishes.IsUsual(words))
            {
                return default;
            }

            var (value, error) = read(words, reader);
            if (error is not null)
            {
                errors[field] = error;
            }

            return value;
        }

        var zone = Take("zone", typed.Zone, Wishes.Zone);
        var language = Take("language", typed.Language, Wishes.Language);
        var quiet = Take("quiet", typed.Quiet, Wishes.Quiet);
        var lead = Take("lead", typed.Lead, Wishes.Lead);
        var digest = typed.Timing == "digest" ? Take("digest", typed.Digest, Wishes.Digest) : null;
        var pause = Take("pause", typed.Pause, Wishes.Pause);
        if (typed.Timing == "digest" && typed.Digest.Length == 0)
        {
            errors["digest"] = reader.Say("settings_digest_needed");
        }

        var wanted = typed.Topics.Split(',');
        var muted = string.Join(',', Topics.All.Except(wanted, StringComparer.Ordinal));
        return (
            person =>
            {
                person.ChosenTimeZone = zone == person.TimeZone ? null : zone;
                person.Language = language;
                person.QuietHours = quiet;
                person.LeadMinutes = lead;
                person.DigestAt = digest;
                person.PausedUntil = SaveSettings.Until(pause, person);
                person.Muted = muted.Length == 0 ? null : muted;
            },
            errors
        );
    }

    /// <summary>What holds now, in the language that holds now.</summary>
    private string Summary(Person person)
    {
        var reader = readers.For(person);
        var when = person.DigestAt is { } digest
            ? reader.Say("settings_when_digest", ("time", digest.ToString("HH:mm", CultureInfo.InvariantCulture)))
            : reader.Say("settings_when_before", ("minutes", reader.Number(person.LeadMinutes ?? organization.LeadMinutes, 0)));
        var saved = reader.Say(
            "settings_saved",
            ("zone", person.Zone.Id),
            ("quiet", person.QuietHours ?? organization.QuietHours),
            ("when", when)
        );
        return person.PausedUntil is { } until && until > reader.Now
            ? $"{saved} {reader.Say("settings_done_pause", ("now", reader.Date(until.InZone(person.Zone).Date)))}"
            : saved;
    }
}
