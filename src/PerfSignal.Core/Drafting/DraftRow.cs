namespace PerfSignal.Core.Drafting;

/// <summary>The opaque id in the buttons of a draft or a summary: whom it is about and which it is; authority is asked for either.</summary>
internal sealed record DraftRow(Guid Report, Guid Id)
{
    public override string ToString() => $"{Report:N}.{Id:N}";

    public static DraftRow? Parse(string? row) =>
        row?.Split('.') is [var report, var id]
        && Guid.TryParseExact(report, "N", out var about)
        && Guid.TryParseExact(id, "N", out var which)
            ? new DraftRow(about, which)
            : null;
}
