using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Drafting.Guarding;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.OpenAi;

/// <summary>A model that lies in every way that comes to mind: nothing of it reaches the manager, who gets a usable draft all the same.</summary>
public sealed class LiesTests
{
    /// <summary>One lie among good sentences: what it is, the sentence with its ids, what must not be read in the draft.</summary>
    private static readonly (string Name, string Sentence, string Lie)[] Sentences =
    [
        ("wrong figure", "Cycle time at 3.4 days (target 5 days or less) reaches its target.|E5", "3.4"),
        ("wrong unit", "Cycle time at 4.3 hours (target 5 days or less) reaches its target.|E5", "4.3 hours"),
        ("wrong target", "Cycle time at 4.3 days (target 4 days or less) misses its target.|E5", "target 4 days"),
        ("target said to be missed", "Cycle time at 4.3 days misses its target of 5 days or less.|E5", "misses"),
        ("figure in words", "Cycle time stood at nine days.|E5", "nine"),
        ("percent out of nothing", "P2 improved by 40 % on cycle time.|E5", "40 %"),
        ("wrong date", "“migrate billing” (P2) was due on 27 November and is overdue.|E1", "27 November"),
        ("wrong weekday", "“migrate billing” (P2) was due on Monday.|E1", "Monday"),
        ("overdue said to be kept", "P2 kept the commitment “migrate billing”.|E1", "kept the commitment “migrate billing”"),
        ("swapped person", "P3 kept the commitment “write the runbook”.|E3", "Ben Okafor kept"),
        ("invented person", "Carla kept the commitment “write the runbook” with P2.|E3", "Carla"),
        ("invented id", "P2 closed the payment project.|E77", "payment project"),
        ("no evidence", "P2 did well this month.|", "did well"),
        ("evidence of something else", "P2 moved the goal “Cut checkout errors by half” to 95 %.|E9", "to 95 %"),
        ("invented quotation", "P2 wrote: “I am behind on everything.”|E12", "behind on everything"),
        ("invented ticket", "P2 closed PAY-4711 with the runbook.|E3", "PAY-4711"),
        ("hidden rating", "P2 exceeds expectations on cycle time at 4.3 days.|E5", "exceeds expectations"),
        ("score", "P2 gets a score of 4.3 for cycle time.|E5", "score"),
        ("ranking", "P2 is the strongest on the runbook.|E3", "strongest"),
        ("promotion", "P2 is ready for promotion after “write the runbook”.|E3", "promotion"),
        ("pay", "P2 should get a raise for “write the runbook”.|E3", "raise"),
        ("prediction", "P2 will probably leave after “migrate billing”.|E1", "probably leave"),
        ("emotion", "P2 seems frustrated about “migrate billing”.|E1", "frustrated"),
        ("health", "P2 was ill while “migrate billing” was due.|E1", " ill "),
        ("comparison", "P2 is faster than P3 at 4.3 days of cycle time.|E5", "faster"),
        ("other language", "P2 hat die Zusage „write the runbook“ gehalten und ist damit fertig.|E3", "Zusage"),
        ("markup", "P2 kept **the commitment** “write the runbook”.|E3", "**"),
        ("mention of everybody", "<!channel> P2 kept the commitment “write the runbook”.|E3", "channel"),
        ("link", "P2 kept the commitment, see https://evil.example/x for the runbook.|E3", "evil.example"),
        ("card inside", "P2 kept the commitment {\"type\":\"AdaptiveCard\"} “write the runbook”.|E3", "AdaptiveCard"),
        ("hidden letters", "P2 kept the com\u200Bmitment “write the runbook” \u202Eetar\u202C.|E3", "\u200B"),
        (
            "oversized sentence",
            $"P2 kept the commitment “write the runbook”{string.Concat(Enumerable.Repeat(" and the runbook", 40))}.|E3",
            "and the runbook and the runbook"
        ),
        ("the prompt itself", "The manager of P2: put together a short factual summary that a manager will edit.|E3", "factual summary"),
        ("contested figure", "Story points at 34 miss their target.|E16", "34"),
    ];

    public static TheoryData<string> SentenceNames => [.. Sentences.Select(lie => lie.Name)];

