using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Drafting;

/// <summary>`draft.switch`: whether a model may write drafts about oneself, and those that one asks for; `ai off`, `ai off drafts`, `ai on`.</summary>
public sealed class SwitchDrafting(PerfSignalData data, DraftSwitches switches) : IVerb
{
    public const string Name = "draft.switch";
    private static readonly string[] Off = ["off", "aus", "no", "nein"];
    private static readonly string[] On = ["on", "an", "ein", "yes", "ja"];
    private static readonly string[] Mine = ["drafts", "mine", "entwürfe", "meine"];

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var wish = await switches.Own(command.By, ct);
        var words = Split(command.Fields.ContainsKey("wish") ? command.Field("wish") : command.Text);
        if (words.Length == 0)
        {
            return new Reply.Said($"{State(wish, reader)} {reader.Say("draft_switch_how")}");
        }

        if (!Knows(words))
        {
            return new Reply.Said(reader.Say("draft_switch_how"));
        }

        var set = On.Contains(words[0], StringComparer.Ordinal);

        wish = words.Length == 2 ? wish with { MyDrafts = set } : wish with { AboutMe = set };
        await switches.SetOwn(command.By, wish, ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(State(wish, reader));
    }

    /// <summary>Whether the words after the verb are all of them its own.</summary>
    public static bool Knows(string words) => Knows(Split(words));

    private static bool Knows(string[] words) =>
        words is [var first, .. var rest]
        && (On.Contains(first, StringComparer.Ordinal) || Off.Contains(first, StringComparer.Ordinal))
        && rest is [] or [_]
        && rest.All(word => Mine.Contains(word, StringComparer.Ordinal));

    private static string[] Split(string words) => words.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What holds, as a sentence for each of the two.</summary>
    public static string State(OwnSwitches wish, Reader reader) =>
        reader.Say(wish.AboutMe ? "draft_switch_about_on" : "draft_switch_about_off")
        + " "
        + reader.Say(wish.MyDrafts ? "draft_switch_mine_on" : "draft_switch_mine_off");
}
