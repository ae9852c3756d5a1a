using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using NodaTime;
using PerfSignal.Bot.Web.Nudges;
using PerfSignal.Core;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Web.Nudges;

/// <summary>The file is read by Microsoft's own library, which the product does not use to write it.</summary>
public sealed class XlsxReportTests
{
    [Fact]
    public async Task Opens_without_a_fault_and_holds_what_was_reported()
    {
        using var book = SpreadsheetDocument.Open(await Written(), isEditable: false);

        new OpenXmlValidator()
            .Validate(book)
            .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}")
            .ShouldBeEmpty();
        var sheets = book.WorkbookPart!.Workbook.Descendants<Sheet>().ToList();
        sheets.Select(sheet => sheet.Name!.Value).ShouldBe(["Recipients", "Totals"]);
        var people = Cells(book, sheets[0]);
        people.Count.ShouldBe(4);
        people[0][..3].ShouldBe(["Name", "E-mail", "Department"]);
        people[1][..4].ShouldBe(["  =1+1 <b> & \"c\"", "ana@example.com", "Plat\ufffdform\nnext", "Sent"]);
        people[2][3].ShouldBe("Failed");
        people[3][0].ShouldBe("\ufffd 🎈");
        Cells(book, sheets[1])
            .Select(row => string.Join('=', row))
            .ShouldBe(["State=Number", "Sent=1", "Failed=1", "Left out=1", "Cancelled=0", "Expired=0", "Still to go=0", "Audience=3"]);
    }

    [Fact]
    public async Task Has_no_prefix_before_its_elements_which_some_readers_cannot_read()
    {
        using var zip = new ZipArchive(await Written());

        foreach (var part in zip.Entries)
        {
            using var text = new StreamReader(part.Open());
            (await text.ReadToEndAsync()).ShouldNotMatch("</?[a-z]+:", part.FullName);
        }
    }

    private static async Task<MemoryStream> Written()
    {
        var reader = new ReaderFactory(SmallTeam.Texts, new Organization(), TimeProvider.System).For(A.Person("Hana"));
        var file = new MemoryStream();
        await XlsxReport.Write(Lines(), reader, file, CancellationToken.None);
        file.Position = 0;
        return file;
    }

    private static async IAsyncEnumerable<ReportLine> Lines()
    {
        await Task.CompletedTask;
        yield return Line("  =1+1 <b> & \"c\"", "ana@example.com", "Plat\u0007form\nnext", DeliveryState.Sent);
        yield return Line("Max", "max@example.com", "Platform", DeliveryState.Failed);
        yield return Line("\ud83c 🎈", "eve@example.com", "Platform", DeliveryState.Excluded);
    }

    private static ReportLine Line(string name, string email, string department, DeliveryState state) =>
        new(name, email, department, state, null, null, Instant.FromUtc(2026, 11, 2, 9, 0), PossiblyDoubled: false, Retracted: false);

    private static List<string[]> Cells(SpreadsheetDocument book, Sheet sheet) =>
        [
            .. ((WorksheetPart)book.WorkbookPart!.GetPartById(sheet.Id!))
                .Worksheet.Descendants<Row>()
                .Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray()),
        ];
}
