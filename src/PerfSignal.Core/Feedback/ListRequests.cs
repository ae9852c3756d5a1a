using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.requests`: what the reader is asked to write, and what became of what they asked.</summary>
public sealed class ListRequests(PerfSignalData data, Requests requests) : IVerb
{
    public const string Name = "feedback.requests";
    private const int Most = 5;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var me = command.By.Id;
        var toMe = await requests
            .Of(command.Viewer)
            .AsNoTracking()
            .Where(row => row.RecipientId == me && row.State == RequestState.Open)
            .OrderBy(row => row.DueOn == null)
            .ThenBy(row => row.DueOn)
            .ThenBy(row => row.Id)
            .Take(Most + 1)
            .ToListAsync(ct);
        var latest = await requests
            .Of(command.Viewer)
            .AsNoTracking()
            .Where(row => row.AskerId == me)
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take((Most + 1) * Requests.MaxRecipients)
            .ToListAsync(ct);
        var groups = latest.GroupBy(row => row.GroupId).ToList();
        var ids = toMe.Concat(latest).SelectMany(row => new[] { row.AskerId, row.SubjectId, row.RecipientId }).Distinct().ToList();
        var names = await data
            .People.Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        return Reply.Show("feedback_requests", Card(command.Reader, toMe, groups, names));
    }

    private static RequestList Card(
        Reader reader,
        List<FeedbackRequest> toMe,
        List<IGrouping<Guid, FeedbackRequest>> groups,
        Dictionary<Guid, string> names
    ) =>
        new(
            reader.Say("feedback_requests_title"),
            [.. toMe.Take(Most).Select(row => ToMe(reader, row, names))],
            [
                .. groups
                    .Take(Most)
                    .Select(group => Mine(reader, [.. group.OrderBy(row => names[row.RecipientId], StringComparer.Ordinal)], names)),
            ],
            toMe.Count + groups.Count == 0 ? reader.Say("feedback_requests_empty") : "",
            toMe.Count > Most || groups.Count > Most ? reader.Say("feedback_requests_more") : ""
        );

    private static RequestToMe ToMe(Reader reader, FeedbackRequest row, Dictionary<Guid, string> names)
    {
        var title =
            row.AskerId == row.SubjectId
                ? reader.Say("feedback_request_self", ("asker", names[row.AskerId]))
                : reader.Say("feedback_request_about", ("asker", names[row.AskerId]), ("name", names[row.SubjectId]));
        var due = row.DueOn is { } day ? ", " + reader.Say("feedback_request_until", ("date", reader.Date(day))) : "";
        return new RequestToMe(row.Id.ToString("N"), title + due, row.Question);
    }

    private static RequestOfMine Mine(Reader reader, List<FeedbackRequest> rows, Dictionary<Guid, string> names) =>
        new(
            rows[0].GroupId.ToString("N"),
            reader.Say(
                "feedback_requests_mine",
                ("name", names[rows[0].SubjectId]),
                ("date", reader.Date(rows[0].At.InZone(reader.Zone).Date))
            ),
            rows[0].Question,
            string.Join(
                ", ",
                rows.Select(row => $"{names[row.RecipientId]}: {reader.Say("feedback_state_" + row.State.ToString().ToLowerInvariant())}")
            ),
            rows.Exists(row => row.State == RequestState.Open)
        );
}
