using System.Runtime.InteropServices;

namespace PerfSignal.Core.Reviews;

/// <summary>Names a step for one person in a button; never authority by itself.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepKey(Guid StepId, Guid PersonId)
{
    public override string ToString() => $"{StepId:N}-{PersonId:N}";

    public static StepKey? Parse(string? row) =>
        row?.Split('-') is [var step, var person]
        && Guid.TryParseExact(step, "N", out var one)
        && Guid.TryParseExact(person, "N", out var other)
            ? new(one, other)
            : null;
}
