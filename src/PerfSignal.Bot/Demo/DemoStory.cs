using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Demo;

/// <summary>What people of the sample company said to the bot in the past weeks: every record comes in by a verb, as a person would bring it in.</summary>
public sealed class DemoStory(IServiceProvider services, DemoClock clock)
{
    private int said;

    /// <summary>Plays the weeks from three weeks ago up to now; the clock ends at now.</summary>
    /// <exception cref="InvalidOperationException">The bot refused a step: the story no longer fits the product.</exception>
    /// <param name="now">Where the story ends.</param>
    /// <param name="between">What else happens on the way, so long before now; the oldest first.</param>
    public async Task Play(Instant now, IReadOnlyList<(Duration Ago, Func<Task> Act)> between, CancellationToken ct)
    {
        var others = new Queue<(Duration Ago, Func<Task> Act)>(between);
        foreach (
            var step in Steps(now.InUtc().Date)
                .Concat(Development(now.InUtc().Date))
                .Concat(Review(now.InUtc().Date))
                .Concat(Nudges(now.InUtc().Date))
                .OrderByDescending(step => step.Ago)
        )
        {
            while (others.TryPeek(out var next) && next.Ago >= step.Ago)
            {
                clock.RunFrom(now - next.Ago);
                await others.Dequeue().Act();
            }

            clock.RunFrom(now - step.Ago);
            await Say(step, ct);
        }

        clock.RunFrom(now);
    }

    private static IEnumerable<Step> Steps(LocalDate today)
    {
        const string Maya = SampleCompany.Manager;
        const string Ana = SampleCompany.Employee;
        string Day(int fromNow) => SampleCompany.Iso(today.PlusDays(fromNow));
        yield return Step.Of(
            20,
            Maya,
            "commitment.log",
            Ana,
            ("owner", "other"),
            ("text", "Move the invoice export to the new ledger"),
            ("due", Day(-10))
        );
        yield return Step.Of(
            20,
            Maya,
            "commitment.log",
            Ana,
            ("owner", "me"),
            ("text", "Ask Finance for the second staging licence"),
            ("due", Day(-4))
        );
        yield return Step.Of(
            5,
            Maya,
            "feedback.give",
            Ana,
            ("class", "shared"),
            ("text", "In the incident review you laid out the timeline minute by minute; support could answer customers the same day.")
        );
        yield return Step.Of(
            15,
            "nils@lumen.example",
            "feedback.give",
            "carla@lumen.example",
            ("class", "shared"),
            ("text", "You called the customer back before the ticket aged; they renewed.")
        );
        yield return Step.Of(
            3,
            "jonas@lumen.example",
            "feedback.praise",
            Ana,
            ("class", "shared"),
            ("text", "Thank you for pairing on the ledger migration; I can run it alone now.")
        );
        yield return Step.Of(6.8, Maya, "draft.approve", "") with
        {
            Text = "Ana",
        };
        yield return Step.Of(2.5, Ana, "goal.progress", "", ("progress", "at risk: the provider's new interface is late")) with
        {
            Text = "kr2",
        };
        yield return Step.Of(6.5, Ana, "commitment.done", "Move the invoice export to the new ledger");
        yield return Step.Of(
            9,
            Ana,
            "commitment.log",
            Maya,
            ("owner", "me"),
            ("text", "Write the rollback runbook for billing"),
            ("due", Day(2))
        );
        yield return Step.Of(9, Ana, "goal.progress", "", ("progress", "60")) with
        {
            Text = "kr1",
        };
        yield return Step.Of(4, Ana, "goal.progress", "", ("progress", "72")) with
        {
            Text = "kr1",
        };
        yield return Step.Of(
            6,
            Ana,
            "context.add",
            "",
            ("metric", "engineering.cycle_time"),
            ("text", "Two issues waited nine days for the payment provider's answer.")
        );
        yield return Step.Of(
            5,
            "grace@lumen.example",
            "commitment.log",
            "daniel@lumen.example",
            ("owner", "other"),
            ("text", "Send the renewal offer to the three mid-size accounts"),
            ("due", Day(3))
        );
        yield return Step.Of(
            4,
            Maya,
            "feedback.give",
            "jonas@lumen.example",
            ("class", "shared"),
            ("text", "Your deploy checklist cut the release to twenty minutes.")
        );
        yield return Step.Of(
            2,
            Maya,
            "feedback.give",
            Ana,
            ("class", "mine"),
            ("text", "Ask whether she wants to present at the spring meetup.")
        );
        yield return Step.Of(1.5, Ana, "context.add", "", ("text", "I am off from Thursday; Priya covers the ledger cut-over."));
        yield return Step.Of(
            1,
            Ana,
            "figure.contest",
            "",
            ("metric", "engineering.incidents"),
            ("reason", "One of these was the payment provider's outage, not ours.")
        );
    }

