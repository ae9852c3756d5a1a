using PerfSignal.Bot.Cards;

namespace PerfSignal.Tests.Cards;

/// <summary>Libraries of one card written for a test.</summary>
internal static class TestCards
{
    public static CardLibrary Write(string card, string sample = "{}", string texts = """{"a":"A"}""", string? german = null)
    {
        var folder = Directory.CreateTempSubdirectory("perfsignal-cards-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "card"));
            File.WriteAllText(Path.Combine(folder.FullName, "card", "card.json"), card);
            File.WriteAllText(Path.Combine(folder.FullName, "card", "sample.json"), sample);
            File.WriteAllText(Path.Combine(folder.FullName, "texts.en.json"), texts);
            if (german is not null)
            {
                File.WriteAllText(Path.Combine(folder.FullName, "texts.de.json"), german);
            }

            return CardLibrary.Load(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A card with the given elements, each on its own line from line 2.</summary>
    public static string With(params string[] elements) =>
        "{\"type\":\"AdaptiveCard\",\"version\":\"1.5\",\"body\":[\n" + string.Join(",\n", elements) + "\n]}";
}
