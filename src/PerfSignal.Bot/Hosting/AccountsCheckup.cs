using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds about accounts of the chat platforms: those that stand for nobody get nothing.</summary>
public sealed class AccountsCheckup(PerfSignalData data)
{
    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        var open = await OpenAccounts
            .In(data)
            .GroupBy(row => row.Platform)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(ct);
        return
        [
            .. open.OrderBy(group => group.Key)
                .Select(group => new Finding(
                    "people",
                    Grade.Note,
                    group.Count == 1
                        ? $"1 account of {group.Key} matches nobody in the directory and gets nothing."
                        : $"{group.Count} accounts of {group.Key} match nobody in the directory and get nothing.",
                    $"Correct email or {group.Key.ToString().ToLowerInvariant()}_user_id in people.csv and import it, or HR links them on the page /hr/accounts."
                )),
        ];
    }
}
