using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>The parts of an Excel file around its rows (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/).</summary>
internal static class XlsxPackage
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /// <summary>Everything but the sheets, which are written afterwards under these names, in their order.</summary>
    public static void Write(ZipArchive zip, IReadOnlyList<string> sheets)
    {
        using (var types = Part(zip, "[Content_Types].xml", "Types", Types))
        {
            Element(types, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
            Element(types, "Override", ("PartName", "/xl/workbook.xml"), ("ContentType", Spreadsheet + "sheet.main+xml"));
            for (var number = 1; number <= sheets.Count; number++)
            {
                Element(types, "Override", ("PartName", "/xl/" + SheetPath(number)), ("ContentType", Spreadsheet + "worksheet+xml"));
            }
        }

        using (var relations = Part(zip, "_rels/.rels", "Relationships", Relations))
        {
            Element(relations, "Relationship", ("Id", "rId1"), ("Type", Office + "/officeDocument"), ("Target", "xl/workbook.xml"));
        }

        using (var relations = Part(zip, "xl/_rels/workbook.xml.rels", "Relationships", Relations))
        {
            for (var number = 1; number <= sheets.Count; number++)
            {
                Element(relations, "Relationship", ("Id", Id(number)), ("Type", Office + "/worksheet"), ("Target", SheetPath(number)));
            }
        }

        using var book = Part(zip, "xl/workbook.xml", "workbook", Main);
        book.WriteStartElement("sheets");
        for (var number = 1; number <= sheets.Count; number++)
        {
            book.WriteStartElement("sheet");
            book.WriteAttributeString("name", sheets[number - 1]);
            book.WriteAttributeString("sheetId", number.ToString(CultureInfo.InvariantCulture));
            book.WriteAttributeString("r", "id", Office, Id(number));
            book.WriteEndElement();
        }
    }

    /// <summary>A sheet in which rows are to be written; what is open is closed with it.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="widths">Of the columns, in characters.</param>
    public static XmlWriter Sheet(ZipArchive zip, int number, IReadOnlyList<int> widths)
    {
        var sheet = Part(zip, "xl/" + SheetPath(number), "worksheet", Main);
        sheet.WriteStartElement("cols");
        for (var column = 0; column < widths.Count; column++)
        {
            var place = (column + 1).ToString(CultureInfo.InvariantCulture);
            var width = widths[column].ToString(CultureInfo.InvariantCulture);
            Element(sheet, "col", ("min", place), ("max", place), ("width", width), ("customWidth", "1"));
        }

        sheet.WriteEndElement();
        sheet.WriteStartElement("sheetData");
        return sheet;
    }

    private static string SheetPath(int number) => string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{number}.xml");

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"rId{number}");

    private static XmlWriter Part(ZipArchive zip, string path, string root, string space)
    {
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = true };
        var part = XmlWriter.Create(zip.CreateEntry(path).Open(), settings);
        part.WriteStartDocument(standalone: true);
        part.WriteStartElement(root, space);
        return part;
    }

    private static void Element(XmlWriter part, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        part.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            part.WriteAttributeString(attribute, value);
        }

        part.WriteEndElement();
    }
}
