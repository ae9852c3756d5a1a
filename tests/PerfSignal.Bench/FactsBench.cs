using System.Diagnostics;
using System.Text;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bench;

/// <summary>How long a large facts.csv takes to import, and to import again unchanged.</summary>
internal static class FactsBench
{
    public static async Task<int> Run(Options options)
    {
        await using var database = new BenchDatabase(options);
        await database.Make();
        await database.Within<PerfSignalData>(async data =>
        {
            data.Add(
                new Person
                {
                    Id = Guid.CreateVersion7(),
                    Email = "ana@example.com",
                    Name = "Ana",
                    RoleFamily = "engineering",
                    Department = "Engineering",
                    Location = "Lisbon",
                    TimeZone = "Europe/Lisbon",
                    HireDate = new LocalDate(2024, 1, 1),
                }
            );
            await data.SaveChangesAsync();
        });
        var file = new StringBuilder("source,kind,external_id,person_email,at,amount,duration_hours,outcome,url,currency\n");
        for (var line = 0; line < options.Count; line++)
        {
            file.Append("jira,issue,A-").Append(line).Append(",ana@example.com,2026-11-20T10:00:00Z,5,,done,,\n");
        }

        var good = true;
        foreach (var what in new[] { "imported", "imported again" })
        {
            var watch = Stopwatch.StartNew();
            await database.Within<FactsImport>(async import =>
            {
                var result = await import.Run(new StringReader(file.ToString()), default);
                good &= result.Ok && result.Added + result.Unchanged == options.Count;
            });
            Console.WriteLine($"{options.Count} facts {what} in {watch.Elapsed.TotalSeconds:0.0} s");
        }

        return good ? 0 : 1;
    }
}
