using NodaTime;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Schedules;

public sealed class IdsTests
{
    private readonly TestClock clock = new();

    [Fact]
    public void They_sort_in_the_order_in_which_they_were_made_within_a_millisecond() =>
        Texts(Enumerable.Range(0, 10_000).Select(_ => clock.NewId())).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);

    [Fact]
    public void They_sort_so_where_the_clock_is_set_back()
    {
        var before = clock.NewId();
        clock.Advance(Duration.FromSeconds(-10));
        var back = clock.NewId();
        clock.Advance(Duration.FromSeconds(20));

        Texts([before, back, clock.NewId()]).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public void One_says_the_millisecond_its_version_and_its_variant()
    {
        var text = $"{clock.NewId():N}";

        text[..12].ShouldBe($"{clock.GetUtcNow().ToUnixTimeMilliseconds():x12}");
        text[12].ShouldBe('7');
        "89ab".ShouldContain(text[16]);
    }

    [Fact]
    public void A_clock_that_runs_ahead_leads_no_other()
    {
        new TestClock(Instant.FromUtc(2099, 1, 1, 0, 0)).NewId();

        $"{clock.NewId():N}"[..12].ShouldBe($"{clock.GetUtcNow().ToUnixTimeMilliseconds():x12}");
    }

    [Fact]
    public void Of_those_made_at_once_none_is_made_twice_and_each_thread_has_its_own_in_order()
    {
        var made = new List<Guid>[4];
        Parallel.For(0, made.Length, thread => made[thread] = [.. Enumerable.Range(0, 5_000).Select(_ => clock.NewId())]);

        foreach (var own in made)
        {
            Texts(own).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        }

        // Their places alone, without what is random in them.
        made.SelectMany(own => Texts(own).Select(text => text[..16])).Distinct(StringComparer.Ordinal).Count().ShouldBe(20_000);
    }

    [Fact]
    public void What_follows_one_cannot_be_told_from_it() =>
        Enumerable.Range(0, 1_000).Select(_ => $"{clock.NewId():N}"[16..]).Distinct(StringComparer.Ordinal).Count().ShouldBe(1_000);

    private static List<string> Texts(IEnumerable<Guid> ids) => [.. ids.Select(id => $"{id:N}")];
}
