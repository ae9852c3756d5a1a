using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Conversing;

/// <summary>Two people talk to the bot on three platforms, in any order, with repeats, restarts, breaks and late answers, both at once too.</summary>
public sealed class InterleavingProperties
{
    private static readonly int Samples = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 2000 : 5;

    private enum Act
    {
        Jot,
        JotText,
        Pick,
        Words,
        CommandLikeWords,
        Address,
        Number,
        CancelWord,
        CancelButton,
        OldCancelButton,
        Resume,
        Take,
        Commit,
        Feedback,
        MineNote,
        List,
        Repeat,
        Fails,
        Restart,
        Minutes,
        HalfHour,
        Day,
    }

    /// <param name="AtOnce">Together with the next step, where that is another person's.</param>
    private sealed record Step(Act Act, int Who, PlatformName On, int Which, bool AtOnce);

    /// <summary>An event as it was sent, with what is expected of it.</summary>
    private sealed record Told(Func<Task<Reply>> Send, Reply First);

    private sealed class Speaker(Person person, string name)
    {
        public Person Person => person;
        public string Name => name;
        public Expected Expected { get; } = new();
        public List<Told> Events { get; } = [];
        public string Button { get; set; } = Guid.Empty.ToString("N");
        public string LateWords { get; set; } = "";
        public List<string> Commitments { get; } = [];
        public List<string> Feedback { get; } = [];
        public List<string> Mine { get; } = [];
    }

    [Fact]
    public async Task Lose_nothing_double_nothing_and_mix_up_no_two_people()
    {
        var steps = Gen.ListOf(
            from act in Gen.Frequency(
                (5, Gen.Elements(Act.Jot, Act.JotText, Act.Pick)),
                (7, Gen.Elements(Act.Words, Act.CommandLikeWords, Act.Address, Act.Number)),
                (2, Gen.Elements(Act.CancelWord, Act.CancelButton, Act.OldCancelButton)),
                (2, Gen.Elements(Act.Resume, Act.Take)),
                (3, Gen.Elements(Act.Commit, Act.Feedback, Act.MineNote, Act.List)),
                (3, Gen.Elements(Act.Repeat, Act.Repeat, Act.Fails, Act.Restart)),
                (2, Gen.Elements(Act.Minutes, Act.HalfHour, Act.Minutes, Act.HalfHour, Act.Day))
            )
            from who in Gen.Choose(0, 1)
            from platform in Gen.Elements(Enum.GetValues<PlatformName>())
            from which in Gen.Choose(0, 1000)
            from atOnce in Gen.Frequency((1, Gen.Constant(true)), (14, Gen.Constant(false)))
            select new Step(act, who, platform, which, atOnce),
            30
        );
        foreach (var (run, index) in Gen.Sample(steps, Samples, new Rnd(20261122, 7), Samples).Select((run, index) => (run, index)))
        {
            await Play(run, $"run {index}: {string.Join(", ", run)}");
        }
    }

    private static async Task Play(List<Step> run, string story)
    {
        using var talk = new Talk();
        Speaker[] speakers = [new(talk.Team.Ana, "ana"), new(talk.Team.Ben, "ben")];
        for (var at = 0; at < run.Count; at++)
        {
            var (step, next) = (run[at], run.ElementAtOrDefault(at + 1));
            if (step.Act >= Act.Restart)
            {
                await Pass(talk, step);
            }
            else if (step.AtOnce && next is { Act: < Act.Restart } && next.Who != step.Who)
            {
                var (one, other) = (at++, at);
                await Task.WhenAll(
                    Task.Run(() => Do(talk, speakers[step.Who], step, one, story)),
                    Task.Run(() => Do(talk, speakers[next.Who], next, other, story))
                );
            }
            else
            {
                await Do(talk, speakers[step.Who], step, at, story);
            }

            Check(talk, speakers, story);
        }
    }

    private static async Task Pass(Talk talk, Step step)
    {
        if (step.Act == Act.Restart)
        {
            talk.Restart();
            return;
        }

        talk.Clock.Advance(
            step.Act switch
            {
                Act.Minutes => Duration.FromMinutes(1 + step.Which % 29),
                Act.HalfHour => Duration.FromMinutes(30),
                _ => Duration.FromHours(24),
            }
        );
        if (step.Which % 2 == 0)
        {
            await talk.Within<PurgeDialogues>(purge => purge.Run(default));
        }
    }

