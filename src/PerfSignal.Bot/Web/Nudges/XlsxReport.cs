using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>The report as an Excel table: a sheet with the recipients and one with the totals, counted from the very same lines.</summary>
/// <remarks>Rows are written one by one into a file, so that memory does not grow with the audience; cells are text, which runs nothing.</remarks>
internal static class XlsxReport
{
    /// <summary>What a sheet holds; more are in the CSV.</summary>
    public const int MostRows = 1_048_576;

    public static async Task Write(IAsyncEnumerable<ReportLine> lines, Reader reader, Stream file, CancellationToken ct)
    {
        using var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.Workbook = new Workbook();
        var (people, totals) = (book.AddNewPart<WorksheetPart>(), book.AddNewPart<WorksheetPart>());
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var sheet = OpenXmlWriter.Create(people))
        {
            Begin(sheet, [24, 32, 20, 16, 44, 12, 20, 16, 16]);
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

            End(sheet);
        }

        using (var sheet = OpenXmlWriter.Create(totals))
        {
            Begin(sheet, [24, 12]);
            var written = 1;
            Row(sheet, written, [reader.Say("nudge_report_state"), reader.Say("nudge_report_number")]);
            foreach (var word in new[] { "sent", "failed", "excluded", "cancelled", "expired", "waiting" })
            {
                Row(sheet, ++written, [reader.Say("nudge_count_" + word)], counts.GetValueOrDefault(word));
            }

            Row(sheet, ++written, [reader.Say("nudge_count_audience")], counts.Values.Sum());
            End(sheet);
        }

        book.Workbook.AppendChild(
            new Sheets(
                new Sheet
                {
                    Id = book.GetIdOfPart(people),
                    SheetId = 1,
                    Name = reader.Say("nudge_report_sheet"),
                },
                new Sheet
                {
                    Id = book.GetIdOfPart(totals),
                    SheetId = 2,
                    Name = reader.Say("nudge_report_totals"),
                }
            )
        );
        book.Workbook.Save();
    }

    private static void Begin(OpenXmlWriter sheet, int[] widths)
    {
        sheet.WriteStartElement(new Worksheet());
        sheet.WriteStartElement(new Columns());
        for (var index = 0; index < widths.Length; index++)
        {
            var number = (uint)index + 1;
            sheet.WriteElement(
                new Column
                {
                    Min = number,
                    Max = number,
                    Width = widths[index],
                    CustomWidth = true,
                }
            );
        }

        sheet.WriteEndElement();
        sheet.WriteStartElement(new SheetData());
    }

    private static void End(OpenXmlWriter sheet)
    {
        sheet.WriteEndElement();
        sheet.WriteEndElement();
    }

    /// <param name="index">From 1; readers of tables want every row and cell to say where it stands.</param>
    private static void Row(OpenXmlWriter sheet, int index, IReadOnlyList<string> cells, int? number = null)
    {
        sheet.WriteStartElement(new Row { RowIndex = (uint)index });
        for (var column = 0; column < cells.Count; column++)
        {
            sheet.WriteElement(
                new Cell
                {
                    CellReference = Place(column, index),
                    DataType = CellValues.InlineString,
                    InlineString = new InlineString(new Text(Printable(cells[column])) { Space = SpaceProcessingModeValues.Preserve }),
                }
            );
        }

        if (number is { } count)
        {
            sheet.WriteElement(
                new Cell
                {
                    CellReference = Place(cells.Count, index),
                    DataType = CellValues.Number,
                    CellValue = new CellValue(count),
                }
            );
        }

        sheet.WriteEndElement();
    }

    /// <summary>`A1`; there are fewer columns than letters.</summary>
    private static string Place(int column, int row) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row}");

    /// <summary>XML 1.0 cannot carry most control characters, nor half of a pair.</summary>
    private static string Printable(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Select(rune => rune.Value is < 32 and not (9 or 10 or 13) or 0xFFFE or 0xFFFF ? "\ufffd" : rune.ToString())
        );
}
