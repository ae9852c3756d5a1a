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
        var words = (command.Fields.ContainsKey("wish") ? command.Field("wish") : command.Text)
            .ToLowerInvariant()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return new Reply.Said($"{State(wish, reader)} {reader.Say("draft_switch_how")}");
        }

        bool? on =
            On.Contains(words[0], StringComparer.Ordinal) ? true
            : Off.Contains(words[0], StringComparer.Ordinal) ? false
            : null;
        if (on is not { } set || words.Length > 2 || (words.Length == 2 && !Mine.Contains(words[1], StringComparer.Ordinal)))
        {
            return new Reply.Said(reader.Say("draft_switch_how"));
        }

        wish = words.Length == 2 ? wish with { MyDrafts = set } : wish with { AboutMe = set };
        await switches.SetOwn(command.By, wish, ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(State(wish, reader));
    }

    /// <summary>What holds, as a sentence for each of the two.</summary>
    public static string State(OwnSwitches wish, Reader reader) =>
        reader.Say(wish.AboutMe ? "draft_switch_about_on" : "draft_switch_about_off")
        + " "
        + reader.Say(wish.MyDrafts ? "draft_switch_mine_on" : "draft_switch_mine_off");
}