    /// <summary>How Ana and others grow: what they and their managers see, and what they mean to do about it.</summary>
    private static IEnumerable<Step> Development(LocalDate today)
    {
        const string Maya = SampleCompany.Manager;
        const string Ana = SampleCompany.Employee;
        const string Carla = "carla@lumen.example";
        string Day(int fromNow) => SampleCompany.Iso(today.PlusDays(fromNow));
        yield return Assess(19, Ana, Ana, "operations", "3", "I led the review of the ledger incident.");
        yield return Assess(18, Ana, Ana, "communication", "2", "");
        yield return Assess(17, Maya, Ana, "operations", "2", "The review was yours; the roles in the incident itself were still unclear.");
        yield return Assess(16, Maya, Ana, "communication", "3", "Support could use your timeline without asking back.");
        yield return Assess(12, Carla, Carla, "customer_care", "3", "");
        yield return Assess(11, "nils@lumen.example", Carla, "customer_care", "4", "Two complaints ended in an agreement that held.");
        yield return Plan(
            10,
            Ana,
            Ana,
            "Lead the next incident from the first alert to the review",
            "Practice",
            "operations",
            Day(30),
            Day(0)
        );
        yield return Plan(8, Maya, Ana, "Shadow Priya in two design reviews", "Mentoring", "technical_design", Day(20), "");
        yield return Plan(7, Carla, Carla, "Write three articles on refunds", "Practice", "knowledge", Day(14), Day(7));

        static Step Assess(double ago, string by, string of, string competency, string level, string note) =>
            Step.Of(ago, by, "competency.assess", $"{of}.{competency}", ("level", level), ("note", note));
        static Step Plan(double ago, string by, string of, string text, string kind, string competency, string due, string review) =>
            Step.Of(ago, by, "plan.add", of, ("text", text), ("kind", kind), ("competency", competency), ("due", due), ("review", review));
    }

    /// <summary>What HR wrote to many: one nudge that leaves as the demo starts, and a draft.</summary>
    private static IEnumerable<Step> Nudges(LocalDate today)
    {
        const string Hanna = SampleCompany.Hr;
        const string Sent = "Notes of your 1:1s";
        yield return Step.Of(
            2,
            Hanna,
            "broadcast.write",
            "",
            ("title", "Goals for the next quarter"),
            (
                "text_en",
                "Please agree on the goals of the next quarter with your team by the end of the month. Three good ones are better than ten."
            ),
            ("text_de", "Vereinbart bitte bis Monatsende die Ziele fürs nächste Quartal im Team. Drei gute sind besser als zehn."),
            ("managers", "true"),
            ("timing", "RecipientTime"),
            ("date", SampleCompany.Iso(today.PlusDays(3))),
            ("time", "09:00")
        );
        yield return Step.Of(
            1,
            Hanna,
            "broadcast.write",
            "",
            ("title", Sent),
            ("text_en", "From now on you find what the two of you promised under “commitments”. Nobody else reads it."),
            ("emails", "carla@lumen.example, nils@lumen.example, jonas@lumen.example"),
            ("timing", "Now")
        );
        yield return Step.Of(0.085, Hanna, "broadcast.send", Sent, ("sure", "yes"), ("count", "3"));
    }

    /// <summary>HR opens a review cycle, and the first steps are done.</summary>
    private static IEnumerable<Step> Review(LocalDate today)
    {
        const string Hr = SampleCompany.Hr;
        string Day(int fromNow) => SampleCompany.Iso(today.PlusDays(fromNow));
        yield return Step.Of(
            6.4,
            Hr,
            "cycle.write",
            "",
            ("name", "Half-year review"),
            ("from", Day(-180)),
            ("to", Day(0)),
            ("steps", $"Self-assessment; self; {Day(5)}\nReview; manager; {Day(12)}"),
            ("before", "7, 2, 0"),
            ("every", "3"),
            ("most", "6"),
            ("escalate", "5"),
            ("again", "5")
        );
        yield return Step.Of(6.3, Hr, "cycle.open", "Half-year review");
        yield return Step.Of(4.5, SampleCompany.Employee, "step.done", "Self-assessment");
        yield return Step.Of(3.5, "carla@lumen.example", "step.done", "Self-assessment");
        yield return Step.Of(2.2, SampleCompany.Manager, "step.done", "Self-assessment");
    }

