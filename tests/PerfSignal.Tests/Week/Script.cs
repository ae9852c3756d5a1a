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

    /// <summary>Fills in the form that is open, and sends it.</summary>
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
        On(2, 9, 45, "maya", new Deed.Types("/brief")),
        On(2, 9, 50, "ana", new Deed.Types("/mydata")),
        On(2, 9, 51, "ana", new Deed.Types("context")),
        On(2, 9, 52, "ana", new Deed.Fills("context.add", ("text", "I was ill for three days"), ("metric", StoryPoints))),
        On(2, 9, 53, "ana", new Deed.Types("contest")),
        On(2, 9, 54, "ana", new Deed.Fills("figure.contest", ("metric", StoryPoints), ("reason", "P-3 is missing"))),
        On(3, 9, 0, "ana", new Deed.Types("/commitments")),
        On(3, 9, 1, "ana", new Deed.Presses("commitment.done", "migrate billing")),
        On(4, 9, 0, "hana", new Deed.Types("/mydata")),
        On(4, 9, 5, "hana", new Deed.Types("jot")),
        On(4, 9, 6, "hana", new Deed.Types("/cancel")),
    ];

    private const string StoryPoints = "engineering.story_points";

    private const string Seen = "On Tuesday the shop was down, and because of what you did customers could pay again within the hour:";

    private static Step On(int day, int hour, int minute, string who, Deed deed) =>
        new(Monday + Duration.FromDays(day) + Duration.FromMinutes((hour - 9) * 60 + minute), who, deed);
}
