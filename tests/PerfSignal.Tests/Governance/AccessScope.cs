using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Governance;

/// <summary>What one request has: a context, and access over it on a day of the company.</summary>
internal sealed class AccessScope : IAsyncDisposable
{
    public AccessScope(PerfSignalData data, TestClock? clock = null)
    {
        Data = data;
        Clock = clock ?? Company.On(new LocalDate(2026, 11, 24));
        Relations = new Relations(data, Company.Organization, Clock);
        Access = new Access(data, new Audit(data, Clock), Relations, Clock);
    }

    public PerfSignalData Data { get; }
    public TestClock Clock { get; }
    public Relations Relations { get; }
    public Access Access { get; }

    /// <summary>Act and purpose of the entries that await saving.</summary>
    public IReadOnlyList<(string Act, string? Purpose)> Recorded() =>
        [.. Data.ChangeTracker.Entries<AuditEntry>().Select(entry => (entry.Entity.Act, entry.Entity.Purpose))];

    public IReadOnlyList<GlassBreak> GlassBroken() => [.. Data.ChangeTracker.Entries<GlassBreak>().Select(entry => entry.Entity)];

    public ValueTask DisposeAsync() => Data.DisposeAsync();
}
