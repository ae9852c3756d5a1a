namespace PerfSignal.Tests.Cards;

/// <summary>Where the files of the repository that tests read are.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Find();

    public static string Cards => Path.Combine(Root, "cards");

    public static string Interop => Path.Combine(Root, "tests", "interop");

    public static string SampleCards => Path.Combine(Root, "tests", "PerfSignal.Tests", "Cards", "Samples");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PerfSignal.Bot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside the repository.");
    }
}
