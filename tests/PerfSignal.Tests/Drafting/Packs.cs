using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>Packs made of the sample evidence of the briefs.</summary>
internal static class Packs
{
    public static DraftPack Of(Evidence evidence, string language = "en", DraftKind kind = DraftKind.OneOnOne)
    {
        var reader = new Reader(BriefWorld.Texts, language, DateTimeZoneProviders.Tzdb["Europe/Berlin"], evidence.FrozenAt);
        var mask = new NameMask(
            [
                new(evidence.Manager.Id, evidence.Manager.Name, ["maya@example.com"]),
                new(evidence.Report.Id, evidence.Report.Name, ["ana@example.com"]),
                new(Guid.CreateVersion7(), "Ben Okafor", []),
            ],
            evidence.Manager.Id,
            evidence.Report.Id
        );
        var items = new EvidenceItems(mask, reader);
        items.Add(evidence, kind);
        return new DraftPack
        {
            Kind = kind,
            Language = language,
            Today = reader.Today,
            AskedById = evidence.Manager.Id,
            Items = items.All,
            Names = mask.Names,
            Originals = items.Originals,
        };
    }
}
