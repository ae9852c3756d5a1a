using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Goals;

/// <summary>Gives short names, `o3` and `kr2`: unique in the organisation, kept for as long as the goal lives.</summary>
public sealed class GoalKeys(Access access)
{
    private const int Step = 32;

    /// <summary>A free number above one that is taken; found in a few short look-ups however many there are.</summary>
    public async Task<string> Next(bool isKeyResult, CancellationToken ct)
    {
        var kind = isKeyResult ? "kr" : "o";
        var (taken, free) = await Narrow(kind, 0, [.. Enumerable.Range(0, 30).Select(power => 1 << power)], ct);
        while (free - taken > 1)
        {
            var width = Math.Max(1, (free - taken) / Step);
            var between = Enumerable.Range(1, Step).Select(at => taken + (at * width)).Where(number => number < free).Append(free);
            (taken, free) = await Narrow(kind, taken, [.. between], ct);
        }

        return Key(kind, free);
    }

    /// <summary>The first of some rising numbers that is free, and the one before it; the last is taken to be free.</summary>
    private async Task<(int Taken, int Free)> Narrow(string kind, int taken, int[] numbers, CancellationToken ct)
    {
        var keys = numbers.Select(number => Key(kind, number)).ToList();
        var used = await access.ForService<Goal>().Where(goal => keys.Contains(goal.Key)).Select(goal => goal.Key).ToListAsync(ct);
        foreach (var number in numbers)
        {
            if (number == numbers[^1] || !used.Contains(Key(kind, number), StringComparer.OrdinalIgnoreCase))
            {
                return (taken, number);
            }

            taken = number;
        }

        return (taken, taken + 1);
    }

    private static string Key(string kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);
}
