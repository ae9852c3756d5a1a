using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Reviews;

/// <summary>`step.done` and `step.reopen`: a step of a review cycle is completed, or was not after all.</summary>
public sealed class CompleteStep(PerfSignalData data, StepActs acts) : IVerb
{
    public const string Done = "step.done";
    public const string Reopen = "step.reopen";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var key = StepKey.Parse(command.Row);
        var end = command.Verb == Reopen ? await acts.Reopen(command.Viewer, key, ct) : await acts.Done(command.Viewer, key, ct);
        // The entry about the read.
        await data.SaveChangesAsync(ct);
        return new Reply.Said(end.In(command.Reader));
    }
}
