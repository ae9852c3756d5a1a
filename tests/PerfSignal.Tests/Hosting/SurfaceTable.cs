using PerfSignal.Bot.Cards;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Home;
using PerfSignal.Tests.Cards;

namespace PerfSignal.Tests.Hosting;

/// <summary>Where each verb is reached on each platform, from the verb table and the cards.</summary>
internal sealed class SurfaceTable
{
    public const string Head = "| verb | Teams | Slack | web |";
    private readonly HashSet<string> onCards = new(StringComparer.Ordinal);
    private readonly HashSet<string> onForms = new(StringComparer.Ordinal);
    private readonly HashSet<string> onHome = new(StringComparer.Ordinal) { ShowHome.Name };

    public SurfaceTable()
    {
        var library = CardLibrary.Load(RepositoryFiles.Cards);
        foreach (var card in library.Cards)
        {
            var isForm = File.ReadAllText(Path.Combine(RepositoryFiles.Cards, card, "card.json"))
                .Contains("\"Input.", StringComparison.Ordinal);
            (isForm ? onForms : onCards).UnionWith(library.Verbs(card));
        }

        onHome.UnionWith(library.Verbs(ShowHome.Card));
    }

    public IEnumerable<string> Rows() =>
        Verbs
            .All.OrderBy(verb => verb.Aliases.Count == 0)
            .ThenBy(verb => verb.Name, StringComparer.Ordinal)
            .Select(verb => $"| `{verb.Name}` | {Joined(Teams(verb))} | {Joined(Slack(verb))} | {Joined(Web(verb))} |");

    private IEnumerable<string?> Teams(Verb verb) =>
        [
            verb.Aliases.Count > 0 ? "typed" : null,
            onCards.Contains(verb.Name) ? "button" : null,
            onForms.Contains(verb.Name) ? "dialog" : null,
            verb.TakesMessage ? "action on a message" : null,
            onHome.Contains(verb.Name) ? "home card" : null,
        ];

    private IEnumerable<string?> Slack(Verb verb) =>
        [
            verb.SlashCommand is { } command ? $"`{command}`"
            : verb.Aliases.Count > 0 ? $"`/perf {verb.Aliases[0]}`"
            : null,
            verb.Aliases.Count > 0 ? "typed" : null,
            onCards.Contains(verb.Name) ? "button" : null,
            onForms.Contains(verb.Name) ? "modal" : null,
            verb.TakesMessage ? "message shortcut" : null,
            onHome.Contains(verb.Name) ? "App Home" : null,
        ];

    private IEnumerable<string?> Web(Verb verb) =>
        [
            verb.Aliases.Count > 0 ? "typed" : null,
            onCards.Contains(verb.Name) ? "button" : null,
            onForms.Contains(verb.Name) ? "form" : null,
            verb.Page is { } page ? $"page `{page}`" : null,
        ];

    private static string Joined(IEnumerable<string?> surfaces) => string.Join(", ", surfaces.OfType<string>());
}
