namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>Buttons and links; without a form there is nothing a button could send.</summary>
internal sealed class HtmlActions(HtmlText html, bool canSend)
{
    public void Write(IReadOnlyList<Part> actions)
    {
        var shown = actions.Where(a => a.Type != "Action.Execute" || canSend).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        html.Open("div", ("class", "card-actions"));
        shown.ForEach(Action);
        html.Close("div");
    }

    private void Action(Part action)
    {
        var classes = "card-button" + HtmlSpans.Classes(action, "style");
        var tooltip = action.Text("tooltip") is { Length: > 0 } tip ? tip : null;
        if (action.Type == "Action.Execute")
        {
            html.Element(
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
            html.Element(
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
            html.Element("span", action.Text("title"), ("class", "card-text"));
        }
    }
}
