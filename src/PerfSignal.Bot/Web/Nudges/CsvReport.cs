using System.Text;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>The report as CSV (RFC 4180): one line for each recipient, written as it is read.</summary>
/// <remarks>With a byte order mark, without which Excel takes UTF-8 for the machine's old code page.</remarks>
internal static class CsvReport
{
    /// <summary>Spreadsheets run a cell that begins with one of these (https://owasp.org/www-community/attacks/CSV_Injection).</summary>
    private static readonly char[] Runs = ['=', '+', '-', '@', '\t', '\r', '\n'];

    public static async Task Write(IAsyncEnumerable<ReportLine> lines, Reader reader, Stream to, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(Line(ReportRow.Head(reader)).AsMemory(), ct);
        await foreach (var line in lines.WithCancellation(ct))
        {
            await writer.WriteAsync(Line(ReportRow.Of(line, reader)).AsMemory(), ct);
        }
    }

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>An apostrophe before what would run makes it text; it stays visible, which is the price.</summary>
    public static string Cell(string value)
    {
        var safe = value.Length > 0 && Runs.Contains(value[0]) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
