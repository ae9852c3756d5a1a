using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftGroupTests
{
    private const int Group = 5;

    [Theory]
    [InlineData("0", "A", true)]
    [InlineData("4", "A", false)]
    [InlineData("5", "A", true)]
    [InlineData("5 4", "AB", true)]
    // The whole is shown with nine: five of them are not, since the other four would be what is left.
    [InlineData("5 4", "A", false)]
    [InlineData("5 4", "B", false)]
    [InlineData("5 5", "A", true)]
    // Four and three are a group together, so the largest may be shown.
    [InlineData("9 4 3", "A", true)]
    [InlineData("9 8 3", "A", true)]
    [InlineData("9 8 3", "B", false)]
    [InlineData("9 8 3", "BC", false)]
    public void Shows_a_part_only_where_what_is_left_is_a_group_too(string departments, string inside, bool shown) =>
        DraftGroup.Shows(Behind(departments.Split(' ').Select(int.Parse), inside), Group).ShouldBe(shown);

    [Fact]
    public void Counts_somebody_in_two_departments_once() =>
        DraftGroup.Shows([.. Behind([4], "A"), .. Behind([4], "A").Select(one => one with { Department = "B" })], Group).ShouldBeFalse();

    [Fact]
    public void Lets_nobody_find_a_smaller_group_by_subtraction()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 200; round++)
        {
            var sizes = Enumerable.Range(0, 5).Select(_ => random.Next(0, 12)).ToList();
            var shown = Enumerable.Range(1, 31).Where(part => DraftGroup.Shows(Behind(sizes, Names(part)), Group)).ToList();
            foreach (var one in shown)
            {
                Of(sizes, one).ShouldBeOneOf([0, .. Enumerable.Range(Group, 60)]);
                foreach (var other in shown.Where(other => (one & other) == other))
                {
                    Of(sizes, one & ~other).ShouldBeOneOf([0, .. Enumerable.Range(Group, 60)]);
                }
            }
        }
    }

    private static string Names(int part) =>
        string.Concat(Enumerable.Range(0, 5).Where(at => (part & 1 << at) != 0).Select(at => (char)('A' + at)));

    private static int Of(List<int> sizes, int part) => Enumerable.Range(0, 5).Where(at => (part & 1 << at) != 0).Sum(at => sizes[at]);

    private static List<Behind> Behind(IEnumerable<int> sizes, string inside) =>
        [
            .. sizes.SelectMany(
                (size, at) =>
                    Enumerable
                        .Range(0, size)
                        .Select(person => new Behind(
                            new Guid(at, (short)person, 0, new byte[8]),
                            ((char)('A' + at)).ToString(),
                            inside.Contains((char)('A' + at))
                        ))
            ),
        ];
}
