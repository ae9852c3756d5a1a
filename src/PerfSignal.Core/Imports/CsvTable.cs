using System.Globalization;
using CsvHelper;

namespace PerfSignal.Core.Imports;

/// <summary>A CSV file with a header row (RFC 4180), read row by row; whatever is wrong with its form is collected as problems.</summary>
/// <remarks>
/// Enumerate <see cref="Rows"/> once; <see cref="Problems"/> is complete afterwards and holds what the rows' own checks found too.
/// A row of the wrong shape is reported and left out.
/// </remarks>
public sealed class CsvTable : IDisposable
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int DefaultMaxLength = 200_000_000;

    /// <summary>In bytes; a longer row is never meant, most often a quote was not closed.</summary>
    public const int MaxRow = 1_000_000;

    private readonly CsvReader reader;
    private readonly int maxLength;
    private readonly List<ImportProblem> problems = [];
    private Dictionary<string, int>? columns;

    private CsvTable(TextReader file, int maxLength)
    {
        this.maxLength = maxLength;
        reader = CsvReader.Create(
            file,
            new CsvReaderOptions
            {
                Separator = ',',
                HasHeader = false,
                TrackLineNumbers = true,
                PoolStrings = true,
                MaxRecordSize = MaxRow,
                MalformedData = CsvMalformedDataHandling.Skip,
                OnMalformedRecord = record => Report((int)record.LineNumber, "", BadQuote),
            },
            leaveOpen: true
        );
    }

    public IReadOnlyList<ImportProblem> Problems => problems;

    /// <summary>Reads the header and checks it; a wrong header leaves no rows.</summary>
    /// <param name="file">Decoded as UTF-8; bytes that are not UTF-8 arrive as replacement characters and are reported with their line.</param>
    public static CsvTable Open(
        TextReader file,
        IReadOnlyList<string> required,
        IReadOnlyList<string>? optional = null,
        int maxLength = DefaultMaxLength
    )
    {
        var table = new CsvTable(file, maxLength);
        table.ReadHeader(required, optional ?? []);
        return table;
    }

    /// <summary>The rows in order; can be enumerated once.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        if (columns is null)
        {
            yield break;
        }

        while (Next(out var line) is { } record)
        {
            if (Shape(record) is { } wrong)
            {
                Report(line, "", wrong);
                continue;
            }

            yield return new CsvRow(this, columns, record, line);
        }
    }

    public void Report(int line, string column, string message) => problems.Add(new ImportProblem(line, column, message));

    public void Dispose() => reader.Dispose();

    private void ReadHeader(IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        if (Next(out _) is not { } header)
        {
            if (problems.Count == 0)
            {
                Report(1, "", $"The file is empty; its first line must be the header {string.Join(',', required)}.");
            }

            return;
        }

        if (Wrong(header) is { } wrong)
        {
            Report(1, "", wrong);
            return;
        }

        if (OtherSeparator(header, required) is { } separator)
        {
            Report(1, "", $"The columns are separated by {separator}; export the file again with commas between the columns.");
            return;
        }

        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (position, cell) in header.Index())
        {
            var name = cell.Trim().TrimStart('\uFEFF');
            if (name.Length == 0)
            {
                var place = (position + 1).ToString(CultureInfo.InvariantCulture);
                Report(1, "", $"Column {place} has no name; remove it, or the comma too many at the end of each line.");
            }
            else if (!required.Contains(name) && !optional.Contains(name))
            {
                Report(1, name, $"Unknown column '{name}'; known are {string.Join(", ", required.Concat(optional))}. Remove or rename it.");
            }
            else if (!found.TryAdd(name, position))
            {
                Report(1, name, $"The column '{name}' is there twice; remove one.");
            }
        }

        foreach (var name in required.Where(name => !found.ContainsKey(name)))
        {
            Report(1, name, $"The column '{name}' is missing; add it to the header and to every line.");
        }

        columns = problems.Count == 0 ? found : null;
    }

    private string[]? Next(out int line)
    {
        line = 0;
        try
        {
            if (!reader.Read())
            {
                return null;
            }
        }
        catch (CsvFormatException tooLong)
        {
            Report((int)tooLong.LineNumber, "", BadQuote);
            return null;
        }

        line = (int)reader.LineNumber;
        if (reader.ByteOffset >= maxLength)
        {
            Report(
                line,
                "",
                string.Create(CultureInfo.InvariantCulture, $"The file is longer than {maxLength:N0} bytes; split it into several files.")
            );
            return null;
        }

        var cells = new string[reader.FieldCount];
        for (var position = 0; position < cells.Length; position++)
        {
            cells[position] = reader.GetString(position);
        }

        return cells;
    }

    private string? Shape(string[] record) =>
        Wrong(record)
        ?? (
            record.Length == columns!.Count
                ? null
                : $"There are {record.Length} values for {columns.Count} columns; check commas and quotes (a value with a comma stands in double quotes)."
        );

    /// <summary>Spreadsheets write semicolons where the comma is the decimal sign.</summary>
    private static string? OtherSeparator(string[] header, IReadOnlyList<string> required) =>
        header is not [var only] || required.Count == 1 ? null
        : only.Contains(required[0] + ';', StringComparison.Ordinal) || only.Contains(';' + required[0], StringComparison.Ordinal)
            ? "semicolons"
        : only.Contains(required[0] + '\t', StringComparison.Ordinal) || only.Contains('\t' + required[0], StringComparison.Ordinal)
            ? "tabs"
        : null;

    private static string? Wrong(string[] record) =>
        Array.Exists(record, cell => cell.Contains('\0')) ? "There is a NUL character; save the file as UTF-8 text."
        : Array.Exists(record, cell => cell.Contains('\uFFFD')) ? "There are bytes that are not UTF-8; save the file as UTF-8."
        : null;

    private const string BadQuote =
        "A double quote is not closed or stands in the middle of a value; quote the whole value and double each quote in it.";
}
