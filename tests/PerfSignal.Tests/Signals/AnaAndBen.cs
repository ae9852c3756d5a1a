using PerfSignal.Tests.Data;

namespace PerfSignal.Tests.Signals;

/// <summary>A database with two people that a class of tests shares, for files that are refused and change nothing.</summary>
public sealed class AnaAndBen : IDisposable
{
    public AnaAndBen()
    {
        using var data = Database.Open();
        data.AddRange(People.New("Ana"), People.New("Ben"));
        data.SaveChanges();
    }

    public TestDatabase Database { get; } = new();

    public void Dispose() => Database.Dispose();
}
