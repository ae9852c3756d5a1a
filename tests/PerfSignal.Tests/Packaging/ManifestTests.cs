using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Packaging;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Packaging;

public sealed class ManifestTests
{
    private static readonly Guid Id = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private static readonly Uri Address = new("https://perf.example.org:8443");
    private static readonly VerbTable Table = new(Verbs.All);
    private static readonly Texts Words = Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards"));

    [Fact]
    public void A_teams_package_holds_the_manifest_its_german_words_and_two_icons_at_its_root() =>
        Entries(TeamsPackage.Make(Id, Address))
            .Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["color.png", "de.json", "manifest.json", "outline.png"]);

    [Fact]
    public void The_same_ids_make_the_same_package() => TeamsPackage.Make(Id, Address).ShouldBe(TeamsPackage.Make(Id, Address));

    [Fact]
    public void The_manifest_carries_the_ids_and_the_address_of_the_settings()
    {
        var manifest = JsonNode.Parse(Entries(TeamsPackage.Make(Id, Address))["manifest.json"])!;

        manifest["id"]!.GetValue<string>().ShouldBe(Id.ToString());
        manifest["bots"]![0]!["botId"]!.GetValue<string>().ShouldBe(Id.ToString());
        manifest["composeExtensions"]![0]!["botId"]!.GetValue<string>().ShouldBe(Id.ToString());
        manifest["developer"]!["privacyUrl"]!.GetValue<string>().ShouldBe("https://perf.example.org:8443/governance");
        manifest["validDomains"]![0]!.GetValue<string>().ShouldBe("perf.example.org");
        manifest.ToJsonString().ShouldNotContain("example.com");
        Manifests.Slack(Address).ShouldNotContain("example.com");
        Manifests.Slack(Address).ShouldContain("\"https://perf.example.org:8443/slack/events\"");
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void Icons_have_the_size_that_teams_wants(string file, int size)
    {
        // The header of a PNG: eight bytes of signature, length and name of the first chunk, then width and height.
        var bytes = File.ReadAllBytes(Path.Combine(Manifests.Folder, "teams", file));
        BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)).ShouldBe(size);
        BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)).ShouldBe(size);
    }

    [Fact]
    public void Commands_of_the_manifest_are_words_of_the_verb_table_said_as_help_says_them()
    {
        var manifest = Shipped("teams/manifest.json");
        var german = Shipped("teams/de.json");
        var commands = manifest["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray();

        commands.Count.ShouldBeGreaterThan(5);
        foreach (var (command, at) in commands.Select((command, at) => (command!, at)))
        {
            var title = command["title"]!.GetValue<string>();
            var verb = Table.ByWords(title).Verb.ShouldNotBeNull(title);
            command["description"]!.GetValue<string>().ShouldBe(Words.Say("en", verb.HelpKey));
            german[$"bots[0].commandLists[0].commands[{at}].title"]!.GetValue<string>().ShouldBe(title);
            german[$"bots[0].commandLists[0].commands[{at}].description"]!.GetValue<string>().ShouldBe(Words.Say("de", verb.HelpKey));
        }
    }

    [Fact]
    public void Slash_commands_are_words_of_the_verb_table_said_as_help_says_them()
    {
        foreach (var command in Shipped("slack/manifest.json")["features"]!["slash_commands"]!.AsArray())
        {
            var typed = command!["command"]!.GetValue<string>();
            var verb = Table.ByWords(typed).Verb.ShouldNotBeNull(typed);
            command["description"]!.GetValue<string>().ShouldBe(Words.Say("en", verb.HelpKey));
        }
    }

    [Fact]
    public void What_is_offered_on_a_message_is_a_verb()
    {
        var teams = Shipped("teams/manifest.json")["composeExtensions"]![0]!["commands"]!.AsArray().Select(command => command!["id"]);
        var slack = Shipped("slack/manifest.json")["features"]!["shortcuts"]!.AsArray().Select(shortcut => shortcut!["callback_id"]);
        foreach (var name in teams.Concat(slack))
        {
            Table.ByName(name!.GetValue<string>()).ShouldNotBeNull();
        }
    }

    private static JsonNode Shipped(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Manifests.Folder, file)))!;

    private static Dictionary<string, byte[]> Entries(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return zip.Entries.ToDictionary(entry => entry.FullName, Content, StringComparer.Ordinal);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
