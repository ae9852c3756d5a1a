using PerfSignal.Core.Imports;

namespace PerfSignal.Tests.Imports;

public sealed class CsvTableTests
{
    private static readonly string[] Required = ["a", "b"];
    private static readonly string[] Optional = ["c"];

    private static (List<CsvRow> Rows, IReadOnlyList<ImportProblem> Problems) Read(string text, int maxLength = CsvTable.DefaultMaxLength)
    {
        using var table = CsvTable.Open(new StringReader(text), Required, Optional, maxLength);
        var rows = table.Rows().ToList();
        return (rows, table.Problems);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("a\n1\n", 1, "'b' is missing")]
    [InlineData("a,b,d\n1,2,3\n", 1, "Unknown column 'd'")]
    [InlineData("a,b,a\n1,2,3\n", 1, "'a' is there twice")]
    [InlineData("A,b\n1,2\n", 1, "Unknown column 'A'")]
    [InlineData("a;b\n1;2\n", 1, "separated by semicolons; export the file again with commas")]
    [InlineData("b\ta\n1\t2\n", 1, "separated by tabs; export the file again with commas")]
    [InlineData("a,b,\n1,2,\n", 1, "Column 3 has no name; remove it, or the comma too many")]
    [InlineData("a,b\n1,2\n1,2,3\n", 3, "3 values for 2 columns")]
    [InlineData("a,b\n1\n", 2, "1 values for 2 columns")]
    [InlineData("a,b\n\"x\ny\",2\n1\n", 4, "1 values for 2 columns")]
    [InlineData("a,b\n1,\"2\n", 2, "double quote")]
    [InlineData("a,b\n1,2\"3\n", 2, "double quote")]
    [InlineData("a,b\n1,\"2\"3\n", 2, "double quote")]
    [InlineData("a,b\n1,2\0\n", 2, "NUL")]
    [InlineData("a,b\n\n1,\uFFFD\n", 3, "not UTF-8")]
    public void Reports_what_is_wrong_with_the_form_and_where(string text, int line, string message)
    {
        var problem = Read(text).Problems[0];
        problem.Line.ShouldBe(line);
        problem.Message.ShouldContain(message);
    }

    [Fact]
    public void Reads_quotes_line_breaks_blank_lines_and_a_byte_order_mark()
    {
        var (rows, problems) = Read("\uFEFFb,a\r\n\"x, \"\"y\"\"\", 1 \r\n\r\n\"two\r\nlines\",2\r\nlast,3");
        problems.ShouldBeEmpty();
        rows.Select(row => (row.Line, row["a"], row["b"], row["c"]))
            .ShouldBe([(2, "1", "x, \"y\"", ""), (4, "2", "two\r\nlines", ""), (6, "3", "last", "")]);
    }

    [Fact]
    public void Reports_a_quote_that_swallows_the_rest_of_a_large_file()
    {
        var problem = Read("a,b\n1,2\n3,\"4\n" + string.Concat(Enumerable.Repeat("5,6\n", CsvTable.MaxRow)))
            .Problems.ShouldHaveSingleItem();
        problem.Line.ShouldBe(3);
        problem.Message.ShouldContain("double quote");
    }

    [Fact]
    public void Keeps_the_good_rows_beside_a_bad_one() => Read("a,b\n1,2\n1\n3,4\n").Rows.Count.ShouldBe(2);

    [Fact]
    public void Stops_at_a_file_that_is_too_long()
    {
        var (rows, problems) = Read("a,b\n1,2\n3,4\n", maxLength: 8);
        rows.Count.ShouldBe(1);
        problems.ShouldHaveSingleItem().Message.ShouldContain("split it");
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-2", -2.0)]
    [InlineData("", null)]
    [InlineData("1,5", null, "1234.5")]
    [InlineData("1e3", null, "1234.5")]
    [InlineData("NaN", null, "1234.5")]
    [InlineData("101", null, "outside -5 to 100")]
    [InlineData("-6", null, "outside -5 to 100")]
    [InlineData("100", 100.0)]
    [InlineData("-5", -5.0)]
    public void Reads_numbers_with_a_point(string text, double? expected, string? message = null)
    {
        using var table = CsvTable.Open(new StringReader($"a,b\n\"{text}\",x\n"), Required);
        var row = table.Rows().Single();
        row.Number("a", -5, 100).ShouldBe((decimal?)expected);
        row.Ok.ShouldBe(message is null);
        table.Problems.Select(problem => problem.Message.Contains(message!)).ShouldAllBe(found => found);
    }

    [Theory]
    [InlineData("2024-02-29", true)]
    [InlineData("2026-02-29", false)]
    [InlineData("24.11.2026", false)]
    public void Reads_dates_that_exist(string text, bool good)
    {
        using var table = CsvTable.Open(new StringReader($"a,b\n{text},x\n"), Required);
        var row = table.Rows().Single();
        row.Date("a").HasValue.ShouldBe(good);
        row.Ok.ShouldBe(good);
    }

    [Fact]
    public void Says_line_and_column_where_there_are_any()
    {
        new ImportProblem(3, "due", "Say when.").ToString().ShouldBe("line 3, due: Say when.");
        new ImportProblem(3, "", "Say when.").ToString().ShouldBe("line 3: Say when.");
        new ImportProblem(0, "metrics[1].key", "Say when.").ToString().ShouldBe("metrics[1].key: Say when.");
        new ImportProblem(0, "", "Say when.").ToString().ShouldBe("Say when.");
    }
}
