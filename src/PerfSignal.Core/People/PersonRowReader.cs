using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.People;

/// <summary>Reads one line of people.csv and reports everything about it that can be judged without other lines.</summary>
internal static class PersonRowReader
{
    public static IReadOnlyList<string> Columns { get; } =
    ["email", "name", "manager_email", "role_family", "level", "department", "location", "time_zone", "hire_date"];

    public static IReadOnlyList<string> Optional { get; } =
    ["manager_since", "last_day", "slack_user_id", "teams_user_id", "pay_band", "salary", "currency", "compa_ratio", "roles"];

    /// <returns>The line, or null where something was reported.</returns>
    public static PersonRow? Read(CsvRow row)
    {
        var email = Email(row, "email");
        if (email is null && row.Ok)
        {
            row.Report("email", "There is no email; fill it in.");
        }

        var read = new PersonRow(row.Line, email ?? "")
        {
            Name = row.Required("name"),
            ManagerEmail = Email(row, "manager_email"),
            RoleFamily = row.Required("role_family", 64),
            Level = LevelOf(row),
            Department = row.Required("department"),
            Location = row.Required("location"),
            TimeZone = Zone(row),
            HireDate = row.Has("hire_date") ? row.Date("hire_date") ?? default : Missing(row, "hire_date"),
            ManagerSince = row.Date("manager_since"),
            LastDay = Given(row, "last_day", () => row.Date("last_day")),
            SlackUserId = Given(row, "slack_user_id", () => Filled(row.Text("slack_user_id"))),
            TeamsUserId = Given(row, "teams_user_id", () => Filled(ChatIdentity.IdOf(PlatformName.Teams, row.Text("teams_user_id")))),
            Roles = Given(row, "roles", () => RoleWords.Read(row)),
            Pay = Pay(row),
        };
        CheckOrder(row, read);
        return row.Ok ? read : null;
    }

    private static Given<T> Given<T>(CsvRow row, string column, Func<T> read) =>
        row.HasColumn(column) ? new Given<T>(true, read()) : default;

    private static string? Filled(string text) => text.Length == 0 ? null : text;

    private static string? Email(CsvRow row, string column)
    {
        var email = row.Text(column, EmailAddress.MaxLength).ToLowerInvariant();
        if (email.Length > 0 && row.Ok && !EmailAddress.IsValid(email))
        {
            row.Report(column, $"'{CsvRow.Shown(email)}' is no e-mail address; write it as name@example.com.");
        }

        return Filled(email);
    }

    private static Level LevelOf(CsvRow row)
    {
        var word = row.Required("level");
        var level = Enum.GetValues<Level>()
            .Cast<Level?>()
            .FirstOrDefault(level => string.Equals(level.ToString(), word, StringComparison.OrdinalIgnoreCase));
        if (level is null && word.Length > 0)
        {
            row.Report("level", $"'{CsvRow.Shown(word)}' is no level; write individual, manager or senior.");
        }

        return level ?? default;
    }

    private static string Zone(CsvRow row)
    {
        var text = row.Required("time_zone");
        if (text.Length > 0 && ZoneNames.Read(text).Error is { } error)
        {
            row.Report("time_zone", error);
        }

        return text;
    }

    private static LocalDate Missing(CsvRow row, string column)
    {
        row.Required(column);
        return default;
    }

    private static PayRow? Pay(CsvRow row)
    {
        var salary = row.Number("salary", 0.01m);
        var currency = row.Text("currency").ToUpperInvariant();
        if (currency.Length > 0 && !Currencies.IsCode(currency))
        {
            row.Report("currency", $"'{CsvRow.Shown(currency)}' is no currency; write its ISO 4217 code, such as EUR.");
        }

        if (row.Has("salary") && currency.Length == 0)
        {
            row.Report("currency", "A salary needs its currency; write the ISO 4217 code, such as EUR.");
        }

        if (!row.Has("salary") && currency.Length > 0)
        {
            row.Report("salary", "A currency stands here without a salary; fill in the salary or remove the currency.");
        }

        // Rounded as it is stored, so that reading the file again finds no difference.
        var pay = new PayRow(
            Filled(row.Text("pay_band", 32)),
            Stored(salary),
            Filled(currency),
            Stored(row.Number("compa_ratio", 0.1m, 5m))
        );
        return pay == new PayRow(null, null, null, null) ? null : pay;
    }

    private static decimal? Stored(decimal? number) => number is { } value ? decimal.Round(value, 4) : null;

    private static void CheckOrder(CsvRow row, PersonRow read)
    {
        if (!row.Ok)
        {
            return;
        }

        if (read.ManagerEmail == read.Email)
        {
            row.Report(
                "manager_email",
                $"{read.Email} cannot be their own manager; name another person, or leave it empty for the head of the organisation."
            );
        }

        if (read.ManagerSince is not null && read.ManagerEmail is null)
        {
            row.Report("manager_since", "A date stands here without a manager; fill in manager_email or remove the date.");
        }

        if (read.ManagerSince < read.HireDate)
        {
            row.Report("manager_since", $"{Iso(read.ManagerSince)} is before the hire date {Iso(read.HireDate)}; correct one of the two.");
        }

        if (read.LastDay.Value < read.HireDate)
        {
            row.Report("last_day", $"{Iso(read.LastDay.Value)} is before the hire date {Iso(read.HireDate)}; correct one of the two.");
        }
        else if (read.LastDay.Value < read.ManagerSince)
        {
            row.Report(
                "manager_since",
                $"{Iso(read.ManagerSince)} is after the last day {Iso(read.LastDay.Value)}; correct one of the two."
            );
        }
    }

    private static string Iso(LocalDate? date) => date is { } day ? NodaTime.Text.LocalDatePattern.Iso.Format(day) : "";
}
