using System.Globalization;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Rendering;

/// <summary>The inputs of a card as Slack input blocks; block and action carry the id of the input.</summary>
internal static class SlackInputs
{
    public static JsonObject Block(Part input) =>
        new()
        {
            ["type"] = "input",
            ["block_id"] = input.Text("id"),
            ["label"] = SlackText.Plain(First(input.Text("label"), input.Text("title"), input.Text("placeholder")), 2000),
            ["optional"] = !input.Flag("isRequired"),
            ["element"] = Element(input),
        };

    private static string First(params string[] texts) => texts.FirstOrDefault(t => t.Length > 0) ?? "";

    private static JsonObject Element(Part input) =>
        input.Type switch
        {
            "Input.Text" => Text(input),
            "Input.Number" => Number(input),
            "Input.Date" => With(Control("datepicker", input), "initial_date", IsDate(input.Text("value")) ? input.Text("value") : ""),
            "Input.Time" => With(Control("timepicker", input), "initial_time", IsTime(input.Text("value")) ? input.Text("value") : ""),
            "Input.Toggle" => Toggle(input),
            "Input.ChoiceSet" => Choices(input),
            _ => throw new NotSupportedException($"\"{input.Type}\" is not an element of a card."),
        };

    private static JsonObject Control(string type, Part input, bool placeholder = true)
    {
        var control = new JsonObject { ["type"] = type, ["action_id"] = input.Text("id") };
        if (placeholder && input.Text("placeholder") is { Length: > 0 } text)
        {
            control["placeholder"] = SlackText.Plain(text, 150);
        }

        return control;
    }

    private static JsonObject With(JsonObject control, string name, string value)
    {
        if (value.Length > 0)
        {
            control[name] = value;
        }

        return control;
    }

    private static bool IsDate(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(string value) =>
        TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static JsonObject Text(Part input)
    {
        var control = Control("plain_text_input", input);
        control["multiline"] = input.Flag("isMultiline");
        var most = int.TryParse(input.Text("maxLength"), CultureInfo.InvariantCulture, out var m) ? Math.Clamp(m, 1, 3000) : 3000;
        control["max_length"] = most;
        return With(control, "initial_value", TextSplit.Cut(input.Text("value"), most));
    }

    private static JsonObject Number(Part input)
    {
        var control = Control("number_input", input);
        control["is_decimal_allowed"] = true;
        With(control, "min_value", input.Text("min"));
        With(control, "max_value", input.Text("max"));
        return With(control, "initial_value", input.Text("value"));
    }

    private static JsonObject Toggle(Part input)
    {
        var on = First(input.Text("valueOn"), "true");
        var option = Option(input.Text("title"), on);
        var control = Control("checkboxes", input, placeholder: false);
        control["options"] = new JsonArray(option);
        if (input.Text("value") == on)
        {
            control["initial_options"] = new JsonArray(option.DeepClone());
        }

        return control;
    }

    /// <summary>Radio buttons and checkboxes take ten options, menus a hundred in each group.</summary>
    private static JsonObject Choices(Part input)
    {
        var options = input.Parts("choices").Select(c => Option(c.Text("title"), c.Text("value"))).ToList();
        var isMany = input.Flag("isMultiSelect");
        var isExpanded = input.Word("style") == "expanded" && options.Count is > 0 and <= 10;
        var control = Control(
            (isMany, isExpanded) switch
            {
                (true, true) => "checkboxes",
                (true, false) => "multi_static_select",
                (false, true) => "radio_buttons",
                _ => "static_select",
            },
            input,
            placeholder: !isExpanded
        );
        var values = isMany ? input.Text("value").Split(',') : [input.Text("value")];
        var chosen = options
            .Where(o => values.Contains(o["value"]!.ToString(), StringComparer.Ordinal))
            .Select(o => o.DeepClone())
            .ToArray();
        if (options.Count <= 100)
        {
            control["options"] = new JsonArray([.. options]);
        }
        else
        {
            control["option_groups"] = new JsonArray([.. options.Chunk(100).Take(100).Select(Group)]);
        }

        if (chosen.Length > 0)
        {
            control[isMany ? "initial_options" : "initial_option"] = isMany ? new JsonArray(chosen) : chosen[0];
        }

        return control;
    }

    private static JsonNode Group(JsonObject[] options, int index) =>
        new JsonObject
        {
            ["label"] = SlackText.Plain(
                string.Create(CultureInfo.InvariantCulture, $"{(index * 100) + 1}–{(index * 100) + options.Length}"),
                75
            ),
            ["options"] = new JsonArray([.. options]),
        };

    private static JsonObject Option(string title, string value) => new() { ["text"] = SlackText.Plain(title, 75), ["value"] = value };
}
