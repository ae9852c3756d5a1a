using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Briefs;

public static class BriefVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(ShowBrief.Name, typeof(ShowBrief), ["brief"])
        {
            SlashCommand = "/brief",
            Page = "/brief",
            NameIn = Verb.WholeName,
        },
        new(NextOneOnOnes.Name, typeof(NextOneOnOnes), ["oneonone"]) { SlashCommand = "/oneonone" },
        new(WhyBrief.Name, typeof(WhyBrief), []),
        new(SnoozeBrief.Name, typeof(SnoozeBrief), []),
        new(DoubtReportingLine.Name, typeof(DoubtReportingLine), []),
        new(VoteOnMetric.Name, typeof(VoteOnMetric), []),
        new(AddContext.Name, typeof(AddContext), ["context"]) { Page = "/me" },
    ];
}
