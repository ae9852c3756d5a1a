using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Conversing;

/// <summary>`form.open`: the form of an earlier answer, where a platform can open one only upon the press of a button.</summary>
public sealed class OpenForm(PerfSignalData data) : IVerb
{
    public const string Name = "form.open";
    public static readonly Verb Verb = new(Name, typeof(OpenForm), []) { WorksOutsidePilot = true };

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var (me, platform, earlier) = (command.By.Id, command.Platform, command.Row ?? "");
        var answer = await data.Set<InboundRow>()
            .AsNoTracking()
            .Where(row => row.Platform == platform && row.EventId == earlier && row.PersonId == me)
            .Select(row => row.Answer)
            .SingleOrDefaultAsync(ct);
        return answer is null
            ? new Reply.Said(command.Reader.Say("form_gone"))
            : ReplyJson.Read(answer) switch
            {
                Reply.Opened opened => opened,
                Reply.Invalid invalid => new Reply.Opened(invalid.Card, invalid.Model),
                _ => new Reply.Said(command.Reader.Say("form_gone")),
            };
    }
}
