using NodaTime;

namespace PerfSignal.Tests.Week;

/// <summary>What somebody does, said without a platform.</summary>
internal abstract record Deed
{
    /// <summary>Types to the bot; what begins with a slash is a slash command where the platform has some.</summary>
    internal sealed record Types(string Words) : Deed;

    /// <summary>Presses a button on something they see, the newest that has it.</summary>
    /// <param name="Row">A word of the row that it belongs to; null for any.</param>
    internal sealed record Presses(string Verb, string? Row = null) : Deed;

    /// <summary>Leaves it to the service to do what it does by itself.</summary>
    internal sealed record Waits : Deed;

    /// <summary>Fills in the form that is open, or the newest card with fields, and sends it.</summary>
    internal sealed record Fills(string Verb, params (string Field, string Value)[] Values) : Deed;
}

/// <param name="At">In UTC; what the service does by itself until then is done before.</param>
internal sealed record Step(Instant At, string Who, Deed Deed);

/// <summary>A week of a manager (Maya) with three reports (Ana, Ben, Cleo), two peers (Dan, Eli) and HR (Hana). A new verb is a line.</summary>
internal static class Script
{
    public static readonly Instant Monday = Instant.FromUtc(2026, 11, 23, 9, 0);

    public const string People = """
        email,name,manager_email,role_family,level,department,location,time_zone,hire_date,roles
        maya@example.com,Maya Brandt,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01,
        ana@example.com,Ana Sousa,maya@example.com,engineering,individual,Platform,Lisbon,Europe/Lisbon,2021-01-01,
        ben@example.com,Ben Adler,maya@example.com,engineering,individual,Platform,Berlin,Europe/Berlin,2022-01-01,
        cleo@example.com,Cleo Marsh,maya@example.com,engineering,individual,Platform,London,Europe/London,2023-01-01,
        dan@example.com,Dan Okoro,,engineering,individual,Payments,Berlin,Europe/Berlin,2022-05-01,
        eli@example.com,Eli Novak,,support,individual,Support,Berlin,Europe/Berlin,2022-06-01,
        hana@example.com,Hana Ito,,support,individual,People,Berlin,Europe/Berlin,2019-01-01,hr
        """;

    public const string Goals = """
        id,owner_email,title,metric,baseline,target,unit,due,parent_id,progress
        o1,ana@example.com,A checkout that never breaks,,,,,2026-12-31,,10
        kr1,ana@example.com,Fewer failed payments,failed payments,40,10,per day,2026-12-31,o1,20
        """;

    public const string Cadences = """
        manager_email,report_email,weekday,time,time_zone,every_weeks,starts
        maya@example.com,ana@example.com,Wednesday,11:00,Europe/Berlin,1,2026-11-25
        """;

    public const string Facts = """
        source,kind,external_id,person_email,at,amount,duration_hours,outcome,url
        jira,issue,P-1,ana@example.com,2026-11-18T12:00:00Z,5,30,done,https://jira.example.com/P-1
        jira,issue,P-2,ana@example.com,2026-11-19T12:00:00Z,8,50,done,https://jira.example.com/P-2
        jira,issue,P-0,ana@example.com,2026-11-17T12:00:00Z,3,40,done,https://jira.example.com/P-0
        github,review,R-1,ana@example.com,2026-11-19T13:00:00Z,,,submitted,https://github.example.com/R-1
        """;

