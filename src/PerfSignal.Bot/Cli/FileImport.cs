using PerfSignal.Core.Calendar;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;

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
    private static readonly HashSet<string> ShippedFamilies = ["sales", "engineering", "support", "delivery"];

    public static IReadOnlyList<FileImport> All { get; } =
        [
            new("people", ".csv", "Import people, their managers, roles and pay from people.csv.", People),
            new("cadences", ".csv", "Import rhythms of 1:1s from cadences.csv.", Cadences),
        ];

    private static async Task<(ImportResult, IReadOnlyList<ImportProblem>)> People(IServiceProvider services, TextReader file, CancellationToken ct)
    {
        var imported = await services.GetRequiredService<PeopleImport>().Run(file, ShippedFamilies, ct);
        return (imported.Result, imported.Warnings);
    }

    private static async Task<(ImportResult, IReadOnlyList<ImportProblem>)> Cadences(IServiceProvider services, TextReader file, CancellationToken ct) =>
        (await services.GetRequiredService<CadencesImport>().Run(file, ct), []);
}
