using System.Globalization;
using System.IO.Compression;
using System.Xml;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>The report as an Excel table: a sheet with the recipients and one with the totals, counted from the very same lines.</summary>
/// <remarks>
/// Rows are written one by one into a file, so that memory does not grow with the audience; cells are text, which runs nothing. Elements carry no prefix:
/// some readers look for `row`, not for the name of a namespace, and find nothing in a sheet with `x:row`.
/// </remarks>
internal static class XlsxReport
{
    /// <summary>What a sheet holds; more are in the CSV.</summary>
    public const int MostRows = 1_048_576;

    public static async Task Write(IAsyncEnumerable<ReportLine> lines, Reader reader, Stream file, CancellationToken ct)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        XlsxPackage.Write(zip, [reader.Say("nudge_report_sheet"), reader.Say("nudge_report_totals")]);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var sheet = XlsxPackage.Sheet(zip, 1, [24, 32, 20, 16, 44, 12, 20, 16, 16]))
        {
            Row(sheet, 1, ReportRow.Head(reader));
            var written = 1;
            await foreach (var line in lines.WithCancellation(ct))
            {
                var word = ReportRow.Word(line.State);
                counts[word] = counts.GetValueOrDefault(word) + 1;
                if (++written <= MostRows)
                {
                    Row(sheet, written, ReportRow.Of(line, reader));
                }
            }
        }

        using (var sheet = XlsxPackage.Sheet(zip, 2, [24, 12]))
        {
            var written = 1;
            Row(sheet, written, [reader.Say("nudge_report_state"), reader.Say("nudge_report_number")]);
            foreach (var word in new[] { "sent", "failed", "excluded", "cancelled", "expired", "waiting" })
            {
                Row(sheet, ++written, [reader.Say("nudge_count_" + word)], counts.GetValueOrDefault(word));
            }

            Row(sheet, ++written, [reader.Say("nudge_count_audience")], counts.Values.Sum());
        }
    }

    /// <param name="index">From 1; readers of tables want every row and cell to say where it stands.</param>
    private static void Row(XmlWriter sheet, int index, IReadOnlyList<string> cells, int? number = null)
    {
        sheet.WriteStartElement("row");
        sheet.WriteAttributeString("r", index.ToString(CultureInfo.InvariantCulture));
        for (var column = 0; column < cells.Count; column++)
        {
            Begin(sheet, column, index, "inlineStr");
            sheet.WriteStartElement("is");
            sheet.WriteStartElement("t");
            sheet.WriteAttributeString("xml", "space", null, "preserve");
            sheet.WriteString(Printable(cells[column]));
            sheet.WriteEndElement();
            sheet.WriteEndElement();
            sheet.WriteEndElement();
        }

        if (number is { } count)
        {
            Begin(sheet, cells.Count, index, "n");
            sheet.WriteElementString("v", count.ToString(CultureInfo.InvariantCulture));
            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    private static void Begin(XmlWriter sheet, int column, int row, string type)
    {
        sheet.WriteStartElement("c");
        // There are fewer columns than letters.
        sheet.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row}"));
        sheet.WriteAttributeString("t", type);
    }

    /// <summary>XML 1.0 cannot carry most control characters, nor half of a pair.</summary>
    private static string Printable(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Select(rune => rune.Value is < 32 and not (9 or 10 or 13) or 0xFFFE or 0xFFFF ? "\ufffd" : rune.ToString())
        );
}
