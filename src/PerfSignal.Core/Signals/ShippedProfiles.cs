using NodaTime;
using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Signals;

/// <summary>The metrics and profiles that come with the product, in the format that organisations import their own in.</summary>
public static class ShippedProfiles
{
    private static readonly Lazy<Catalog> Lazy = new(() => CatalogOf(File, Instant.MinValue));

    /// <summary>The embedded file's text.</summary>
    public static string Text
    {
        get
        {
            using var stream = typeof(ShippedProfiles).Assembly.GetManifestResourceStream("shipped-profiles.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    internal static Catalog Catalog => Lazy.Value;

    /// <exception cref="InvalidOperationException">The embedded file breaks the rules for such files, which a test prevents.</exception>
    internal static ProfileFile File
    {
        get
        {
            var (file, problem) = JsonFile.Parse(Text);
            var read = file is null ? null : ProfileFile.Read(file, []);
            return file?.Problems.Count == 0 && read is not null
                ? read
                : throw new InvalidOperationException($"The shipped profiles are wrong: {problem}{string.Join(' ', file?.Problems ?? [])}");
        }
    }

    /// <summary>First versions of everything in a file.</summary>
    internal static Catalog CatalogOf(ProfileFile file, Instant at) =>
        new(
            file.Metrics.Select(metric => Definition(metric, 1, at, Guid.NewGuid())),
            file.Profiles.Select(profile => Profile(profile, 1, at, Guid.NewGuid()))
        );

    internal static MetricDefinition Definition(Metric metric, int version, Instant at, Guid id) =>
        new()
        {
            Id = id,
            Key = metric.Key,
            Version = version,
            CreatedAt = at,
            Content = MetricDefinition.ContentOf(metric),
        };

    internal static RoleProfile Profile(ProfileEntry profile, int version, Instant at, Guid id) =>
        new()
        {
            Id = id,
            RoleFamily = profile.RoleFamily,
            Version = version,
            Author = profile.Author,
            From = profile.From,
            CreatedAt = at,
            Content = RoleProfile.ContentOf(profile.Metrics),
        };
}
