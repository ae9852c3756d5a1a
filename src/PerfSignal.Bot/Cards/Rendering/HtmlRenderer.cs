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
    private readonly HtmlForm? _form;
    private bool _hasHeading;

    private HtmlRenderer(HtmlForm? form)
    {
        _form = form;
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
        Actions(card.Actions);
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
                _html.Open("p", ("class", "card-text"), ("dir", "auto"));
                Runs(element);
                _html.Close("p");
                break;
            case "Container":
                Box("card-container", element);
                break;
            case "ColumnSet":
                _html.Open("div", ("class", "card-columns"));
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
                Actions(element.Actions);
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
        _html.Open("div", ("class", kind + Classes(box, "style", "spacing")));
        Elements(box.Shown("items"));
        _html.Close("div");
    }

    /// <summary>Words of the card as classes; only words made of letters become one.</summary>
    private static string Classes(Part part, params string[] names) =>
        string.Concat(
            names
                .Select(n => (Name: n, Word: part.Word(n)))
                .Where(w => w.Word.Length > 0 && w.Word.All(char.IsAsciiLetter))
                .Select(w => $" card-{w.Name.ToLowerInvariant()}-{w.Word}")
        ) + (part.Flag("isSubtle") ? " card-subtle" : "");

    private void TextBlock(Part text)
    {
        var tag = text.IsHeading ? (_hasHeading ? "h3" : "h2") : "p";
        _hasHeading |= text.IsHeading;
        foreach (var paragraph in Markdown.Read(text.Text("text")))
        {
            _html.Open(tag, ("class", "card-text" + Classes(text, "size", "weight", "color", "fontType", "spacing")), ("dir", "auto"));
            Spans(paragraph);
            _html.Close(tag);
        }
    }

    private void Spans(Paragraph paragraph)
    {
        _html.Text(paragraph.Marker);
        foreach (var span in paragraph.Spans)
        {
            var tags = new[] { span.Bold ? "strong" : null, span.Italic ? "em" : null }.OfType<string>().ToList();
            if (span.Url is not null)
            {
                _html.Open("a", ("href", span.Url), ("rel", "noopener noreferrer"));
                tags.Insert(0, "a");
            }

            tags.Where(t => t != "a").ToList().ForEach(t => _html.Open(t));
            _html.Text(span.Text);
            tags.AsEnumerable().Reverse().ToList().ForEach(t => _html.Close(t));
        }
    }

    private void Runs(Part block)
    {
        foreach (var run in block.Shown("inlines"))
        {
            var tags = new List<string>();
            void Tag(bool on, string tag)
            {
                if (on)
                {
                    tags.Add(tag);
                    _html.Open(tag);
                }
            }

            Tag(run.Word("weight") == "bolder", "strong");
            Tag(run.Flag("italic"), "em");
            Tag(run.Flag("strikethrough"), "s");
            Tag(run.Flag("underline"), "u");
            Tag(run.Flag("highlight"), "mark");
            var classes = Classes(run, "size", "color", "fontType").Trim();
            _html.Open("span", ("class", classes.Length > 0 ? classes : null)).Lines(run.Text("text")).Close("span");
            tags.AsEnumerable().Reverse().ToList().ForEach(t => _html.Close(t));
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

            Spans(paragraph);
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
        _html.Open("tr", ("class", Classes(row, "style") is { Length: > 0 } c ? c.Trim() : null));
        var index = 0;
        foreach (var cell in row.Parts("cells"))
        {
            var header = scope(index++);
            var tag = header is null ? "td" : "th";
            _html.Open(tag, ("scope", header), ("class", Classes(cell, "style") is { Length: > 0 } c2 ? c2.Trim() : null));
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
                ("class", "card-image" + Classes(image, "size", "style"))
            );
        }
        else if (image.Text("altText").Length > 0)
        {
            _html.Element("p", image.Text("altText"), ("class", "card-text"));
        }
    }

    private void Actions(IReadOnlyList<Part> actions)
    {
        var shown = actions.Where(a => a.Type != "Action.Execute" || _form is not null).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        _html.Open("div", ("class", "card-actions"));
        shown.ForEach(Action);
        _html.Close("div");
    }

    private void Action(Part action)
    {
        var classes = "card-button" + Classes(action, "style");
        var tooltip = action.Text("tooltip") is { Length: > 0 } tip ? tip : null;
        if (action.Type == "Action.Execute")
        {
            _html.Element(
                "button",
                action.Text("title"),
                ("class", classes),
                ("type", "submit"),
                ("name", "verb"),
                ("value", CardAction.Of(action).Written),
                ("title", tooltip),
                ("formnovalidate", action.Word("associatedInputs") == "none" ? "" : null)
            );
        }
        else if (SafeUrl.IsAllowed(action.Text("url")))
        {
            _html.Element(
                "a",
                action.Text("title"),
                ("class", classes),
                ("href", action.Text("url")),
                ("rel", "noopener noreferrer"),
                ("title", tooltip)
            );
        }
        else
        {
            _html.Element("span", action.Text("title"), ("class", "card-text"));
        }
    }
}
