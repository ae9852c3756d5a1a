using PerfSignal.Bot.OpenAi;
using PerfSignal.Core.Drafting;
using PerfSignal.Tests.Briefs;
using PerfSignal.Tests.Drafting;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.OpenAi;

/// <summary>The sample's evidence, what a good model writes of it, and a draft made with a scripted server.</summary>
internal static class ModelDesk
{
    public static readonly PlainWriter Plain = new(BriefWorld.Texts);
    public static readonly DraftPack Pack = Packs.Of(Sample.Full);

    /// <summary>Sentences that the evidence bears out, in another order than the plain writer's.</summary>
    public static readonly string[] Good =
    [
        "P2 kept the commitment “write the runbook”.|E3",
        "“migrate billing” (P2) was due on 20 November and is overdue.|E1",
        "Cycle time at 4.3 days (target 5 days or less) reaches its target.|E5",
        "The goal “Cut checkout errors by half” moved from 45 % to 60 %.|E9",
    ];

    public static DraftingSettings Settings(ScriptedModel model) =>
        new()
        {
            Provider = DraftingProvider.OpenAI,
            Endpoint = model.Endpoint,
            Model = "scripted-1",
            ApiKey = "key-of-the-test",
        };

    public static async Task<MadeDraft> Make(ScriptedModel model, TimeProvider? clock = null, CancellationToken ct = default)
    {
        using var connection = new ModelConnection(Settings(model));
        return await new DraftMaker(connection.Writer, Plain, clock ?? TimeProvider.System).Make(Pack, ct);
    }
}