    private static async Task Do(Talk talk, Speaker speaker, Step step, int at, string story)
    {
        if (step.Act == Act.Repeat)
        {
            if (speaker.Events.Count > 0)
            {
                var earlier = speaker.Events[step.Which % speaker.Events.Count];
                var replies = step.AtOnce
                    ? await Task.WhenAll(Task.Run(earlier.Send), Task.Run(earlier.Send))
                    : [await earlier.Send(), await earlier.Send()];
                replies.ShouldAllBe(reply => ReplyJson.Write(reply) == ReplyJson.Write(earlier.First), story);
            }

            return;
        }

        // Nobody else ever types the mark of a person.
        var (mark, now, who) = ($"{speaker.Name}#{at}", talk.Clock.Now(), speaker.Person);
        var (id, expected) = ($"{speaker.Name} {at}", speaker.Expected);
        Func<Task<Reply>> Says(string words) => () => talk.Says(words, who, step.On, id);
        Func<Task<Reply>> Presses(string verb, string row) => () => talk.Presses(verb, row, who, step.On, id);
        Func<Task<Reply>> Sends(string verb, params (string, string)[] fields) =>
            () =>
                talk.Sends(
                    who,
                    step.On,
                    id,
                    verb,
                    talk.Team.Maya.Id.ToString("N"),
                    fields.ToDictionary(one => one.Item1, one => one.Item2)
                );
        var button = speaker.Button;
        (Func<Task<Reply>> Send, string Answer) told = step.Act switch
        {
            Act.Jot => (Says("jot"), expected.Begin("jot", "", now)),
            Act.JotText => (Says($"/jot {mark} begins"), expected.Begin("jot", $"{mark} begins", now)),
            Act.Pick => (Says("/pick"), expected.Begin("pick", "", now)),
            Act.Words => (Says($"{mark} says"), Words(speaker, $"{mark} says", now)),
            Act.CommandLikeWords => (Says($"/perf {mark} says"), Words(speaker, $"{mark} says", now)),
            Act.Address => (Says("maya@example.com"), Words(speaker, "maya@example.com", now)),
            Act.Number => (Says("7"), Words(speaker, "7", now)),
            Act.CancelWord => (Says(step.Which % 2 == 0 ? "cancel" : "Abbrechen."), expected.Cancel(now)),
            Act.CancelButton => (Presses(CancelDialogue.Name, button), expected.Cancel(now)),
            Act.OldCancelButton => (Presses(CancelDialogue.Name, new string('0', 32)), Old(expected, now)),
            Act.Resume => (Presses(ResumeDialogue.Name, button), expected.Resume(now)),
            Act.Take => (
                Presses(TakeLateAnswer.Name, button),
                expected.Take(speaker.LateWords.Contains('@'), speaker.LateWords == "7", now)
            ),
            Act.Commit => (Sends(LogCommitment.Name, ("text", $"{mark} ships it"), ("owner", "me"), ("due", "2026-12-11")), "does"),
            Act.Feedback or Act.MineNote => (
                Sends(
                    GiveFeedback.Give,
                    ("text", $"On Tuesday you stayed until the shop was back, so customers could pay again. {mark}"),
                    ("class", step.Act == Act.MineNote ? "mine" : "shared")
                ),
                "does"
            ),
            Act.List => (Says("commitments"), "does"),
            Act.Fails => (Says("/fail"), "fails"),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
        Note(speaker, step.Act, mark);
        if (told.Answer == "fails")
        {
            await Should.ThrowAsync<InvalidOperationException>(told.Send);
            return;
        }

        var reply = await told.Send();
        var text = ReplyJson.Write(reply);
        (told.Answer == "does" || Read(reply) == told.Answer).ShouldBeTrue($"{at}: {told.Answer}, not {text}; {story}");
        text.Contains(speaker.Name == "ana" ? "ben#" : "ana#", StringComparison.Ordinal).ShouldBeFalse(story);
        speaker.Events.Add(new Told(told.Send, reply));
        if (reply is Reply.Showed { Card: "question" or "question_late" } asked)
        {
            speaker.Button = (string)asked.Model["id"]!;
        }
    }

    private static string Words(Speaker speaker, string words, Instant now)
    {
        var answer = speaker.Expected.Say(words, words.Contains('@'), words == "7", now);
        speaker.LateWords = answer.StartsWith("late ", StringComparison.Ordinal) ? words : speaker.LateWords;
        return answer;
    }

    private static string Old(Expected expected, Instant now)
    {
        expected.Forget(now);
        return expected.IsOpen ? "closed" : "nothing open";
    }

    private static void Note(Speaker speaker, Act act, string mark)
    {
        var list = act switch
        {
            Act.Commit => speaker.Commitments,
            Act.Feedback => speaker.Feedback,
            Act.MineNote => speaker.Mine,
            _ => null,
        };
        list?.Add(mark);
    }

    /// <summary>The answer in the words of <see cref="Expected"/>.</summary>
    private static string Read(Reply reply) =>
        reply switch
        {
            Reply.Said { Text: var said } => said switch
            {
                "Cancelled. Nothing was saved." => "cancelled",
                _ when said.StartsWith("Jotted: ", StringComparison.Ordinal) => "jotted " + said["Jotted: ".Length..],
                _ when said.StartsWith("Picked", StringComparison.Ordinal) => "picked",
                _ when said.Contains("nothing to cancel", StringComparison.Ordinal) => "nothing open",
                _ when said.Contains("question is gone", StringComparison.Ordinal) => "gone",
                _ when said.Contains("closed already", StringComparison.Ordinal) => "closed",
                _ when said.StartsWith("I do not know", StringComparison.Ordinal) => "does not know",
                _ => said,
            },
            Reply.Showed { Card: "question", Model: var card } => "asks " + Waits((string)card["question"]!) + Dropped(card["dropped"]),
            Reply.Showed { Card: "question_late", Model: var card } => $"late {Typed(card["before"]!)} then {card["answer"]}",
            Reply.Showed { Card: "question_ended", Model: var card } => $"ended {Typed(card["before"]!)}",
            _ => ReplyJson.Write(reply),
        };

    private static string Waits(string question) =>
        question switch
        {
            "What?" => "text",
            "Which number?" => "number",
            _ => "who",
        };

    private static string Dropped(JsonNode? dropped) => dropped is null ? "" : $" instead of {Typed(dropped)}";

    private static string Typed(JsonNode before) => string.Join('|', before["typed"]!.AsArray().Select(line => (string)line!["words"]!));

    private static void Check(Talk talk, Speaker[] speakers, string story)
    {
        var open = talk.Team.All<Dialogue>();
        var notes = talk.Team.All<MineNote>();
        var (commitments, feedback) = (talk.Team.All<Commitment>(), talk.Team.All<FeedbackNote>());
        foreach (var speaker in speakers)
        {
            var (me, now) = (speaker.Person.Id, talk.Clock.Now());
            speaker.Expected.Forget(now);
            open.Count(row => row.PersonId == me && !row.IsOver(now)).ShouldBe(speaker.Expected.IsOpen ? 1 : 0, story);
            notes
                .Where(note => note.AuthorId == me)
                .Select(note => speaker.Mine.Find(mark => note.Text.EndsWith(" " + mark, StringComparison.Ordinal)) ?? note.Text)
                .Order(StringComparer.Ordinal)
                .ShouldBe(speaker.Mine.Concat(speaker.Expected.Jotted).Order(StringComparer.Ordinal), story);
            commitments
                .Where(row => row.AuthorId == me)
                .Select(row => row.Text)
                .Order(StringComparer.Ordinal)
                .ShouldBe(speaker.Commitments.Select(mark => $"{mark} ships it").Order(StringComparer.Ordinal), story);
            feedback
                .Where(row => row.AuthorId == me)
                .Select(row => row.Text.Split(' ')[^1])
                .Order(StringComparer.Ordinal)
                .ShouldBe(speaker.Feedback.Order(StringComparer.Ordinal), story);
        }

        open.Count.ShouldBeLessThanOrEqualTo(speakers.Length, story);
        notes.Count.ShouldBe(speakers.Sum(speaker => speaker.Mine.Count + speaker.Expected.Jotted.Count), story);
        commitments.Count.ShouldBe(speakers.Sum(speaker => speaker.Commitments.Count), story);
        feedback.Count.ShouldBe(speakers.Sum(speaker => speaker.Feedback.Count), story);
    }
}
