using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PerfSignal.Bot.Web;

/// <summary>The site's own files; an address changes with the file, so that browsers may keep each for good.</summary>
public sealed class SiteFiles
{
    private readonly ConcurrentDictionary<string, string> urls = new(StringComparer.Ordinal);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public string Url(string file) =>
        urls.GetOrAdd(
            file,
            name => $"/{name}?v={Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, name))))[..12]}"
        );
}
