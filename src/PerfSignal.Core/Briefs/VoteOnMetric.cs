using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>The form that asks which figure does not help.</summary>
public sealed record MetricForm(string Title, string Row, IReadOnlyList<MetricChoice> Metrics);

/// <summary>`metric.not_useful`: one vote a person and metric, counted when metrics are looked through for retirement.</summary>
public sealed class VoteOnMetric(PerfSignalData data, Access access, Audit audit, BriefFinder finder, TimeProvider clock) : IVerb
{
    public const string Name = "metric.not_useful";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await finder.ByRow(command, ct) is not { } view)
        {
            return new Reply.Said(reader.Say("brief_gone"));
        }

        if (view.Evidence.Figures.FirstOrDefault(figure => figure.MetricKey == command.Field("metric")) is not { } figure)
        {
            return Ask(view, command);
        }

        var mine = await access.Read<MetricVote>(command.Viewer, command.By.Id, Purpose.OwnData, ct);
        if (await mine.FirstOrDefaultAsync(vote => vote.MetricKey == figure.MetricKey, ct) is { } vote)
        {
            vote.At = clock.Now();
        }
        else
        {
            data.Add(
                new MetricVote
                {
                    Id = clock.NewId(),
                    VoterId = command.By.Id,
                    MetricKey = figure.MetricKey,
                    At = clock.Now(),
                }
            );
        }

        await audit.Add(command.By.Id, "changed", Name, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say("metric_voted", ("metric", BriefCards.NameOf(figure, reader))));
    }

    private static Reply Ask(BriefView view, Command command)
    {
        var reader = command.Reader;
        var form = new MetricForm(reader.Say("metric_form_title"), command.Row!, BriefCards.Metrics(view.Evidence, reader));
        return command.Fields.ContainsKey("metric")
            ? Reply.Ask(
                "metric_form",
                form,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["metric"] = reader.Say("metric_choose") }
            )
            : Reply.Open("metric_form", form);
    }
}
