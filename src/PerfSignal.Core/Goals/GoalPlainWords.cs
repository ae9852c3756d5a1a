using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>"kr2 60%", "kr2 at risk: waiting for legal" and "kr2" alone, without a command.</summary>
public sealed class GoalPlainWords : IPlainWords
{
    public Task<Command?> Read(Command command, CancellationToken ct) =>
        Task.FromResult(ProgressWords.TryRead(command.Text, command.Reader.Language) is null ? null : (Command?)command);
}
