using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>`brief.show`: the brief of one's next 1:1, or of the one with a named person; the employee sees the same evidence.</summary>
public sealed class ShowBrief(PerfSignalData data, BriefFinder finder, BriefCards cards, TimeProvider clock) : IVerb
{
    public const string Name = "brief.show";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (command.Row is not null)
        {
            return await Show(await finder.ByRow(command, ct), command, ct);
        }

        if (command.Text.Length == 0 && await Next(command, ct) is { } next)
        {
            return await Show(await finder.Of(next, command.Viewer, ct), command, ct);
        }

        var reader = command.Reader;
        var pairs = await Pair.AllOf(data, command.By, reader.Today, ct);
        if (command.Text.Length == 0)
        {
            return new Reply.Said(reader.Say(pairs.Count == 0 ? "brief_nobody" : "brief_nothing_planned"));
        }

        var named = Named(pairs, command);
        return named.Count == 1
            ? await Show(await finder.Of(named[0], command.Viewer, ct), command, ct)
            : new Reply.Said(Unclear(command, pairs, named));
    }

    private async Task<Reply> Show(BriefView? view, Command command, CancellationToken ct)
    {
        if (view is null)
        {
            return new Reply.Said(command.Reader.Say("brief_gone"));
        }

        await data.SaveChangesAsync(ct);
        return Reply.Show(BriefCards.CardFor(command.By.Id, view.Evidence), cards.Write(view, command.By.Id, command.Reader));
    }

    private Task<Occurrence?> Next(Command command, CancellationToken ct)
    {
        var (me, now) = (command.By.Id, clock.Now());
        return data
            .Occurrences.AsNoTracking()
            .Where(one => (one.ManagerId == me || one.ReportId == me) && one.State == OccurrenceState.Planned && one.End > now)
            .OrderBy(one => one.Start)
            .FirstOrDefaultAsync(ct);
    }

    private static List<Pair> Named(IReadOnlyList<Pair> pairs, Command command)
    {
        var typed = command.Text.Trim().TrimStart('@');
        bool Is(Pair pair, Func<Person, bool> holds) => holds(pair.Other(command.By.Id));
        var exact = pairs
            .Where(pair =>
                Is(
                    pair,
                    other =>
                        other.Email.Equals(typed, StringComparison.OrdinalIgnoreCase)
                        || other.Name.Equals(typed, StringComparison.OrdinalIgnoreCase)
                )
            )
            .ToList();
        return exact.Count > 0
            ? exact
            :
            [
                .. pairs.Where(pair =>
                    Is(pair, other => other.Name.Split(' ').Any(part => part.Equals(typed, StringComparison.OrdinalIgnoreCase)))
                ),
            ];
    }

    private static string Unclear(Command command, IReadOnlyList<Pair> pairs, List<Pair> named)
    {
        var others = (named.Count > 1 ? named : pairs).Select(pair => pair.Other(command.By.Id));
        return command.Reader.Say(
            named.Count > 1 ? "brief_several"
                : pairs.Count == 0 ? "brief_nobody"
                : "brief_with_whom",
            ("name", BriefCards.Cut(command.Text, 80)),
            ("names", string.Join(", ", others.Select(other => named.Count > 1 ? $"{other.Name} ({other.Email})" : other.Name)))
        );
    }
}
