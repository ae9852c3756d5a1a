using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Development;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Cli;

/// <summary>One kind of file that `import` reads; gives the result and what should be looked at all the same.</summary>
/// <param name="Name">The word after `import`.</param>
/// <param name="Extension">With the dot.</param>
public sealed record FileImport(
    string Name,
    string Extension,
    string Description,
    Func<IServiceProvider, TextReader, CancellationToken, Task<(ImportResult Result, IReadOnlyList<ImportProblem> Warnings)>> Run
)
{
    /// <summary>Their profiles come with the program.</summary>
    private static readonly string[] ShippedFamilies = ["sales", "engineering", "support", "delivery"];

    public static IReadOnlyList<FileImport> All { get; } =
    [
        new("people", ".csv", "Import people, their managers, roles and pay from people.csv.", People),
        new(
            "facts",
            ".csv",
            "Import facts of sources without a connector from facts.csv.",
            Plain<FactsImport>((import, file, ct) => import.Run(file, ct))
        ),
        new(
            "goals",
            ".csv",
            "Import goals and key results from goals.csv.",
            Plain<GoalsImport>((import, file, ct) => import.Run(file, ct))
        ),
        new(
            "cadences",
            ".csv",
            "Import rhythms of 1:1s from cadences.csv.",
            Plain<CadencesImport>((import, file, ct) => import.Run(file, ct))
        ),
        new(
            "profiles",
            ".json",
            "Import role profiles and their metrics.",
            Plain<ProfilesImport>((import, file, ct) => import.Run(file, ct))
        ),
        new(
            "competencies",
            ".json",
            "Import competencies with their level descriptions, and career paths.",
            Plain<CompetenciesImport>((import, file, ct) => import.Run(file, ct))
        ),
    ];

    private static async Task<(ImportResult, IReadOnlyList<ImportProblem>)> People(
        IServiceProvider services,
        TextReader file,
        CancellationToken ct
    )
    {
        var data = services.GetRequiredService<PerfSignalData>();
        var families = await data.Set<RoleProfile>().Select(profile => profile.RoleFamily).Distinct().ToListAsync(ct);
        var imported = await services
            .GetRequiredService<PeopleImport>()
            .Run(file, families.Concat(ShippedFamilies).ToHashSet(StringComparer.Ordinal), ct);
        if (imported.Result.Ok)
        {
            await services.GetRequiredService<Accounts>().MatchOpen(ct);
            await data.SaveChangesAsync(ct);
        }

        return (imported.Result, imported.Warnings);
    }

    private static Func<IServiceProvider, TextReader, CancellationToken, Task<(ImportResult, IReadOnlyList<ImportProblem>)>> Plain<T>(
        Func<T, TextReader, CancellationToken, Task<ImportResult>> run
    )
        where T : notnull =>
        async (services, file, ct) =>
        {
            var result = await run(services.GetRequiredService<T>(), file, ct);
            return (result, result.Warnings);
        };
}
