using PerfSignal.Core.Drafting;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting.Guarding;

public sealed class GuardTests
{
    public static TheoryData<string, string, string, string> Refused()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var (rule, language, text, ids) in GuardCases.Refused)
        {
            data.Add(rule, language, text, ids);
        }

        return data;
    }

    public static TheoryData<string, string, string> Fine()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (language, text, ids) in GuardCases.Fine)
        {
            data.Add(language, text, ids);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses(string rule, string language, string text, string ids) =>
        Only(rule).WhyNot(GuardSample.In(language), Sentence(text, ids)).ShouldBe(rule, text);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Lets_none_of_them_through_as_a_whole(string rule, string language, string text, string ids) =>
        Guard.Whole.WhyNot(GuardSample.In(language), Sentence(text, ids)).ShouldNotBeNull($"{rule}: {text}");

    [Theory]
    [MemberData(nameof(Fine))]
    public void Lets_ordinary_sentences_through(string language, string text, string ids) =>
        Guard.Whole.WhyNot(GuardSample.In(language), Sentence(text, ids)).ShouldBeNull(text);

    [Fact]
    public void Drops_what_is_said_twice_and_what_is_too_much()
    {
        var once = Sentence("P2 agreed to migrate billing.", "E1");
        Guard
            .Whole.Check(GuardSample.English, [once, once with { Text = once.Text.ToUpperInvariant().Replace("P2", "P2") }])
            .Refused.ShouldHaveSingleItem()
            .Rule.ShouldBe("repeated");
        var many = GuardCases.Fine.Where(one => one.Language == "en").Take(14).Select(one => Sentence(one.Text, one.Ids)).ToList();
        var result = Guard.Whole.Check(GuardSample.English, many);
        result.Kept.Count.ShouldBe(12);
        result.Refused.Select(refusal => refusal.Rule).ShouldBe(["too_many", "too_many"]);
    }

    [Theory]
    [InlineData(3, 1, false)]
    [InlineData(2, 1, false)]
    [InlineData(3, 2, true)]
    [InlineData(0, 0, true)]
    [InlineData(0, 4, true)]
    public void Gives_a_writer_up_that_was_refused_more_than_a_third(int kept, int refused, bool tooMuch)
    {
        var sentence = new DraftSentence("x", []);
        new GuardResult(
            [.. Enumerable.Repeat(sentence, kept)],
            [.. Enumerable.Repeat(new Refusal(sentence, "name"), refused)]
        ).TooMuch.ShouldBe(tooMuch);
    }

    [Fact]
    public void Has_each_name_once_and_a_case_for_it()
    {
        GuardRules.All.Select(rule => rule.Name).ShouldBeUnique();
        GuardCases.Refused.Select(one => one.Rule).Except(GuardRules.All.Select(rule => rule.Name)).ShouldBeEmpty();
    }

    private static Guard Only(string rule) => new([GuardRules.All.Single(one => one.Name == rule)]);

    private static DraftSentence Sentence(string text, string ids) => GuardCases.Sentence(text, ids);

    [Theory]
    [InlineData("The goal “Cut checkout errors by half, see PAY-17” fell from 60 % to 45 %.", "number")]
    [InlineData("The goal “Cut checkout errors by half, see PAY-17” moved from 45 % to 60 %.", null)]
    public void Tells_a_goal_that_moved_back_from_one_that_moved_on(string text, string? rule)
    {
        var request = GuardSample.English with
        {
            Items = [.. GuardSample.English.Items.Select(item => item.Id == "E7" ? item with { Before = 45, Now = 60 } : item)],
        };

        Guard.Whole.WhyNot(request, new DraftSentence(text, ["E7"])).ShouldBe(rule);
    }
}
