namespace PerfSignal.Core.Conversing;

/// <summary>Recognises words that begin with no command and still mean a verb, such as `Ana: migrate billing by Friday`.</summary>
/// <remarks>
/// Named by <see cref="Verb.PlainWords"/>. Asked in the order of the verb table, and only for words without a command or a slash that answer no
/// open question; the first that recognises them decides.
/// </remarks>
public interface IPlainWords
{
    /// <summary>What the verb is to be called with; null where the words do not mean it. Changes nothing.</summary>
    /// <param name="command">The verb, with all that was typed as <see cref="Command.Text"/>, trimmed and never empty.</param>
    Task<Command?> Read(Command command, CancellationToken ct);
}
