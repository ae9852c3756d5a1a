namespace PerfSignal.Bot.Cli;

/// <summary>What the command line is given by the program it stands in.</summary>
public sealed record CommandLineHost
{
    /// <summary>Runs the service with the settings that stood on the command line; also without any command.</summary>
    public required Func<string[], CancellationToken, Task<int>> Serve { get; init; }

    /// <summary>Creates or upgrades the database.</summary>
    public required Func<IServiceProvider, TextWriter, CancellationToken, Task<int>> Migrate { get; init; }

    /// <summary>Builds the container of <see cref="ImportSetup.AddImports"/> and the database; called once a command needs it.</summary>
    public required Func<IServiceProvider> Services { get; init; }

    /// <summary>Why the database cannot be written to, such as one that was not migrated; null when it can.</summary>
    public required Func<IServiceProvider, CancellationToken, Task<string?>> WhyNotReady { get; init; }

    /// <summary>Exit code and sentence for an error that lies outside the program, such as a database that cannot be reached; null for a bug.</summary>
    public Func<Exception, (int ExitCode, string Sentence)?> Explain { get; init; } = _ => null;

    /// <summary>Files that can be imported.</summary>
    public IReadOnlyList<FileImport> Imports { get; init; } = FileImport.All;

    /// <summary>The first words of settings that `serve` takes as `--Section:Key value`.</summary>
    public IReadOnlyList<string> Sections { get; init; } =
    [
        "Organization",
        "Database",
        "Teams",
        "Slack",
        "Web",
        "Calendars",
        "Sources",
        "Drafting",
        "Delivery",
        "Briefs",
        "Audit",
        "DataProtection",
        "Telemetry",
        "Logging",
        "Kestrel",
    ];
}

/// <summary>How a command ended.</summary>
public static class ExitCode
{
    public const int Good = 0;

    /// <summary>Something was checked and found bad.</summary>
    public const int Bad = 1;
    public const int WrongInput = 2;
    public const int Environment = 3;
}
