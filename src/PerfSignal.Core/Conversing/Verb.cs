namespace PerfSignal.Core.Conversing;

/// <summary>The handler of one verb: decides, changes, saves once and answers.</summary>
public interface IVerb
{
    Task<Reply> Handle(Command command, CancellationToken ct);
}

/// <summary>Who sees a verb in their help; the right to use it is asked by its handler.</summary>
public enum Audience
{
    Everyone,
    Managers,
    Hr,
}

/// <summary>One entry of the verb table.</summary>
/// <param name="Name">`noun.act`; the same string on every platform.</param>
/// <param name="Handler">A class that implements <see cref="IVerb"/>.</param>
/// <param name="Aliases">Words that people type: `goals` stands for `/goals` too. Empty for buttons.</param>
/// <param name="Audience">Who sees it in help.</param>
/// <remarks>The sentence of help is the text `help_` + name with dots as underscores, with the usage in the text `usage_…`.</remarks>
public sealed record Verb(string Name, Type Handler, IReadOnlyList<string> Aliases, Audience Audience = Audience.Everyone)
{
    public string HelpKey => "help_" + Name.Replace('.', '_');
    public string UsageKey => "usage_" + Name.Replace('.', '_');

    /// <summary>The folder of its handler, by which help groups it.</summary>
    public string Feature => Handler.Namespace?.Split('.')[^1] ?? "";

    /// <summary>The slash command of its own that it has in Slack, such as `/goals`; `/perf` stands for every other verb.</summary>
    public string? SlashCommand { get; init; }

    /// <summary>
    /// Its word alone only reads: what it answers is told from the database as it is, and nothing is written but the entries of the audit log about the
    /// reading. Nothing needs to be kept of such a command for its repeat, which may simply be answered again. With words after it, or by a button,
    /// it is a verb like every other.
    /// </summary>
    public bool OnlyReadsAlone { get; init; }

    /// <summary>Whether it is offered on a message that somebody wrote (Teams: message extension, Slack: message shortcut).</summary>
    public bool TakesMessage { get; init; }

    /// <summary>
    /// Whether it also answers somebody whom no pilot wave takes in: it collects nothing about their work, and shows what is held, sets how they are spoken
    /// to, or is part of an office that they hold whatever they are themselves.
    /// </summary>
    public bool WorksOutsidePilot { get; init; }

    /// <summary>The web page that shows the same; null where there is none.</summary>
    public string? Page { get; init; }

    /// <summary>
    /// The name in the words after it, where the verb takes a name and these words may be nothing else: `Ana` of `draft Ana 2026-07-01 2026-09-30`;
    /// null for a verb that takes none. With somebody's name it is a command even where any words may answer a question.
    /// </summary>
    public Func<string, string>? NameIn { get; init; }

    /// <summary>Whether the words after it can only be meant for it, such as `off` behind `pause`; null where that cannot be told by the words.</summary>
    public Func<string, Reader, bool>? Knows { get; init; }

    /// <summary>A class that implements <see cref="IPlainWords"/> and recognises words for this verb that begin with no command; null where there is none.</summary>
    public Type? PlainWords { get; init; }

    /// <summary>For <see cref="NameIn"/>: all of the words are the name.</summary>
    public static string WholeName(string words) => words;
}
