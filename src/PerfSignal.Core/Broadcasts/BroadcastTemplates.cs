using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>A text to start from.</summary>
public sealed record BroadcastTemplate(string Key, string NameEn, string NameDe, string TextEn, string TextDe)
{
    public string Name(string language) => language == "de" ? NameDe : NameEn;
}

/// <summary>The texts that a broadcast can be written from; `free` is empty.</summary>
public sealed class BroadcastTemplates(Texts texts)
{
    public const string Free = "free";
    public const string ReviewOpen = "review_open";

    public static IReadOnlyList<string> Names { get; } = [Free, "goals_due", "one_on_ones", "feedback", ReviewOpen];

    public IReadOnlyList<BroadcastTemplate> All =>
        [
            .. Names.Select(name => new BroadcastTemplate(
                name,
                texts.Say("en", "broadcast_template_" + name),
                texts.Say("de", "broadcast_template_" + name),
                name == Free ? "" : texts.Say("en", "broadcast_template_text_" + name),
                name == Free ? "" : texts.Say("de", "broadcast_template_text_" + name)
            )),
        ];
}
