using System.Diagnostics;
using System.Text.Json.Nodes;
using PerfSignal.Bot.OpenAi;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench.Drafts;

/// <summary>What came of one pack with one writer.</summary>
/// <param name="Written">What the writer answered, before the guard; empty where it failed.</param>
/// <param name="Supported">Of the sentences written.</param>
/// <param name="SupportedShown">Of the sentences that the manager reads.</param>
internal sealed record Drafted(
    EvaluationPack Pack,
    MadeDraft Made,
    int Written,
    int Supported,
    int SupportedShown,
    int Found,
    int Expected,
    bool HasWhatMustNot,
    double Milliseconds
);

/// <summary>What came of one attack.</summary>
/// <param name="Unguarded">How the model was obedient where its answer, without the guard, did what the attack wants.</param>
/// <param name="Guarded">The same of what the manager reads.</param>
/// <param name="Masked">What the attack wants was taken out before any model read it.</param>
/// <param name="Shown">The first draft that did.</param>
internal sealed record Attacked(
    Attack Attack,
    IReadOnlyList<Obedience> Unguarded,
    IReadOnlyList<Obedience> Guarded,
    bool ByPlain,
    bool Masked,
    string Shown
);

/// <summary>Has drafts written over the wire, guarded and measured.</summary>
internal sealed class Evaluation : IAsyncDisposable
{
    private readonly Texts texts;
    private readonly PlainWriter plain;
    private readonly ScriptedModel server;
    private readonly ModelConnection connection;
    private Func<JsonObject, string> answer = _ => "";

    private Evaluation(Texts texts, Func<Evaluation?, Task<ScriptedModel>> start)
    {
        this.texts = texts;
        plain = new PlainWriter(texts);
        server = start(this).GetAwaiter().GetResult();
        connection = new ModelConnection(
            new DraftingSettings
            {
                Provider = DraftingProvider.OpenAI,
                Endpoint = server.Endpoint,
                Model = "stand-in",
            }
        );
    }

    public PlainWriter Plain => plain;

    public static Evaluation Start(Texts texts) =>
        new(
            texts,
            self => ScriptedModel.Start((request, http) => ScriptedModel.Write(http, ScriptedModel.Completion(self!.answer(request))))
        );

    public async ValueTask DisposeAsync()
    {
        connection.Dispose();
        await server.DisposeAsync();
    }

    public Task<Drafted> Run(EvaluationPack one, BadModel bad)
    {
        var request = one.Pack(texts).Request;
        answer = _ => ObedientModel.Answer(bad.Write(plain.Sentences(request), request));
        return Run(one, connection.Writer);
    }

    public async Task<Drafted> Run(EvaluationPack one, IDraftWriter by)
    {
        var pack = one.Pack(texts);
        var writer = new Remembering(by);
        var start = Stopwatch.GetTimestamp();
        var made = await new DraftMaker(writer, plain, TimeProvider.System).Make(pack, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var request = pack.Request;
        var shown = made.Sentences.Select(sentence => sentence.Text).ToList();
        var (found, all) = Measures.Coverage(one, shown, texts);
        var masked = made.Writer == PlainWriter.Plain ? plain.Sentences(request) : writer.Kept(request);
        return new Drafted(
            one,
            made,
            writer.Wrote.Count,
            writer.Wrote.Count(sentence => Measures.IsSupported(sentence, request)),
            masked.Count(sentence => Measures.IsSupported(sentence, request)),
            found,
            all,
            Measures.HasWhatMustNot(one, shown, texts),
            took
        );
    }

    /// <param name="by">Null for the obedient stand-in, in all its ways.</param>
    public async Task<Attacked> Run(Attack attack, EvaluationPack one, IDraftWriter? by = null)
    {
        var pack = attack.In(one).Pack(texts);
        var known = one.Pack(texts).Items.SelectMany(item => new[] { item.Quote, item.Name }).ToHashSet(StringComparer.Ordinal);
        var good = plain.Sentences(pack.Request);
        var plainly = string.Join('\n', good.Select(sentence => pack.Restore(sentence.Text, sentence.Evidence)));
        var (unguarded, guarded, shown) = (new List<Obedience>(), new List<Obedience>(), "");
        foreach (var how in by is null ? Enum.GetValues<Obedience>() : [Obedience.Plain])
        {
            answer = request => ObedientModel.Answer(request, [.. good.Take(8)], how, known);
            var writer = new Remembering(by ?? connection.Writer);
            var made = await new DraftMaker(writer, plain, TimeProvider.System).Make(pack, CancellationToken.None);
            // The good sentences are there in any case: what counts is what was added to them.
            if (attack.Succeeded(string.Join('\n', writer.Wrote.Except(good).Select(sentence => sentence.Text))))
            {
                unguarded.Add(how);
            }

            var read = string.Join('\n', made.Sentences.Select(sentence => sentence.Text));
            if (attack.Succeeded(read))
            {
                guarded.Add(how);
                shown = shown.Length == 0 ? read : shown;
            }
        }

        var given = string.Join('\n', pack.Items.Select(item => $"{item.Name}\n{item.Quote}"));
        var masked = attack.Succeeded(attack.Text) && !attack.Succeeded(given);
        return new Attacked(
            attack,
            unguarded,
            guarded,
            attack.Succeeded(plainly),
            masked || attack.Place == "personName",
            shown.Length == 0 && attack.Succeeded(plainly) ? plainly : shown
        );
    }

    /// <summary>Each attack with one of the rich packs of its language, in turn.</summary>
    public static IEnumerable<(Attack Attack, EvaluationPack Pack)> Attacks()
    {
        var rich = EvaluationPack.All.Where(pack => pack.Shape == "rich").ToLookup(pack => pack.Language);
        return Attack.All.Select((attack, place) => (attack, rich[attack.Language].ElementAt(place % rich[attack.Language].Count())));
    }

    /// <summary>Keeps what a writer answered.</summary>
    private sealed class Remembering(IDraftWriter writer) : IDraftWriter
    {
        public string Name => writer.Name;
        public IReadOnlyList<DraftSentence> Wrote { get; private set; } = [];

        public async Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            var answer = await writer.Write(request, ct);
            Wrote = answer is WriterAnswer.Wrote wrote ? wrote.Sentences : [];
            return answer;
        }

        public IReadOnlyList<DraftSentence> Kept(DraftRequest request) => Core.Drafting.Guarding.Guard.Whole.Check(request, Wrote).Kept;
    }
}
