using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.decline`: the person asked does not write; a reason is told to the asker and not kept.</summary>
public sealed class DeclineRequest(PerfSignalData data, Requests requests, Audit audit, ReaderFactory readers, TimeProvider clock) : IVerb
{
    public const string Name = "feedback.decline";
    private const int MaxReason = 300;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await requests.To(command.Viewer, command.Row, ct) is not { } request)
        {
            return new Reply.Said(reader.Say("feedback_request_not_found"));
        }

        if (request.State != RequestState.Open)
        {
            return new Reply.Said(reader.Say(AnswerRequest.Ended(request.State)));
        }

        var reason = command.Field("reason");
        if (!command.Fields.ContainsKey("reason"))
        {
            return Reply.Open("feedback_decline_form", Form(reader, request, ""));
        }

        if (reason.Length > MaxReason)
        {
            var error = reader.Say("feedback_decline_too_long", ("max", reader.Number(MaxReason, 0)));
            var errors = new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = error };
            return Reply.Ask("feedback_decline_form", Form(reader, request, reason), errors);
        }

        request.State = RequestState.Declined;
        request.AnsweredAt = clock.Now();
        await audit.Add(command.By.Id, "changed", Name, request.SubjectId, ct: ct);
        if (await data.People.FindAsync([request.AskerId], ct) is { } asker)
        {
            var told =
                reason.Length == 0
                    ? readers.For(asker).Say("feedback_request_declined", ("recipient", command.By.Name))
                    : readers.For(asker).Say("feedback_request_declined_why", ("recipient", command.By.Name), ("reason", reason));
            await requests.Tell(request, told, asker, ct);
        }

        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say("feedback_declined"));
    }

    private static DeclineForm Form(Reader reader, FeedbackRequest request, string reason) =>
        new(reader.Say("feedback_decline_title"), request.Id.ToString("N"), reason);
}
