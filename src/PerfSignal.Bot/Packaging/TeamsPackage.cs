using System.IO.Compression;
using System.Text;

namespace PerfSignal.Bot.Packaging;

/// <summary>The app package for Teams: the manifest, its German words and two icons at the root of a zip, and nothing else.</summary>
public static class TeamsPackage
{
    private static readonly string[] Files = ["de.json", "color.png", "outline.png"];

    /// <summary>The same ids make the same bytes, so that one can tell whether a package has to be uploaded again.</summary>
    private static readonly DateTimeOffset Written = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Make(Guid appId, Uri publicUrl)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "manifest.json", Encoding.UTF8.GetBytes(Manifests.Teams(appId, publicUrl)));
            foreach (var file in Files)
            {
                Add(zip, file, File.ReadAllBytes(Path.Combine(Manifests.Folder, "teams", file)));
            }
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Written;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
