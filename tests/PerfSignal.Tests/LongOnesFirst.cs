using PerfSignal.Tests.Slack;
using PerfSignal.Tests.Web;
using PerfSignal.Tests.Week;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("PerfSignal.Tests.LongOnesFirst", "PerfSignal.Tests")]

namespace PerfSignal.Tests;

/// <summary>Begins with the classes that take longest, so that none of them stands alone at the end while the other cores wait.</summary>
public sealed class LongOnesFirst : ITestCollectionOrderer
{
    private static readonly Type[] Long = [typeof(WeekTests), typeof(StoryTests), typeof(ContestedEverywhereTests), typeof(ParityTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(one =>
            Array.Exists(Long, type => one.DisplayName.EndsWith(type.FullName!, StringComparison.Ordinal))
        );
}
