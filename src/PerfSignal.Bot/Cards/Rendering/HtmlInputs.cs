using System.Globalization;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>The inputs of a card as form fields with label and error.</summary>
internal sealed class HtmlInputs(HtmlText html, HtmlForm? form, string prefix)
{
    public void Input(Part input)
    {
        var field = new Field(input, form, prefix);
        html.Open("div", ("class", field.Error is null ? "card-field" : "card-field card-field-invalid"));
        switch (input.Type)
        {
            case "Input.Text" when input.Flag("isMultiline"):
                Label(field);
                html.Open("textarea", [.. Common(field), ("rows", Rows(field.Value)), .. TextLimits(input)])
                    .Area(field.Value)
                    .Close("textarea");
                break;
            case "Input.Text":
                Single(
                    field,
                    input.Word("style") is var kind and ("tel" or "url" or "email" or "password") ? kind : "text",
                    [.. TextLimits(input)]
                );
                break;
            case "Input.Number":
                Single(
                    field,
                    "number",
                    ("min", Set(input, "min")),
                    ("max", Set(input, "max")),
                    ("step", "any"),
                    ("placeholder", Set(input, "placeholder"))
                );
                break;
            case "Input.Date":
                Single(field, "date", ("min", Set(input, "min")), ("max", Set(input, "max")));
                break;
            case "Input.Time":
                Single(field, "time", ("min", Set(input, "min")), ("max", Set(input, "max")));
                break;
            case "Input.Toggle":
                Toggle(field);
                break;
            case "Input.ChoiceSet" when input.Flag("isMultiSelect") || input.Word("style") == "expanded":
                Choices(field);
                break;
            case "Input.ChoiceSet":
                Select(field);
                break;
            default:
                throw new NotSupportedException($"\"{input.Type}\" is not an element of a card.");
        }

        html.Close("div");
    }

    /// <summary>Room for what is already there, so that a whole text is read while it is changed.</summary>
    private static string Rows(string text) =>
        Math.Clamp(text.Split('\n').Sum(line => 1 + (line.Length / 80)) + 1, 4, 22).ToString(CultureInfo.InvariantCulture);

    private static string? Set(Part part, string name) => part.Text(name) is { Length: > 0 } value ? value : null;

    private static (string, string?)[] TextLimits(Part input) =>
        [
            ("maxlength", Set(input, "maxLength")),
            ("pattern", input.Flag("isMultiline") ? null : Set(input, "regex")),
            ("placeholder", Set(input, "placeholder")),
        ];

    private static (string, string?)[] Common(Field field) =>
        [("class", "card-input"), ("id", field.Id), ("name", field.Name), .. field.State];

    private void Label(Field field)
    {
        if (field.Label.Length > 0)
        {
            html.Open("label", ("for", field.Id), ("class", "card-label")).Text(field.Label);
            Required(field);
            html.Close("label");
        }

        Error(field);
    }

    private void Required(Field field)
    {
        if (field.IsRequired)
        {
            html.Element("span", " *", ("class", "card-required"), ("aria-hidden", "true"));
        }
    }

    private void Error(Field field)
    {
        if (field.Error is not null)
        {
            html.Element("p", field.Error, ("id", field.ErrorId), ("class", "card-error"));
        }
    }

    private void Single(Field field, string type, params (string, string?)[] more)
    {
        Label(field);
        html.Open("input", [("type", type), .. Common(field), ("value", field.Value), .. more, ("aria-label", field.Unlabelled)]);
    }

    /// <summary>A box that is not ticked sends nothing, so the value for off goes before it; the last value counts.</summary>
    private void Toggle(Field field)
    {
        var on = field.Part.Text("valueOn") is { Length: > 0 } v ? v : "true";
        var off = field.Part.Text("valueOff") is { Length: > 0 } w ? w : "false";
        var isOn = field.Value == on || field.Value.Split(',').Contains(on);
        if (field.Label.Length > 0)
        {
            html.Open("p", ("class", "card-label"), ("id", field.Id + "-label")).Text(field.Label);
            Required(field);
            html.Close("p");
        }

        Error(field);
        html.Open("input", ("type", "hidden"), ("name", field.Name), ("value", off), ("disabled", field.Disabled));
        html.Open("input", [("type", "checkbox"), .. Common(field), ("value", on), ("checked", isOn ? "" : null)]);
        html.Element("label", field.Part.Text("title"), ("for", field.Id));
    }

    private void Choices(Field field)
    {
        var isMany = field.Part.Flag("isMultiSelect");
        var chosen = isMany ? field.Value.Split(',') : [field.Value];
        html.Open("fieldset", ("class", "card-choices"), ("aria-describedby", field.Error is null ? null : field.ErrorId));
        if (field.Label.Length > 0)
        {
            html.Open("legend", ("class", "card-label")).Text(field.Label);
            Required(field);
            html.Close("legend");
        }

        Error(field);
        var index = 0;
        foreach (var choice in field.Part.Parts("choices"))
        {
            var id = $"{field.Id}-{index++}";
            html.Open("div", ("class", "card-choice"))
                .Open(
                    "input",
                    ("type", isMany ? "checkbox" : "radio"),
                    ("id", id),
                    ("name", field.Name),
                    ("value", choice.Text("value")),
                    ("checked", chosen.Contains(choice.Text("value"), StringComparer.Ordinal) ? "" : null),
                    ("required", field.IsRequired && !isMany ? "" : null),
                    ("disabled", field.Disabled),
                    ("aria-invalid", field.Error is null ? null : "true")
                )
                .Element("label", choice.Text("title"), ("for", id))
                .Close("div");
        }

        html.Close("fieldset");
    }

    private void Select(Field field)
    {
        Label(field);
        html.Open("select", [.. Common(field), ("aria-label", field.Unlabelled)]);
        html.Element("option", field.Part.Text("placeholder"), ("value", ""));
        foreach (var choice in field.Part.Parts("choices"))
        {
            html.Element(
                "option",
                choice.Text("title"),
                ("value", choice.Text("value")),
                ("selected", choice.Text("value") == field.Value ? "" : null)
            );
        }

        html.Close("select");
    }

    private sealed record Field(Part Part, HtmlForm? Form, string Prefix)
    {
        public string Name => Part.Text("id");

        public string Id => $"{Prefix}-{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(Name))}";

        public string ErrorId => Id + "-error";

        public string Label => Part.Text("label");

        public bool IsRequired => Part.Flag("isRequired");

        public string? Error => Form?.Errors?.GetValueOrDefault(Name);

        public string Value => Form?.Values?.GetValueOrDefault(Name) ?? Part.Text("value");

        public string? Disabled => Form is null ? "" : null;

        public string? Unlabelled =>
            Label.Length > 0 ? null
            : Part.Text("placeholder") is { Length: > 0 } p ? p
            : Name;

        public (string, string?)[] State =>
            [
                ("required", IsRequired ? "" : null),
                ("disabled", Disabled),
                ("aria-invalid", Error is null ? null : "true"),
                ("aria-describedby", Error is null ? null : ErrorId),
            ];
    }
}
