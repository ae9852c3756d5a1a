using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback.Wording;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.answer`: the person asked writes; the answer is shared feedback with their name.</summary>
public sealed class AnswerRequest(
    PerfSignalData data,
    Colleagues colleagues,
    Requests requests,
    Notes notes,
    ReaderFactory readers,
    TimeProvider clock
) : IVerb
{
    public const string Name = "feedback.answer";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await requests.To(command.Viewer, command.Row, ct) is not { } request)
        {
            return new Reply.Said(reader.Say("feedback_request_not_found"));
        }

        var about = await colleagues.Of(command, request.SubjectId.ToString("N"), ct);
        if (request.State != RequestState.Open || about is null)
        {
            return new Reply.Said(reader.Say(about is null ? "feedback_request_gone" : Ended(request.State)));
        }

        return command.Fields.ContainsKey("text")
            ? await Save(command, request, about, ct)
            : Reply.Open("feedback_form", FeedbackForm.Answer(reader, about.Name, request.Id, request.Question, ""));
    }

    private async Task<Reply> Save(Command command, FeedbackRequest request, Person about, CancellationToken ct)
    {
        var (reader, text) = (command.Reader, command.Field("text"));
        var form = FeedbackForm.Answer(reader, about.Name, request.Id, request.Question, text) with
        {
            Asked = command.Field(AskBack.Field),
        };
        if (text.Length is 0 or > FeedbackNote.MaxText)
        {
            var error = reader.Say("feedback_text_needed", ("max", reader.Number(FeedbackNote.MaxText, 0)));
            return Reply.Ask("feedback_form", form, new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = error });
        }

        if (command.Field(AskBack.Field).Length == 0 && Vagueness.IsVague(text))
        {
            return Reply.Open("feedback_form", form.AskingFor(reader, Vagueness.Of(text)));
        }

        request.State = RequestState.Given;
        request.AnsweredAt = clock.Now();
        await notes.AddShared(command.By, about, FeedbackKind.Feedback, text, ct, request: request.Id);
        // Who asked about themself sees the answer by that very card.
        if (request.AskerId != about.Id && await data.People.FindAsync([request.AskerId], ct) is { } asker)
        {
            var told = readers.For(asker).Say("feedback_request_given", ("recipient", command.By.Name), ("name", about.Name));
            await requests.Tell(request, told, asker, ct);
        }

        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say("feedback_given", ("name", about.Name)));
    }

    internal static string Ended(RequestState state) =>
        state switch
        {
            RequestState.Given => "feedback_request_answered_already",
            RequestState.Declined => "feedback_request_declined_already",
            _ => "feedback_request_withdrawn_already",
        };
}