    private async Task Say(Step step, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        var by = await data.People.SingleAsync(person => person.Email == step.By, ct);
        var conversation = scope.ServiceProvider.GetRequiredService<Conversation>();
        var reply = step.Verb switch
        {
            "commitment.done" => await Press(conversation, by, "commitments", step, ct),
            "broadcast.send" => await Press(conversation, by, "nudges", step, ct, "title"),
            "cycle.open" => await Choose(conversation, by, "cycles", "name", step, ct),
            "step.done" => await Choose(conversation, by, "open", "what", step, ct),
            "draft.approve" => await Approve(conversation, by, step, ct),
            "goal.progress" => await conversation.Receive(Typed(by, $"progress {step.Text} {step.Fields["progress"]}"), ct),
            _ => await conversation.Receive(Form(by, step, await Row(data, step.Row, ct)), ct),
        };
        if (reply is Reply.Invalid or Reply.Opened)
        {
            throw new InvalidOperationException(
                $"The sample story stops at {step.Verb} by {step.By}: the bot asked back instead of saving."
            );
        }
    }

    /// <summary>Has a summary drafted and approves it as it is, so that the person has one to read.</summary>
    private async Task<Reply> Approve(Conversation conversation, Person by, Step step, CancellationToken ct)
    {
        var shown = (Reply.Showed)await conversation.Receive(Typed(by, $"draft {step.Text}"), ct);
        return await conversation.Receive(Form(by, step, shown.Model["row"]!.GetValue<string>()), ct);
    }

    /// <summary>Shows a list and presses the button of the line that holds the text.</summary>
    private async Task<Reply> Press(
        Conversation conversation,
        Person by,
        string list,
        Step step,
        CancellationToken ct,
        string words = "text"
    )
    {
        var shown = (Reply.Showed)await conversation.Receive(Typed(by, list), ct);
        var line = shown.Model["lines"]!.AsArray().Single(candidate => candidate![words]!.GetValue<string>() == step.Row)!;
        return await conversation.Receive(Form(by, step, line["row"]!.GetValue<string>()), ct);
    }

    /// <summary>Shows the reader's review cycles and presses the button of the line that begins with the text.</summary>
    private async Task<Reply> Choose(Conversation conversation, Person by, string lines, string words, Step step, CancellationToken ct)
    {
        var shown = (Reply.Showed)await conversation.Receive(Typed(by, "reviews"), ct);
        var line = shown.Model[lines]!
            .AsArray()
            .First(one => one![words]!.GetValue<string>().StartsWith(step.Row, StringComparison.Ordinal))!;
        return await conversation.Receive(Form(by, step, line["row"]!.GetValue<string>()), ct);
    }

    private static async Task<string?> Row(PerfSignalData data, string row, CancellationToken ct)
    {
        if (row.Length == 0)
        {
            return null;
        }

        // A competency of somebody stands behind the address.
        var end = row.IndexOf(".example", StringComparison.Ordinal) + ".example".Length;
        var email = row[..end];
        return (await data.People.SingleAsync(person => person.Email == email, ct)).Id.ToString("N") + row[end..];
    }

    private Inbound Typed(Person by, string text) =>
        new()
        {
            Platform = PlatformName.Web,
            EventId = $"demo-{said++}",
            PersonId = by.Id,
            Text = text,
        };

    private Inbound Form(Person by, Step step, string? row) =>
        new()
        {
            Platform = PlatformName.Web,
            EventId = $"demo-{said++}",
            PersonId = by.Id,
            Verb = step.Verb,
            Row = row,
            Fields = step.Fields,
        };

    /// <param name="Row">E-mail of the person the form is about, or the text of the line whose button is pressed.</param>
    private sealed record Step(Duration Ago, string By, string Verb, string Row, IReadOnlyDictionary<string, string> Fields)
    {
        public string Text { get; init; } = "";

        public static Step Of(double daysAgo, string by, string verb, string row, params (string Id, string Value)[] fields) =>
            new(
                Duration.FromDays(daysAgo) - Duration.FromHours(2),
                by,
                verb,
                row,
                fields.ToDictionary(field => field.Id, field => field.Value)
            );
    }
}
