using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Core.Imports;

/// <summary>One row of a CSV file; its readers report what they cannot take and answer null or an empty string then.</summary>
public sealed class CsvRow(CsvTable table, IReadOnlyDictionary<string, int> columns, string[] cells, int line)
{
    /// <summary>1-based line on which the row starts.</summary>
    public int Line => line;

    /// <summary>False once anything about this row was reported.</summary>
    public bool Ok { get; private set; } = true;

    /// <summary>The trimmed value; empty where the file does not have an optional column.</summary>
    public string this[string column] => columns.TryGetValue(column, out var position) ? cells[position].Trim() : "";

    public bool Has(string column) => this[column].Length > 0;

    public void Report(string column, string message)
    {
        Ok = false;
        table.Report(line, column, message);
    }

    /// <summary>A value that must be there.</summary>
    public string Required(string column, int maxLength = 200)
    {
        if (Has(column))
        {
            return Text(column, maxLength);
        }

        Report(column, $"There is no {column}; fill it in.");
        return "";
    }

    /// <summary>A value that may be empty.</summary>
    public string Text(string column, int maxLength = 200)
    {
        var value = this[column];
        if (value.Length > maxLength)
        {
            Report(column, $"{column} has {value.Length} characters; at most {maxLength} are kept. Shorten it.");
        }
        else if (value.Any(char.IsControl))
        {
            Report(column, $"{column} holds a line break or another control character; remove it.");
        }

        return value;
    }

    /// <summary>A decimal number with a point, such as 1234.5; null where empty.</summary>
    public decimal? Number(string column, decimal minimum = -999_999_999_999m, decimal maximum = 999_999_999_999m)
    {
        var value = this[column];
        if (value.Length == 0)
        {
            return null;
        }

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(value, Plain, CultureInfo.InvariantCulture, out var number))
        {
            Report(column, $"'{Shown(value)}' is no number; write it with a decimal point and without thousands separators: 1234.5.");
            return null;
        }

        if (number < minimum || number > maximum)
        {
            Report(column, string.Create(CultureInfo.InvariantCulture, $"{number} is outside {minimum} to {maximum}; correct it."));
            return null;
        }

        return number;
    }

    /// <summary>A date such as 2026-11-24; null where empty.</summary>
    public LocalDate? Date(string column)
    {
        var value = this[column];
        if (value.Length == 0)
        {
            return null;
        }

        var parsed = LocalDatePattern.Iso.Parse(value);
        if (parsed.Success)
        {
            return parsed.Value;
        }

        Report(column, $"'{Shown(value)}' is no date; write it as 2026-11-24.");
        return null;
    }

    /// <summary>A value as far as it fits into a sentence.</summary>
    public static string Shown(string value) => value.Length <= 40 ? value : value[..40] + "…";
}
