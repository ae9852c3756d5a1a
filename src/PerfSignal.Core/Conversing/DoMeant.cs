using Microsoft.Extensions.DependencyInjection;

namespace PerfSignal.Core.Conversing;

/// <summary>`meant.do`: what the bot supposed somebody meant, after they pressed the button that says it in full.</summary>
public sealed class DoMeant(VerbTable verbs, IServiceProvider handlers) : IVerb
{
    public const string Name = "meant.do";

    /// <summary>Longer words do not fit into a button everywhere.</summary>
    public const int Most = 120;
    public static readonly Verb Verb = new(Name, typeof(DoMeant), []);

    public Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var (verb, words) = verbs.ByWords(command.Row ?? "");
        return verb is null || verb.Name == Name
            ? Task.FromResult<Reply>(new Reply.Said(command.Reader.Say("conversation_no_such_button")))
            : ((IVerb)handlers.GetRequiredService(verb.Handler)).Handle(command with { Verb = verb.Name, Text = words, Row = null }, ct);
    }
}
