using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using NodaTime;
using PerfSignal.Bot.Web.Nudges;
using PerfSignal.Core;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Web.Nudges;

/// <summary>Both files tell the same of the same people, and a cell runs nothing.</summary>
public sealed class ReportsAddUpTests
{
    /// <summary>A different number of each state, so that none can stand for another.</summary>
    private static readonly Dictionary<DeliveryState, int> Many = new()
    {
        [DeliveryState.Sent] = 1,
        [DeliveryState.Failed] = 2,
        [DeliveryState.Excluded] = 4,
        [DeliveryState.Cancelled] = 8,
        [DeliveryState.Expired] = 16,
        [DeliveryState.Waiting] = 32,
    };
    private static readonly Reader Reader = new ReaderFactory(SmallTeam.Texts, new Organization(), TimeProvider.System).For(
        A.Person("Hana")
    );

    [Fact]
    public async Task Sent_failed_excluded_cancelled_expired_and_waiting_are_the_audience_in_both()
    {
        using var csv = new MemoryStream();
        await CsvReport.Write(Lines(), Reader, csv, default);
        using var xlsx = new MemoryStream();
        await XlsxReport.Write(Lines(), Reader, xlsx, default);

        csv.ToArray()[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        var states = Encoding.UTF8.GetString(csv.ToArray()).Split("\r\n")[1..^1].GroupBy(line => line.Split(',')[3]);
        states
            .ToDictionary(group => group.Key, group => group.Count())
            .ShouldBe(
                new Dictionary<string, int>
                {
                    ["Sent"] = 1,
                    ["Failed"] = 2,
                    ["Left out"] = 4,
                    ["Cancelled"] = 8,
                    ["Expired"] = 16,
                    ["Still to go"] = 32,
                },
                ignoreOrder: true
            );
        Totals(xlsx).ShouldBe("Sent 1, Failed 2, Left out 4, Cancelled 8, Expired 16, Still to go 32, Audience 63");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Ana", "Ana")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData("say \"a\"", "\"say \"\"a\"\"\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("a=1", "a=1")]
    public void A_cell_of_the_csv_is_text_and_one_cell(string value, string cell) => CsvReport.Cell(value).ShouldBe(cell);

    private static async IAsyncEnumerable<ReportLine> Lines()
    {
        await Task.CompletedTask;
        foreach (var (state, count) in Many)
        {
            for (var i = 0; i < count; i++)
            {
                yield return new(
                    "Ana",
                    $"{state}{i}@example.com",
                    "Sales",
                    state,
                    null,
                    null,
                    Instant.FromUtc(2026, 11, 2, 9, 0),
                    false,
                    false
                );
            }
        }
    }

    private static string Totals(Stream xlsx)
    {
        using var zip = new ZipArchive(xlsx, ZipArchiveMode.Read);
        using var part = zip.GetEntry("xl/worksheets/sheet2.xml")!.Open();
        var rows = XDocument.Load(part).Descendants().Where(one => one.Name.LocalName == "row").Skip(1);
        return string.Join(", ", rows.Select(row => string.Join(' ', row.Elements().Select(cell => cell.Value))));
    }
}
