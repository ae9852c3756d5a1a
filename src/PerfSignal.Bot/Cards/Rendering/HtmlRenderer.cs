using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>An expanded card as plain HTML that works without scripts and under a strict content-security policy.</summary>
public sealed class HtmlRenderer
{
    private readonly HtmlText _html = new();
    private readonly HtmlInputs _inputs;
    private readonly HtmlSpans _spans;
    private readonly HtmlActions _actions;
    private readonly HtmlForm? _form;
    private bool _hasHeading;

    private HtmlRenderer(HtmlForm? form)
    {
        _form = form;
        _spans = new HtmlSpans(_html);
        _actions = new HtmlActions(_html, canSend: form is not null);
        _inputs = new HtmlInputs(_html, form, Prefix(form));
    }

    /// <summary>HTML of a card. Without a form nothing can be sent: inputs are disabled and their buttons are left out.</summary>
    public static string Render(JsonObject card, HtmlForm? form = null) => new HtmlRenderer(form).Card(new Part(card));

    /// <summary>Ids in a page are unique although several cards stand on it.</summary>
    private static string Prefix(HtmlForm? form) =>
        "c" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form?.CardInstanceId ?? "")))[..12];

    private string Card(Part card)
    {
        _html.Open("div", ("class", "card"), ("lang", card.Text("lang") is { Length: > 0 } lang ? lang : null), ("dir", "auto"));
        if (_form is not null)
        {
            _html.Open(
                "form",
                ("class", "card-form"),
                ("method", "post"),
                ("action", SafeUrl.IsAllowed(_form.PostUrl) ? _form.PostUrl : "/")
            );
            Hidden(_form.AntiforgeryFieldName, _form.AntiforgeryToken);
            Hidden("card", _form.CardInstanceId);
        }

        Elements(card.Shown("body"));
        _actions.Write(card.Actions);
        if (_form is not null)
        {
            _html.Close("form");
        }

        return _html.Close("div").ToString();
    }

    private void Hidden(string name, string value) => _html.Open("input", ("type", "hidden"), ("name", name), ("value", value));

    private void Elements(IReadOnlyList<Part> elements)
    {
        foreach (var element in elements)
        {
            Element(element);
        }
    }

    private void Element(Part element)
    {
        if (element.Flag("separator"))
        {
            _html.Open("hr", ("class", "card-separator"));
        }

        switch (element.Type)
        {
            case "TextBlock":
                TextBlock(element);
                break;
            case "RichTextBlock":
                _html.Open("p", ("class", "card-text" + HtmlSpans.Classes(element, "spacing")), ("dir", "auto"));
                _spans.Runs(element);
                _html.Close("p");
                break;
            case "Container":
                Box("card-container", element);
                break;
            case "ColumnSet":
                _html.Open("div", ("class", "card-columns" + HtmlSpans.Classes(element, "spacing")));
                foreach (var column in element.Shown("columns"))
                {
                    Box("card-column" + Width(column.Word("width")), column);
                }

                _html.Close("div");
                break;
            case "FactSet":
                Facts(element);
                break;
            case "Table":
                Table(element);
                break;
            case "Image":
                Image(element);
                break;
            case "ActionSet":
                _actions.Write(element.Actions);
                break;
            default:
                _inputs.Input(element);
                break;
        }
    }

    private static string Width(string width) =>
        width switch
        {
            "auto" => " card-width-auto",
            "" or "stretch" => " card-width-stretch",
            _ when int.TryParse(width, CultureInfo.InvariantCulture, out var weight) => $" card-width-{Math.Clamp(weight, 1, 12)}",
            _ => "",
        };

    private void Box(string kind, Part box)
    {
        _html.Open("div", ("class", kind + HtmlSpans.Classes(box, "style", "spacing")));
        Elements(box.Shown("items"));
        _html.Close("div");
    }

    private void TextBlock(Part text)
    {
        var tag = text.IsHeading ? (_hasHeading ? "h3" : "h2") : "p";
        _hasHeading |= text.IsHeading;
        foreach (var paragraph in Markdown.Read(text.Text("text")))
        {
            _html.Open(
                tag,
                ("class", "card-text" + HtmlSpans.Classes(text, "size", "weight", "color", "fontType", "spacing")),
                ("dir", "auto")
            );
            _spans.Paragraph(paragraph);
            _html.Close(tag);
        }
    }

    private void Facts(Part facts)
    {
        _html.Open("dl", ("class", "card-facts"));
        foreach (var fact in facts.Parts("facts"))
        {
            _html.Open("div").Open("dt", ("dir", "auto"));
            Inline(fact.Text("title"));
            _html.Close("dt").Open("dd", ("dir", "auto"));
            Inline(fact.Text("value"));
            _html.Close("dd").Close("div");
        }

        _html.Close("dl");
    }

    private void Inline(string markdown)
    {
        var first = true;
        foreach (var paragraph in Markdown.Read(markdown))
        {
            if (!first)
            {
                _html.Open("br");
            }

            _spans.Paragraph(paragraph);
            first = false;
        }
    }

    private void Table(Part table)
    {
        var rows = table.Parts("rows").ToList();
        var hasHeader = table.Flag("firstRowAsHeader", true) && rows.Count > 0;
        _html.Open("table", ("class", "card-table" + (table.Flag("showGridLines", true) ? " card-grid" : "")));
        if (hasHeader)
        {
            _html.Open("thead");
            Row(rows[0], _ => "col");
            _html.Close("thead");
        }

        _html.Open("tbody");
        foreach (var row in rows.Skip(hasHeader ? 1 : 0))
        {
            Row(row, i => i == 0 ? "row" : null);
        }

        _html.Close("tbody").Close("table");
    }

    private void Row(Part row, Func<int, string?> scope)
    {
        _html.Open("tr", ("class", HtmlSpans.Classes(row, "style") is { Length: > 0 } c ? c.Trim() : null));
        var index = 0;
        foreach (var cell in row.Parts("cells"))
        {
            var header = scope(index++);
            var tag = header is null ? "td" : "th";
            _html.Open(tag, ("scope", header), ("class", HtmlSpans.Classes(cell, "style") is { Length: > 0 } c2 ? c2.Trim() : null));
            Elements(cell.Shown("items"));
            _html.Close(tag);
        }

        _html.Close("tr");
    }

    private void Image(Part image)
    {
        if (SafeUrl.IsAllowed(image.Text("url")))
        {
            _html.Open(
                "img",
                ("src", image.Text("url")),
                ("alt", image.Text("altText")),
                ("class", "card-image" + HtmlSpans.Classes(image, "size", "style"))
            );
        }
        else if (image.Text("altText").Length > 0)
        {
            _html.Element("p", image.Text("altText"), ("class", "card-text"));
        }
    }
}
