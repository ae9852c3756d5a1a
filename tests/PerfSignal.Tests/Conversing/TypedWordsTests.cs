using PerfSignal.Core;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Conversing;

public sealed class TypedWordsTests
{
    private static readonly VerbTable Table = new(Verbs.All);

    [Theory]
    [InlineData("kudos Ben: thanks for the talk", false)]
    [InlineData("commit Ana Sousa: call the vendor by Friday", false)]
    [InlineData("context: I was on leave", false)]
    [InlineData("/kudos Ben thanks", false)]
    [InlineData("help", false)]
    [InlineData("feedback was quick when the ledger broke", true)]
    [InlineData("goals were met at 08:00, see https://wiki.example.com", true)]
    [InlineData("Ben: thanks for the talk", true)]
    [InlineData("/perf Ana: migrate billing by Friday", true)]
    public void Only_what_is_no_command_to_somebody_else_may_answer(string typed, bool may) =>
        TypedWords.Read(typed, Table).MayAnswer.ShouldBe(may);

    [Fact]
    public void A_promise_behind_perf_is_read_without_it() =>
        TypedWords.Read("/perf Ana: migrate billing by Friday", Table).Answer.ShouldBe("Ana: migrate billing by Friday");
}