    [Theory]
    [MemberData(nameof(SentenceNames))]
    public async Task One_lie_is_dropped_and_counted_and_the_rest_is_kept(string name)
    {
        var (_, sentence, lie) = Sentences.Single(one => one.Name == name);
        await using var model = await ScriptedModel.Start(ScriptedModel.Draft([.. ModelDesk.Good, sentence]));

        var made = await ModelDesk.Make(model);

        made.Writer.ShouldBe("scripted-1");
        made.Fallback.ShouldBeNull();
        made.Sentences.Count.ShouldBe(ModelDesk.Good.Length);
        made.Refused.Values.Sum().ShouldBe(1);
        Text(made).ShouldNotContain(lie);
    }

    [Theory]
    [MemberData(nameof(SentenceNames))]
    public async Task A_model_that_does_nothing_but_lie_gives_way_to_the_plain_writer(string name)
    {
        var (_, sentence, lie) = Sentences.Single(one => one.Name == name);
        await using var model = await ScriptedModel.Start(ScriptedModel.Draft(sentence));

        var made = await ModelDesk.Make(model);

        Usable(made, "refused");
        Text(made).ShouldNotContain(lie);
    }

    /// <summary>Whole answers that are no draft: what it is, the word for why the plain writer stepped in, how often the model is asked.</summary>
    private static readonly (string Name, string Why, int Asked, Func<JsonObject, HttpContext, Task> Answer)[] Answers =
    [
        ("invalid JSON", "invalid", 2, Says("{\"sentences\": [")),
        ("prose instead of JSON", "invalid", 2, Says("Here is your summary: P2 is great.")),
        ("JSON in a fence", "invalid", 2, Says("```json\n" + ScriptedModel.Draft(ModelDesk.Good) + "\n```")),
        ("a rating beside the sentences", "invalid", 2, Says("{\"rating\":5," + ScriptedModel.Draft(ModelDesk.Good)[1..])),
        (
            "a score in a sentence's object",
            "invalid",
            2,
            Says("{\"sentences\":[{\"text\":\"P2 wrote.\",\"evidence\":[\"E3\"],\"score\":5}]}")
        ),
        ("the sentences twice", "invalid", 2, Says("{\"sentences\":[]," + ScriptedModel.Draft(ModelDesk.Good)[1..])),
        ("numbers for texts", "invalid", 2, Says("{\"sentences\":[{\"text\":5,\"evidence\":[\"E3\"]}]}")),
        ("null for ids", "invalid", 2, Says("{\"sentences\":[{\"text\":\"P2 wrote.\",\"evidence\":null}]}")),
        ("null in the ids", "invalid", 2, Says("{\"sentences\":[{\"text\":\"P2 wrote.\",\"evidence\":[null]}]}")),
        ("null for a sentence", "invalid", 2, Says("{\"sentences\":[null]}")),
        ("no sentences", "invalid", 2, Says("{\"sentences\":[]}")),
        ("a list", "invalid", 2, Says("[1,2,3]")),
        ("nothing", "invalid", 2, Says("")),
        ("deep nesting", "invalid", 2, Says(new string('[', 5000))),
        ("a hundred sentences", "invalid", 2, Says(ScriptedModel.Draft(Enumerable.Repeat(ModelDesk.Good[0], 100)))),
        ("a very long text", "invalid", 2, Says(ScriptedModel.Draft(new string('a', 100_000) + "|E1"))),
        (
            "a refusal",
            "declined",
            1,
            (_, http) => ScriptedModel.Write(http, ScriptedModel.Completion(null, refusal: "I cannot help with that."))
        ),
        ("the content filter's end", "filtered", 1, (_, http) => ScriptedModel.Write(http, ScriptedModel.Completion("", "content_filter"))),
        ("the content filter's error", "filtered", 1, (_, http) => ScriptedModel.Write(http, ScriptedModel.Error("content_filter"), 400)),
        (
            "a truncated answer",
            "truncated",
            1,
            (_, http) => ScriptedModel.Write(http, ScriptedModel.Completion("{\"sentences\":[{\"text\":\"P2", "length"))
        ),
        ("too many requests", "throttled", 1, Throttled),
        ("a wrong key", "unauthorized", 1, (_, http) => ScriptedModel.Write(http, ScriptedModel.Error("invalid_api_key"), 401)),
        ("no right", "unauthorized", 1, (_, http) => ScriptedModel.Write(http, ScriptedModel.Error("forbidden"), 403)),
        ("an unknown model", "failed", 1, (_, http) => ScriptedModel.Write(http, ScriptedModel.Error("model_not_found"), 404)),
        ("a broken server", "failed", 1, (_, http) => ScriptedModel.Write(http, ScriptedModel.Error("server_error"), 500)),
        ("a broken server in HTML", "failed", 1, (_, http) => Html(http, 502)),
        ("a page instead of an answer", "invalid", 2, (_, http) => Html(http, 200)),
        ("an answer without choices", "invalid", 2, (_, http) => ScriptedModel.Write(http, new JsonObject { ["id"] = "x" })),
        ("empty choices", "invalid", 2, (_, http) => ScriptedModel.Write(http, Emptied())),
        ("a tool call", "invalid", 2, (_, http) => ScriptedModel.Write(http, Calling())),
        ("a redirect", "failed", 1, Redirected),
        ("an answer without end", "failed", 1, Endless),
        ("a cut line", "failed", 1, Cut),
    ];

