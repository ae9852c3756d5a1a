using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Core.Broadcasts;

/// <summary>What a form of a broadcast holds, as it was typed; the fields have the same names in chat and on the page.</summary>
/// <param name="Departments">Keys of <see cref="AudienceOptions.KeyOf"/> with commas between; so for families and locations.</param>
public sealed record BroadcastSaid(
    string Title,
    string Template,
    string TextEn,
    string TextDe,
    string Link,
    bool Managers,
    string Departments,
    string Families,
    string Locations,
    string Cycle,
    string Emails,
    string Timing,
    string Date,
    string Time,
    string Hours
)
{
    public const string NoCycle = "none";
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <param name="field">A field's trimmed value by name; empty where it was not sent.</param>
    public static BroadcastSaid Of(Func<string, string> field) =>
        new(
            field("title"),
            field("template") is { Length: > 0 } template ? template : BroadcastTemplates.Free,
            field("text_en"),
            field("text_de"),
            field("link"),
            field("managers") == "true",
            field("departments"),
            field("families"),
            field("locations"),
            field("cycle") is { Length: > 0 } cycle ? cycle : NoCycle,
            field("emails"),
            field("timing") is { Length: > 0 } timing ? timing : nameof(SendTiming.Now),
            field("date"),
            field("time"),
            field("hours") is { Length: > 0 } hours ? hours : "48"
        );

    public static BroadcastSaid Of(Broadcast draft)
    {
        var rule = AudienceRule.FromJson(draft.Audience);
        var said = Blank with
        {
            Title = draft.Title,
            Template = draft.Template,
            TextEn = draft.TextEn ?? "",
            TextDe = draft.TextDe ?? "",
            Link = draft.Link ?? "",
            Timing = draft.Timing.ToString(),
            Date = draft.OnDate is { } date ? LocalDatePattern.Iso.Format(date) : "",
            Time = draft.AtTime is { } time ? Minutes.Format(time) : "",
            Hours = draft.ExpiresAfterHours.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return said.To(rule);
    }

    public static BroadcastSaid Blank { get; } = Of(_ => "");

    /// <summary>The same to another audience.</summary>
    public BroadcastSaid To(AudienceRule rule) =>
        this with
        {
            Managers = rule.Managers,
            Departments = AudienceOptions.Keys(rule.Departments),
            Families = AudienceOptions.Keys(rule.RoleFamilies),
            Locations = AudienceOptions.Keys(rule.Locations),
            Cycle =
                rule is { CycleId: { } cycle, StepId: { } step } ? $"{cycle:N}.{step:N}"
                : rule.CycleId is { } any ? any.ToString("N")
                : NoCycle,
            Emails = EmailList.Write(rule.Emails),
        };

    /// <summary>The template's words where nobody has written any of their own.</summary>
    public BroadcastSaid Filled(IReadOnlyList<BroadcastTemplate> templates, string language)
    {
        var chosen = templates.FirstOrDefault(one => one.Key == Template);
        return chosen is null || chosen.Key == BroadcastTemplates.Free || IsOwn(templates)
            ? this
            : this with
            {
                TextEn = chosen.TextEn,
                TextDe = chosen.TextDe,
                Title = Title.Length == 0 || templates.Any(one => one.Name(language) == Title) ? chosen.Name(language) : Title,
            };
    }

    /// <summary>Whether any text is not simply a template's.</summary>
    public bool IsOwn(IReadOnlyList<BroadcastTemplate> templates) =>
        (TextEn.Length > 0 && templates.All(one => !Same(one.TextEn, TextEn)))
        || (TextDe.Length > 0 && templates.All(one => !Same(one.TextDe, TextDe)));

    public AudienceRule Rule(AudienceOptions options)
    {
        var parts = Cycle.Split('.');
        return new AudienceRule
        {
            Managers = Managers,
            Departments = AudienceOptions.Chosen(options.Departments, Departments),
            RoleFamilies = AudienceOptions.Chosen(options.RoleFamilies, Families),
            Locations = AudienceOptions.Chosen(options.Locations, Locations),
            Emails = [.. EmailList.Read(Emails).Select(one => one.Address)],
            CycleId = Guid.TryParse(parts[0], out var cycle) ? cycle : null,
            StepId = parts.Length > 1 && Guid.TryParse(parts[1], out var step) ? step : null,
        };
    }

    /// <summary>The wish; a date or time that cannot be read is missing in it.</summary>
    public BroadcastWish Wish(AudienceOptions options) =>
        new(
            Title,
            Template,
            Text(TextEn),
            Text(TextDe),
            Text(Link),
            Rule(options),
            Enum.TryParse<SendTiming>(Timing, out var timing) && Enum.IsDefined(timing) ? timing : SendTiming.Now,
            LocalDatePattern.Iso.Parse(Date) is { Success: true } date ? date.Value : null,
            // Some browsers send seconds too.
            Minutes.Parse(Time.Length > 5 ? Time[..5] : Time)
                is { Success: true } time
                ? time.Value
                : null,
            int.TryParse(Hours, System.Globalization.CultureInfo.InvariantCulture, out var hours) ? hours : 0,
            IsGone(options)
        );

    private bool IsGone(AudienceOptions options) =>
        !AudienceOptions.AllThere(options.Departments, Departments)
        || !AudienceOptions.AllThere(options.RoleFamilies, Families)
        || !AudienceOptions.AllThere(options.Locations, Locations)
        || (Cycle != NoCycle && options.Cycles.All(one => one.Key != Cycle));

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private static bool Same(string one, string other) =>
        string.Equals(one.ReplaceLineEndings("\n").Trim(), other.ReplaceLineEndings("\n").Trim(), StringComparison.Ordinal);
}
