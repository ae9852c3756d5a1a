using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Preferences;

/// <summary>`pause until Monday`, `pause 3 days`, `zone Europe/Lisbon`, `language de`, `quiet 20:00-07:00`, `lead 45`, `digest 08:00`: one preference in a few words.</summary>
/// <remarks>`off` ends it, `default` goes back to what the organisation set. Without words it asks.</remarks>
public sealed class SetInWords(SaveSettings settings, Dialogues dialogues, ReaderFactory readers, Organization organization) : IVerb
{
    public const string Pause = "settings.pause";
    public const string Zone = "settings.zone";
    public const string Language = "settings.language";
    public const string Quiet = "settings.quiet";
    public const string Lead = "settings.lead";
    public const string Digest = "settings.digest";
    private const string Words = "words";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var what = command.Verb["settings.".Length..];
        var words = command.Fields.ContainsKey(Words) ? command.Field(Words) : command.Text;
        if (words.Length == 0)
        {
            return await dialogues.Ask(
                command,
                new Dictionary<string, string>(StringComparer.Ordinal),
                Words,
                reader.Say("settings_ask_" + what, ("now", Now(command))),
                takesAnyWords: false,
                ct
            );
        }

        if (command.Verb == Pause && Wishes.Pause(words, reader) is { Error: { } which } && Wishes.IsEither(words, reader))
        {
            return await dialogues.Ask(
                command,
                new Dictionary<string, string>(StringComparer.Ordinal),
                Words,
                which + " " + reader.Say("settings_pause_answer"),
                takesAnyWords: true,
                ct
            );
        }

        var error = await Set(command, words, ct);
        var now = readers.For(command.By);
        return new Reply.Said(error ?? now.Say(Done(command, what), ("now", Now(command))));
    }

    /// <returns>What to write instead; null when it was saved.</returns>
    private async Task<string?> Set(Command command, string words, CancellationToken ct)
    {
        var reader = command.Reader;
        var clear = Wishes.IsUsual(words);
        switch (command.Verb)
        {
            case Pause when clear || Wishes.IsOff(words):
                await settings.Save(command.By, Pause, person => person.PausedUntil = null, ct);
                return null;
            case Pause:
                var (day, wrongDay) = Wishes.Pause(words, reader);
                return wrongDay ?? await Save(command, person => person.PausedUntil = SaveSettings.Until(day, person), ct);
            case Zone:
                var (zone, wrongZone) = clear ? default : Wishes.Zone(words, reader);
                return wrongZone ?? await Save(command, person => person.ChosenTimeZone = zone == person.TimeZone ? null : zone, ct);
            case Language:
                var (language, wrongLanguage) = clear ? default : Wishes.Language(words, reader);
                return wrongLanguage ?? await Save(command, person => person.Language = language, ct);
            case Quiet:
                var (quiet, wrongQuiet) = clear ? default : Wishes.Quiet(words, reader);
                return wrongQuiet ?? await Save(command, person => person.QuietHours = quiet, ct);
            case Lead:
                var (lead, wrongLead) = clear ? default : Wishes.Lead(words, reader);
                return wrongLead ?? await Save(command, person => (person.LeadMinutes, person.DigestAt) = (lead, null), ct);
            case Digest:
                var (digest, wrongDigest) = clear || Wishes.IsOff(words) ? default : Wishes.Digest(words, reader);
                return wrongDigest ?? await Save(command, person => person.DigestAt = digest, ct);
            default:
                throw new InvalidOperationException($"'{command.Verb}' is no preference.");
        }
    }

    private async Task<string?> Save(Command command, Action<People.Person> change, CancellationToken ct)
    {
        await settings.Save(command.By, command.Verb, change, ct);
        return null;
    }

    private static string Done(Command command, string what) =>
        command.Verb switch
        {
            Pause when command.By.PausedUntil is null => "settings_done_pause_off",
            Digest when command.By.DigestAt is null => "settings_done_digest_off",
            _ => "settings_done_" + what,
        };

    /// <summary>The value that holds now, in the language that holds now.</summary>
    private string Now(Command command)
    {
        var (person, reader) = (command.By, readers.For(command.By));
        return command.Verb switch
        {
            Pause => person.PausedUntil is { } until && until > reader.Now
                ? reader.Date(until.InZone(person.Zone).Date)
                : reader.Say("settings_now_no_pause"),
            Zone => person.Zone.Id,
            Language => reader.Say("settings_language_" + reader.Language),
            Quiet => person.QuietHours ?? organization.QuietHours,
            Digest => person.DigestAt?.ToString("HH:mm", reader.Culture) ?? reader.Say("settings_now_no_digest"),
            _ => reader.Number(person.LeadMinutes ?? organization.LeadMinutes, 0),
        };
    }
}
