using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Delivery;

/// <summary>A workspace that is left alone for a while: it asked us to wait, or no longer accepts our token.</summary>
public sealed class PlatformHold
{
    /// <summary>Stands for all workspaces of a platform, as for a platform that has one.</summary>
    public const string Everywhere = "";

    public required PlatformName Platform { get; init; }
    public string Workspace { get; init; } = Everywhere;
    public required Instant Until { get; set; }
    public required FailureCategory Because { get; set; }
}

/// <summary>The holds that one round of the outbox knows of; shared by its parallel sends.</summary>
internal sealed class Holds
{
    /// <summary>What was on its way is rejected a little later than the first, and each says "so long from now": that is one hold.</summary>
    private static readonly Duration Prolonged = Duration.FromSeconds(1);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<(PlatformName Platform, string Workspace), Instant> until = new();

    private readonly System.Collections.Concurrent.ConcurrentDictionary<(PlatformName Platform, string Workspace), Instant> told = new();

    public async Task Load(PerfSignalData data, Instant now, CancellationToken ct)
    {
        foreach (var hold in await data.Set<PlatformHold>().AsNoTracking().Where(hold => hold.Until > now).ToListAsync(ct))
        {
            until[(hold.Platform, hold.Workspace)] = hold.Until;
        }
    }

    /// <summary>Until when the workspace, or the whole platform, is left alone.</summary>
    public Instant? On(PlatformName platform, string workspace, Instant now)
    {
        var instant = Instant.Max(Of(platform, workspace), Of(platform, PlatformHold.Everywhere));
        return instant > now ? instant : null;
    }

    /// <summary>Platforms that are left alone in all their workspaces.</summary>
    public IReadOnlyCollection<PlatformName> Whole(Instant now) =>
        [.. until.Where(hold => hold.Key.Workspace == PlatformHold.Everywhere && hold.Value > now).Select(hold => hold.Key.Platform)];

    /// <summary>Whether the operator should be told: of a hold that is new, and of one that lasts a second longer or more than they were told.</summary>
    public bool IsNews(PlatformName platform, string workspace, Instant until, Instant now)
    {
        var news = true;
        told.AddOrUpdate(
            (platform, workspace),
            until,
            (_, before) =>
            {
                news = before <= now || until >= before + Prolonged;
                return news ? until : before;
            }
        );
        return news;
    }

    /// <summary>Stores a hold for every node; the longer one wins.</summary>
    public async Task Set(PerfSignalData data, PlatformName platform, string workspace, Hold hold, CancellationToken ct)
    {
        var (instant, because) = hold;
        until.AddOrUpdate((platform, workspace), instant, (_, known) => Instant.Max(known, instant));
        var holds = data.Set<PlatformHold>().Where(hold => hold.Platform == platform && hold.Workspace == workspace);
        if (!await holds.AnyAsync(ct))
        {
            data.Add(
                new PlatformHold
                {
                    Platform = platform,
                    Workspace = workspace,
                    Until = instant,
                    Because = because,
                }
            );
            await data.SaveChangesAsync(ct);
            return;
        }

        await holds
            .Where(hold => hold.Until < instant)
            .ExecuteUpdateAsync(set => set.SetProperty(hold => hold.Until, instant).SetProperty(hold => hold.Because, because), ct);
    }

    private Instant Of(PlatformName platform, string workspace) => until.GetValueOrDefault((platform, workspace), Instant.MinValue);
}

internal sealed class PlatformHoldMap : IEntityTypeConfiguration<PlatformHold>
{
    public void Configure(EntityTypeBuilder<PlatformHold> builder)
    {
        builder.HasKey(hold => new { hold.Platform, hold.Workspace });
        builder.Property(hold => hold.Workspace).HasMaxLength(64);
    }
}