    public static IReadOnlyList<Step> Steps { get; } =
    [
        On(0, 9, 10, "maya", new Deed.Types("commit Ana Sousa: migrate billing")),
        On(0, 9, 11, "maya", new Deed.Fills("commitment.log", ("owner", "other"), ("text", "migrate billing"), ("due", "2026-11-27"))),
        On(0, 9, 20, "ben", new Deed.Types("/perf commit Maya Brandt: write the runbook")),
        On(0, 9, 21, "ben", new Deed.Fills("commitment.log", ("owner", "me"), ("text", ""), ("due", ""))),
        On(0, 9, 22, "ben", new Deed.Fills("commitment.log", ("owner", "me"), ("text", "write the runbook"), ("due", "2026-12-01"))),
        On(0, 10, 0, "ana", new Deed.Types("/goals")),
        On(0, 10, 5, "ana", new Deed.Types("progress kr1 35%")),
        On(0, 10, 6, "ana", new Deed.Types("progress o1")),
        On(0, 10, 7, "ana", new Deed.Fills("goal.progress", ("progress", "20"))),
        On(0, 10, 8, "ana", new Deed.Types("kr1 40%")),
        On(0, 10, 9, "ana", new Deed.Types("progress kr1")),
        On(0, 10, 10, "ana", new Deed.Fills("goal.progress", ("progress", "45"), ("status", "AtRisk"), ("comment", "the bank is slow"))),
        On(0, 10, 20, "ana", new Deed.Types("goal launch the new billing by 2027-03-31")),
        On(0, 10, 21, "ana", new Deed.Types("invoices on the new ledger from 0 to 100 percent")),
        On(0, 10, 22, "ana", new Deed.Types("o1")),
        On(0, 10, 30, "maya", new Deed.Types("goals Ana Sousa")),
        On(0, 10, 31, "maya", new Deed.Presses("goal.show", "A checkout that never breaks")),
        On(0, 10, 32, "maya", new Deed.Presses("goal.comment")),
        On(0, 10, 33, "maya", new Deed.Fills("goal.comment", ("text", "Well begun"))),
        On(0, 10, 34, "maya", new Deed.Presses("goal.agree")),
        On(0, 10, 40, "maya", new Deed.Types("Cleo Marsh: call the bank by next Friday")),
        On(0, 10, 41, "maya", new Deed.Types("1")),
        On(0, 10, 42, "maya", new Deed.Fills("commitment.note")),
        On(0, 11, 0, "ana", new Deed.Types("competencies")),
        On(0, 11, 1, "ana", new Deed.Presses("competency.assess", "communication")),
        On(0, 11, 2, "ana", new Deed.Fills("competency.assess", ("level", "3"), ("note", "I lead reviews"))),
        On(0, 11, 3, "maya", new Deed.Types("competencies Ana Sousa")),
        On(0, 11, 4, "maya", new Deed.Presses("competency.assess", "communication")),
        On(0, 11, 5, "maya", new Deed.Fills("competency.assess", ("level", "2"))),
        On(0, 11, 10, "ana", new Deed.Types("plan")),
        On(0, 11, 11, "ana", new Deed.Presses("plan.add")),
        On(0, 11, 12, "ana", new Deed.Fills("plan.add", ("text", "Lead an incident review"), ("kind", "Practice"), ("due", "2026-12-11"))),
        On(0, 11, 13, "maya", new Deed.Types("plan Ana Sousa")),
        On(0, 11, 14, "maya", new Deed.Presses("plan.add")),
        On(0, 11, 15, "maya", new Deed.Fills("plan.add", ("text", "Read the ledger's code"), ("kind", "Reading"))),
        On(0, 11, 16, "ana", new Deed.Types("plan")),
        On(0, 11, 17, "ana", new Deed.Presses("plan.move", "Lead an incident review")),
        On(0, 11, 18, "ana", new Deed.Fills("plan.move", ("due", "2026-12-18"))),
        On(0, 11, 19, "ana", new Deed.Types("plan")),
        On(0, 11, 20, "ana", new Deed.Presses("plan.done", "Read the ledger's code")),
        On(0, 11, 30, "ben", new Deed.Types("commitments")),
        On(0, 11, 31, "ben", new Deed.Presses("commitment.show", "write the runbook")),
        On(0, 11, 32, "ben", new Deed.Presses("commitment.move", "write the runbook")),
        On(0, 11, 33, "ben", new Deed.Fills("commitment.move", ("due", "2026-12-02"))),
        On(0, 11, 40, "cleo", new Deed.Types("settings")),
        On(0, 11, 41, "cleo", new Deed.Fills("settings.change", ("zone", "Europe/Dublin"), ("quiet", "19:00-08:00"))),
        On(0, 11, 42, "maya", new Deed.Types("lead 45")),
        On(0, 11, 43, "dan", new Deed.Types("language")),
        On(0, 11, 44, "dan", new Deed.Types("en")),
        On(0, 12, 0, "ana", new Deed.Types("ask Dan Okoro, Eli Novak by 2026-11-27: how did the launch go?")),
        On(0, 12, 1, "ana", new Deed.Fills("feedback.request")),
        On(0, 12, 10, "dan", new Deed.Presses("feedback.answer")),
        On(0, 12, 11, "dan", new Deed.Fills("feedback.answer", ("text", $"{Seen} the launch went well"))),
        On(0, 12, 11, "dan", new Deed.Fills("feedback.answer")),
        On(0, 12, 12, "eli", new Deed.Presses("feedback.decline")),
        On(0, 12, 13, "eli", new Deed.Fills("feedback.decline", ("reason", "I was away"))),
        On(0, 12, 14, "ana", new Deed.Types("ask Ben Adler: was the hand-over clear?")),
        On(0, 12, 15, "ana", new Deed.Fills("feedback.request")),
        On(0, 12, 16, "ana", new Deed.Types("requests")),
        On(0, 12, 17, "ana", new Deed.Presses("feedback.withdraw", "was the hand-over clear?")),
        On(0, 12, 20, "maya", new Deed.Types("feedback Ana Sousa shared: good job")),
        On(0, 12, 21, "maya", new Deed.Types($"{Seen} you kept everybody informed")),
        On(
            0,
            12,
            22,
            "maya",
            new Deed.Types("feedback Cleo Marsh record: On Tuesday you stayed until the shop was back, so customers could pay again.")
        ),
        On(0, 14, 0, "cleo", new Deed.Types("jot")),
        On(0, 14, 1, "cleo", new Deed.Types("note to myself: ask <Ana> & *Ben* how")),
        On(0, 14, 2, "cleo", new Deed.Types("nobody@example.com")),
        On(0, 14, 3, "cleo", new Deed.Types("ana@example.com")),
        On(1, 9, 0, "dan", new Deed.Types("/kudos Ana Sousa: you found the leak")),
        On(1, 9, 1, "dan", new Deed.Types("you found the leak at night, so that nobody had to call the customers")),
        On(1, 9, 10, "maya", new Deed.Types("/feedback Ben Adler")),
        On(1, 9, 11, "maya", new Deed.Fills("feedback.give", ("text", $"{Seen} you stayed"), ("class", "shared"))),
        On(1, 9, 12, "maya", new Deed.Types("feedback Cleo Marsh")),
        On(1, 9, 13, "maya", new Deed.Fills("feedback.give", ("text", $"{Seen} I want to come back to it"), ("class", "mine"))),
        On(1, 10, 0, "eli", new Deed.Types("jot about the release")),
        On(1, 10, 1, "eli", new Deed.Presses("dialogue.cancel")),
        On(1, 10, 2, "eli", new Deed.Types("pick")),
        On(1, 10, 3, "eli", new Deed.Types("/commitments")),
        On(1, 10, 4, "eli", new Deed.Types("7")),
        On(1, 16, 0, "dan", new Deed.Types("jot typed before the long break")),
        On(1, 17, 0, "dan", new Deed.Types("ben@example.com")),
        On(1, 17, 1, "dan", new Deed.Presses("dialogue.take")),
        On(1, 17, 5, "eli", new Deed.Types("pause until Friday")),
        On(1, 17, 6, "eli", new Deed.Types("pause off")),
        On(2, 9, 45, "maya", new Deed.Types("/brief")),
        On(2, 9, 50, "ana", new Deed.Types("/mydata")),
        On(2, 9, 51, "ana", new Deed.Types("context")),
        On(2, 9, 52, "ana", new Deed.Fills("context.add", ("text", "I was ill for three days"), ("metric", StoryPoints))),
        On(2, 9, 53, "ana", new Deed.Types("contest")),
        On(2, 9, 54, "ana", new Deed.Fills("figure.contest", ("metric", StoryPoints), ("reason", "P-3 is missing"))),
        On(2, 9, 55, "ana", new Deed.Types("mydata")),
        On(2, 9, 56, "ana", new Deed.Presses("assessment.contest")),
        On(2, 9, 57, "ana", new Deed.Fills("assessment.contest", ("reason", "I led both reviews"))),
        On(2, 9, 58, "ana", new Deed.Types("contest")),
        On(2, 9, 59, "ana", new Deed.Fills("figure.contest", ("metric", CycleTime), ("reason", "I mistook it"))),
        On(2, 10, 0, "ana", new Deed.Types("mydata")),
        On(2, 10, 1, "ana", new Deed.Presses("feedback.contest", Praise)),
        On(2, 10, 2, "ana", new Deed.Fills("feedback.contest", ("reason", "It was on Monday"))),
        On(2, 10, 40, "maya", new Deed.Waits()),
        On(
            2,
            10,
            41,
            "maya",
            new Deed.Fills("commitment.note", ("lines", "Ana: write the notes by 2026-12-09\nI will order the laptop by 2026-12-10"))
        ),
        On(2, 10, 42, "maya", new Deed.Fills("commitment.note")),
        On(2, 10, 50, "ana", new Deed.Types("contests")),
        On(2, 10, 51, "ana", new Deed.Presses("contest.show", "I mistook it")),
        On(2, 10, 52, "ana", new Deed.Presses("contest.withdraw", "I mistook it")),
        On(2, 11, 0, "hana", new Deed.Types("contests")),
        On(2, 11, 1, "hana", new Deed.Presses("contest.show", "P-3 is missing")),
        On(2, 11, 2, "hana", new Deed.Presses("contest.decide", "P-3 is missing")),
        On(2, 11, 3, "hana", new Deed.Fills("contest.decide", ("decision", "upheld"), ("reason", "It was not imported"))),
        On(2, 11, 4, "hana", new Deed.Types("contests")),
        On(2, 11, 5, "hana", new Deed.Presses("contest.show", "I led both reviews")),
        On(2, 11, 6, "hana", new Deed.Presses("contest.decide", "I led both reviews")),
        On(2, 11, 7, "hana", new Deed.Fills("contest.decide", ("decision", "rejected"), ("reason", "One of them"))),
        On(2, 11, 8, "hana", new Deed.Types("contests")),
        On(2, 11, 8, "hana", new Deed.Presses("contest.show", "It was on Monday")),
        On(2, 11, 9, "hana", new Deed.Presses("contest.decide", "It was on Monday")),
        On(2, 11, 9, "hana", new Deed.Fills("contest.decide", ("decision", "upheld"), ("reason", "It was indeed"))),
        On(2, 11, 10, "maya", new Deed.Types("draft Ana Sousa")),
        On(2, 11, 11, "maya", new Deed.Presses("draft.discard")),
        On(2, 11, 12, "maya", new Deed.Types("draft Ana Sousa")),
        On(2, 11, 13, "maya", new Deed.Presses("draft.edit")),
        On(2, 11, 14, "maya", new Deed.Fills("draft.edit", ("text", "Ana promised to write the notes."))),
        On(2, 11, 15, "maya", new Deed.Presses("draft.approve")),
        On(2, 11, 20, "ana", new Deed.Types("summary")),
        On(2, 11, 21, "ana", new Deed.Presses("summary.comment")),
        On(2, 11, 22, "ana", new Deed.Fills("summary.comment", ("text", "And to test them"))),
        On(3, 9, 0, "ana", new Deed.Types("/commitments")),
        On(3, 9, 1, "ana", new Deed.Presses("commitment.done", "migrate billing")),
        On(4, 9, 0, "hana", new Deed.Types("/mydata")),
        On(4, 9, 1, "cleo", new Deed.Presses("commitment.done", "call the bank")),
        On(4, 9, 5, "hana", new Deed.Types("jot")),
        On(4, 9, 6, "hana", new Deed.Types("/cancel")),
    ];

    private const string StoryPoints = "engineering.story_points";

    private const string Praise = "you found the leak you found the leak at night, so that nobody had to call the customers";

    private const string CycleTime = "engineering.cycle_time";

    private const string Seen = "On Tuesday the shop was down, and because of what you did customers could pay again within the hour:";

    private static Step On(int day, int hour, int minute, string who, Deed deed) =>
        new(Monday + Duration.FromDays(day) + Duration.FromMinutes((hour - 9) * 60 + minute), who, deed);
}