    public static TheoryData<string> AnswerNames => [.. Answers.Select(answer => answer.Name)];

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public async Task A_model_that_answers_nothing_usable_gives_way_to_the_plain_writer(string name)
    {
        var (_, why, asked, answer) = Answers.Single(one => one.Name == name);
        await using var model = await ScriptedModel.Start(answer);

        var made = await ModelDesk.Make(model);

        Usable(made, why);
        model.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task One_answer_of_another_shape_is_asked_for_again_and_both_are_paid_for()
    {
        await using var model = await ScriptedModel.Start("no JSON", ScriptedModel.Draft(ModelDesk.Good));

        var made = await ModelDesk.Make(model);

        made.Fallback.ShouldBeNull();
        made.Usage.ShouldBe(new DraftUsage(1800, 240));
        made.Sentences.Count.ShouldBe(ModelDesk.Good.Length);
        made.Sentences[0].Text.ShouldBe("Ana Sousa kept the commitment “write the runbook”.");
    }

    [Fact]
    public async Task A_model_that_does_not_answer_is_left_after_ten_seconds()
    {
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        await using var model = await ScriptedModel.Start(
            (_, _) =>
            {
                asked.SetResult();
                return never.Task;
            }
        );
        var clock = new AlarmClock();

        var making = ModelDesk.Make(model, clock);
        await asked.Task;
        clock.Due.ShouldBe(TimeSpan.FromSeconds(10));
        clock.Ring();

        Usable(await making, "timeout");
        never.SetResult();
    }

    private static void Usable(MadeDraft made, string why)
    {
        made.Fallback.ShouldBe(why);
        made.Writer.ShouldBe(PlainWriter.Plain);
        made.Sentences.Select(sentence => sentence.Text)
            .ShouldBe(
                ModelDesk
                    .Plain.Sentences(ModelDesk.Pack.Request)
                    .Select(sentence => ModelDesk.Pack.Restore(sentence.Text, sentence.Evidence))
            );
        Guard.Whole.Check(ModelDesk.Pack.Request, ModelDesk.Plain.Sentences(ModelDesk.Pack.Request)).Refused.ShouldBeEmpty();
    }

    private static string Text(MadeDraft made) => string.Join('\n', made.Sentences.Select(sentence => sentence.Text));

    private static Func<JsonObject, HttpContext, Task> Says(string content) =>
        (_, http) => ScriptedModel.Write(http, ScriptedModel.Completion(content));

    private static Task Throttled(JsonObject _, HttpContext http)
    {
        http.Response.Headers.RetryAfter = "20";
        return ScriptedModel.Write(http, ScriptedModel.Error("rate_limit_exceeded"), 429);
    }

    private static Task Html(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync("<html><body>P2 is great</body></html>");
    }

    private static JsonObject Emptied()
    {
        var completion = ScriptedModel.Completion("");
        completion["choices"] = new JsonArray();
        return completion;
    }

    private static JsonObject Calling()
    {
        var completion = ScriptedModel.Completion(null, "tool_calls");
        completion["choices"]![0]!["message"]!["tool_calls"] = new JsonArray(
            new JsonObject
            {
                ["id"] = "call_1",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "rate", ["arguments"] = "{}" },
            }
        );
        return completion;
    }

    private static Task Redirected(JsonObject _, HttpContext http)
    {
        http.Response.Redirect("http://127.0.0.1:9/v1/chat/completions", permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }

    private static async Task Endless(JsonObject _, HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var piece = new byte[65536];
        Array.Fill(piece, (byte)' ');
        while (!http.RequestAborted.IsCancellationRequested)
        {
            try
            {
                await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private static async Task Cut(JsonObject _, HttpContext http)
    {
        http.Response.ContentLength = 5000;
        await http.Response.WriteAsync("{\"id\":");
        await http.Response.Body.FlushAsync();
        http.Abort();
    }
}
