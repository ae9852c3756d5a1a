using PerfSignal.Core.Drafting;
using PerfSignal.Tests.Briefs;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftMakerTests
{
    private static readonly PlainWriter Plain = new(BriefWorld.Texts);
    private static readonly DraftPack Pack = Packs.Of(Sample.Full);

    [Fact]
    public async Task Shows_what_the_model_wrote_with_names_and_counts_what_was_refused()
    {
        var made = await Make(new Scripted(Good(1), Good(2), Good(3), new("P2 deserves a promotion for the runbook.", ["E3"])));
        made.Writer.ShouldBe("model");
        made.Fallback.ShouldBeNull();
        made.Sentences.Count.ShouldBe(3);
        made.Sentences[0].Text.ShouldStartWith("Ana Sousa");
        made.Refused.ShouldBe(new Dictionary<string, int> { ["promotion"] = 1 });
        made.Usage.ShouldBe(new DraftUsage(100, 20));
    }

    [Fact]
    public async Task Gives_the_plain_draft_where_too_much_was_refused_and_says_so()
    {
        var made = await Make(new Scripted(Good(1), new("P2 deserves a promotion for the runbook.", ["E3"])));
        made.Writer.ShouldBe(PlainWriter.Plain);
        made.Fallback.ShouldBe("refused");
        made.Sentences.ShouldBe(Restored(), ignoreOrder: false, comparer: Same);
        made.Usage.TokensIn.ShouldBe(100);
    }

    [Fact]
    public async Task Gives_the_plain_draft_when_the_model_fails()
    {
        (await Make(new Failing(new WriterAnswer.Failed("throttled", DraftUsage.None)))).Fallback.ShouldBe("throttled");
        var broken = await Make(new Failing(null));
        broken.Fallback.ShouldBe("failed");
        broken.Sentences.ShouldNotBeEmpty();
        (await Make(new Scripted())).Fallback.ShouldBe("refused");
    }

    [Fact]
    public async Task Waits_ten_seconds_for_a_model_and_no_longer_even_where_it_does_not_listen()
    {
        var clock = new AlarmClock();
        var making = new DraftMaker(new Deaf(), Plain, clock).Make(Pack, CancellationToken.None);
        making.IsCompleted.ShouldBeFalse();
        clock.Due.ShouldBe(TimeSpan.FromSeconds(10));
        clock.Ring();
        (await making).Fallback.ShouldBe("timeout");
    }

    private static Task<MadeDraft> Make(IDraftWriter writer) =>
        new DraftMaker(writer, Plain, TimeProvider.System).Make(Pack, CancellationToken.None);

    private static DraftSentence Good(int form) => new($"P2 kept the commitment “write the runbook”{new string('.', form)}", ["E3"]);

    private static IEnumerable<DraftSentence> Restored() =>
        Plain.Sentences(Pack.Request).Select(sentence => sentence with { Text = Pack.Restore(sentence.Text, sentence.Evidence) });

    private static readonly IEqualityComparer<DraftSentence> Same = EqualityComparer<DraftSentence>.Create(
        (one, other) => one!.Text == other!.Text && one.Evidence.SequenceEqual(other.Evidence)
    );

    private sealed class Scripted(params DraftSentence[] sentences) : IDraftWriter
    {
        public string Name => "model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct) =>
            Task.FromResult<WriterAnswer>(new WriterAnswer.Wrote(sentences, new DraftUsage(100, 20)));
    }

    private sealed class Failing(WriterAnswer? answer) : IDraftWriter
    {
        public string Name => "model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct) =>
            answer is null ? throw new InvalidOperationException("the wire broke") : Task.FromResult(answer);
    }

    private sealed class Deaf : IDraftWriter
    {
        public string Name => "model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct) => new TaskCompletionSource<WriterAnswer>().Task;
    }
}
