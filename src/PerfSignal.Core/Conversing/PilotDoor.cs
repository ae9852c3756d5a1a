using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

/// <summary>
/// What a pilot that has begun for some means to those whom it does not take in yet: they are told so, and whoever writes about them is too. A verb needs
/// to know nothing of it, since what it would save is looked at before it is saved.
/// </summary>
public sealed class PilotDoor(PerfSignalData data, PilotGate gate)
{
    /// <summary>The answer in place of the verb's; null where the verb may go on, as those of HR always may: they are an office.</summary>
    /// <param name="verb">Null for words that are no command.</param>
    public async Task<Reply?> Stops(Verb? verb, Command command, CancellationToken ct)
    {
        if (verb is { WorksOutsidePilot: true } or { Audience: Audience.Hr } || !await gate.IsOn(ct))
        {
            return null;
        }

        if (!await gate.Has(command.By, ct))
        {
            return await NotYet(command, ct);
        }

        // Whom a button or a form is about is said before anything is typed.
        return Guid.TryParse(command.Row, out var row) && await data.People.FindAsync([row], ct) is { } about && !await gate.Has(about, ct)
            ? About(command, about.Name)
            : null;
    }

    /// <summary>Until it is disposed, nothing about or by anybody outside the pilot is saved.</summary>
    /// <returns>Null where there is no pilot.</returns>
    public async Task<IDisposable?> Guard(CancellationToken ct) => await gate.IsOn(ct) ? new Watch(data, gate) : null;

    /// <summary>With what was typed, which would be lost with the form.</summary>
    public static Reply About(Command command, string name)
    {
        var typed = command.Field("text") is { Length: > 0 } field ? field : command.Text;
        var said = command.Reader.Say("pilot_not_about", ("name", name));
        return new Reply.Said(typed.Length == 0 ? said : said + "\n" + command.Reader.Say("pilot_typed", ("text", typed)));
    }

    private async Task<Reply> NotYet(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var from = await gate.Next(command.By, ct) is { } day ? reader.Say("pilot_not_yet_from", ("date", reader.Date(day))) : "";
        return new Reply.Said(reader.Say("pilot_not_yet", ("from", from)).Replace("  ", " ", StringComparison.Ordinal));
    }

    private sealed class Watch : IDisposable
    {
        private readonly PerfSignalData data;
        private readonly PilotGate gate;

        public Watch(PerfSignalData data, PilotGate gate)
        {
            (this.data, this.gate) = (data, gate);
            data.BeforeSaving += Check;
        }

        public void Dispose() => data.BeforeSaving -= Check;

        private async Task Check(CancellationToken ct)
        {
            var people = PilotRows.PeopleOf(data).ToHashSet();
            if (people.Count == 0)
            {
                return;
            }

            people.ExceptWith(await gate.Of(people, ct));
            foreach (var person in people)
            {
                if (await data.People.FindAsync([person], ct) is { } outside)
                {
                    throw new NotInPilot(outside.Name);
                }
            }
        }
    }
}
