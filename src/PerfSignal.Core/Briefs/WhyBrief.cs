using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Signals;

namespace PerfSignal.Core.Briefs;

/// <summary>The card that says why somebody sees a brief.</summary>
public sealed record WhyCard(
    string Title,
    string Event,
    string Rule,
    IReadOnlyList<WhySource> Sources,
    string NoSources,
    IReadOnlyList<WhyTrend> Trends
);

public sealed record WhySource(string Name, string State);

/// <summary>`brief.why`: the event, the rule of access, and the sources with how fresh they are, and how the figures developed.</summary>
public sealed class WhyBrief(PerfSignalData data, BriefFinder finder) : IVerb
{
    public const string Name = "brief.why";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await finder.ByRow(command, ct) is not { } view)
        {
            return new Reply.Said(reader.Say("brief_gone"));
        }

        var mirror = command.By.Id == view.Evidence.Report.Id;
        var name = BriefCards.Cut(mirror ? view.Evidence.Manager.Name : view.Evidence.Report.Name, 80);
        var sources = view
            .Evidence.Figures.SelectMany(figure => figure.Sources)
            .GroupBy(source => source.Source, StringComparer.Ordinal)
            .OrderBy(source => source.Key, StringComparer.Ordinal);
        var card = new WhyCard(
            reader.Say("why_title"),
            view.Start is { } start
                ? reader.Say("why_event_occurrence", ("name", name), ("when", reader.DateAndTime(start)))
                : reader.Say("why_event_asked"),
            reader.Say(mirror ? "why_rule_report" : "why_rule_manager", ("name", name)),
            [.. sources.Select(source => new WhySource(BriefCards.SourceOf(source.Key, reader), State([.. source], reader)))],
            view.Evidence.Figures.Any(figure => figure.Sources.Count > 0) ? "" : reader.Say("why_no_sources"),
            WhyTrend.Of(view.Evidence.Figures, reader)
        );
        await data.SaveChangesAsync(ct);
        return Reply.Show("why", card);
    }

    private static string State(IReadOnlyList<SourceRead> reads, Reader reader) =>
        reads.Max(read => read.FetchedAt) is not { } at
            ? reader.Say("why_source_never")
            : reader.Say(reads.All(read => read.Fresh) ? "why_source_fresh" : "why_source_stale", ("when", reader.DateAndTime(at)));
}
