using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Makes the reader of an answer from a person's settings, or the organisation's where the person has none.</summary>
public sealed class ReaderFactory(Texts texts, Organization organization, TimeProvider clock)
{
    public Reader For(Person person) => new(texts, Known(person.Language), person.Zone, clock.Now());

    /// <summary>A reader whom the directory does not know, in a language they ask for where there are texts in it.</summary>
    public Reader ForNobody(string? language = null) => new(texts, Known(language), Zones.Of(organization.TimeZone), clock.Now());

    private string Known(string? language) =>
        language is not null && texts.Languages.Contains(language) ? language : organization.Language;
}
