using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>The figures that a person may add to or contest: their own, as they stand now.</summary>
public sealed class OwnFigures(ReadFigures figures, TimeProvider clock)
{
    public async Task<IReadOnlyList<MetricChoice>> Of(Person person, Reader reader, CancellationToken ct) =>
        [
            .. (await figures([person], clock.Now(), ct))[person.Id]
                .DistinctBy(figure => figure.MetricKey)
                .Select(figure => new MetricChoice(BriefCards.NameOf(figure, reader), figure.MetricKey)),
        ];
}
