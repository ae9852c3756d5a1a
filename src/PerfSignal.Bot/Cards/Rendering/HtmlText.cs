using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Writes HTML; every text and attribute passes through the encoder.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _html = new();

    public override string ToString() => _html.ToString();

    /// <summary>Opens an element; an attribute whose value is null is left out.</summary>
    public HtmlText Open(string tag, params (string Name, string? Value)[] attributes)
    {
        _html.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                _html.Append(' ').Append(name).Append("=\"").Append(Encode(value)).Append('"');
            }
        }

        _html.Append('>');
        return this;
    }

    public HtmlText Close(string tag)
    {
        _html.Append("</").Append(tag).Append('>');
        return this;
    }

    public HtmlText Text(string text)
    {
        _html.Append(Encode(text));
        return this;
    }

    /// <summary>Text in which a line break is one.</summary>
    public HtmlText Lines(string text)
    {
        _html.AppendJoin("<br>", text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r').Select(Encode));
        return this;
    }

    /// <summary>A newline directly after &lt;textarea&gt; is not part of its value, so one is put there.</summary>
    public HtmlText Area(string text)
    {
        _html.Append('\n').Append(Encode(text));
        return this;
    }

    public HtmlText Element(string tag, string text, params (string Name, string? Value)[] attributes) =>
        Open(tag, attributes).Text(text).Close(tag);

    /// <summary>HTML cannot carry most control characters; they show as the replacement character.</summary>
    private static string Encode(string text) =>
        Encoder.Encode(string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t') ? '\ufffd' : c)));
}
