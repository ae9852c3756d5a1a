using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Delivery;

/// <summary>A platform that is left alone for a while: it asked us to wait, or no longer accepts our token.</summary>
public sealed class PlatformHold
{
    public required PlatformName Platform { get; init; }
    public required Instant Until { get; set; }
    public required FailureCategory Because { get; set; }
}

/// <summary>The holds that one round of the outbox knows of; shared by its parallel sends.</summary>
internal sealed class Holds
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<PlatformName, Instant> until = new();

    public async Task Load(PerfSignalData data, Instant now, CancellationToken ct)
    {
        foreach (var hold in await data.Set<PlatformHold>().AsNoTracking().Where(hold => hold.Until > now).ToListAsync(ct))
        {
            until[hold.Platform] = hold.Until;
        }
    }

    public Instant? On(PlatformName platform, Instant now) =>
        until.TryGetValue(platform, out var instant) && instant > now ? instant : null;

    public IReadOnlyList<PlatformName> At(Instant now) => [.. until.Where(hold => hold.Value > now).Select(hold => hold.Key)];

    /// <summary>Stores a hold for every node; the longer one wins.</summary>
    public async Task Set(PerfSignalData data, PlatformName platform, Hold hold, CancellationToken ct)
    {
        var (instant, because) = hold;
        until.AddOrUpdate(platform, instant, (_, known) => Instant.Max(known, instant));
        var holds = data.Set<PlatformHold>();
        if (!await holds.AnyAsync(hold => hold.Platform == platform, ct))
        {
            data.Add(
                new PlatformHold
                {
                    Platform = platform,
                    Until = instant,
                    Because = because,
                }
            );
            await data.SaveChangesAsync(ct);
            return;
        }

        await holds
            .Where(hold => hold.Platform == platform && hold.Until < instant)
            .ExecuteUpdateAsync(set => set.SetProperty(hold => hold.Until, instant).SetProperty(hold => hold.Because, because), ct);
    }
}

internal sealed class PlatformHoldMap : IEntityTypeConfiguration<PlatformHold>
{
    public void Configure(EntityTypeBuilder<PlatformHold> builder) => builder.HasKey(hold => hold.Platform);
}
