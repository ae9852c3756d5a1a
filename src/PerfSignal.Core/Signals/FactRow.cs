using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Signals;

/// <summary>One line of facts.csv that was found good.</summary>
internal sealed record FactRow(
    int Line,
    string Source,
    string Kind,
    string Outcome,
    string ExternalId,
    Guid? PersonId,
    string? Team,
    Instant At,
    decimal? Amount,
    decimal? DurationHours,
    string? Currency,
    string? Url
)
{
    private const string TeamPrefix = "team:";

    /// <summary>Minutes and offset must be there; seconds may be left out.</summary>
    private static readonly OffsetDateTimePattern[] Times =
    [
        OffsetDateTimePattern.ExtendedIso,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"),
    ];

    public (string Source, string Kind, string ExternalId, string Outcome) Key => (Source, Kind, ExternalId, Outcome);

    /// <summary>Reads a line; what is wrong is reported on it and null comes back.</summary>
    public static FactRow? Read(CsvRow row, IReadOnlyDictionary<string, Guid> people, IReadOnlySet<string> departments)
    {
        var selector = new FactSelector(row.Required("kind", 32), row.Required("outcome", 32));
        var source = row.Required("source", 32);
        var kind = KindOf(row, source, selector);
        var (person, team) = AboutWhom(row, people, departments, kind);
        var at = Time(row);
        var externalId = row.Required("external_id", 128);
        var amount = row.Number("amount", kind?.Minimum ?? -MaxAmount, kind?.Maximum ?? MaxAmount);
        var duration = row.Number("duration_hours", 0, MaxAmount);
        var currency = CurrencyOf(row, kind, amount);
        var url = Link(row);
        return row.Ok
            ? new FactRow(
                row.Line,
                source,
                selector.Kind,
                selector.Outcome,
                externalId,
                person,
                team,
                at,
                Stored(amount),
                Stored(duration),
                currency,
                url
            )
            : null;
    }

    private const decimal MaxAmount = 99_999_999_999_999m;

    /// <summary>Numbers are kept to four decimals; reading the same line again must find them equal.</summary>
    private static decimal? Stored(decimal? number) => number is { } value ? Math.Round(value, 4, MidpointRounding.AwayFromZero) : null;

    private static FactKind? KindOf(CsvRow row, string source, FactSelector selector)
    {
        if (!row.Ok)
        {
            return null;
        }

        if (!FactKinds.Sources.Contains(source))
        {
            row.Report("source", $"Unknown source '{CsvRow.Shown(source)}'; known are {string.Join(", ", FactKinds.Sources)}.");
            return null;
        }

        if (FactKinds.Find(source, selector) is not { } kind)
        {
            row.Report(
                "kind",
                $"'{CsvRow.Shown(selector.ToString())}' does not come from {source}; it brings {FactKinds.Allowed(source)}."
            );
            return null;
        }

        return kind;
    }

    private static (Guid? Person, string? Team) AboutWhom(
        CsvRow row,
        IReadOnlyDictionary<string, Guid> people,
        IReadOnlySet<string> departments,
        FactKind? kind
    )
    {
        var about = row.Required("person_email", 254);
        if (about.StartsWith(TeamPrefix, StringComparison.Ordinal))
        {
            var team = about[TeamPrefix.Length..].Trim();
            if (!departments.Contains(team))
            {
                row.Report("person_email", $"Nobody works in the department '{CsvRow.Shown(team)}'; import people first or correct it.");
            }

            return (null, team);
        }

        if (kind?.TeamOnly == true)
        {
            row.Report("person_email", $"{kind.Selector.Kind} is a team's; write team:DEPARTMENT in place of a person.");
        }
        else if (about.Length > 0 && !people.ContainsKey(about.ToLowerInvariant()))
        {
            row.Report("person_email", $"Nobody has the e-mail address '{CsvRow.Shown(about)}'; import people first or correct it.");
        }

        return (people.TryGetValue(about.ToLowerInvariant(), out var person) ? person : null, null);
    }

    private static Instant Time(CsvRow row)
    {
        var text = row.Required("at", 64);
        foreach (var pattern in Times)
        {
            if (pattern.Parse(text) is not { Success: true, Value: var time })
            {
                continue;
            }

            if (time.Year is >= 1990 and <= 2100)
            {
                // Databases keep microseconds.
                return Instant.FromUnixTimeTicks(time.ToInstant().ToUnixTimeTicks() / 10 * 10);
            }

            row.Report("at", $"'{CsvRow.Shown(text)}' is not between 1990 and 2100; correct the year.");
            return default;
        }

        if (text.Length > 0)
        {
            row.Report(
                "at",
                $"'{CsvRow.Shown(text)}' is no time with offset; write it as 2026-11-24T09:30:00+01:00 or 2026-11-24T08:30:00Z."
            );
        }

        return default;
    }

    private static string? CurrencyOf(CsvRow row, FactKind? kind, decimal? amount)
    {
        var currency = row.Text("currency", 10);
        if (currency.Length > 0 && !Currencies.IsCode(currency))
        {
            row.Report("currency", $"'{CsvRow.Shown(currency)}' is no currency; write three capital letters (ISO 4217), such as EUR.");
        }
        else if (kind is { Money: true } && amount is not null && currency.Length == 0)
        {
            row.Report("currency", $"The amount of {kind.Selector} is money; add the column currency with a code such as EUR.");
        }
        else if (kind is { Money: false } && currency.Length > 0)
        {
            row.Report("currency", $"The amount of {kind.Selector} is not money; leave currency empty.");
        }

        return currency.Length == 0 ? null : currency;
    }

    private static string? Link(CsvRow row)
    {
        var text = row.Text("url", 1000);
        if (text.Length == 0)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var named) && named.UserInfo.Length > 0)
        {
            row.Report("url", "The link holds a password or an account's name before an @, which everybody would see; remove it.");
        }
        else if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || text.Any(char.IsWhiteSpace)
        )
        {
            row.Report("url", $"'{CsvRow.Shown(text)}' is no link; write it as https://… or leave it empty.");
        }

        return text;
    }
}
