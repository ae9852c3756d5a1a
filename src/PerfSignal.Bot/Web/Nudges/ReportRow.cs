using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>The report of a nudge as cells of text, in the reader's language and zone; the same in both files.</summary>
internal static class ReportRow
{
    public static IReadOnlyList<string> Head(Reader reader) =>
        [
            reader.Say("nudge_report_name"),
            reader.Say("nudge_report_email"),
            reader.Say("nudge_report_department"),
            reader.Say("nudge_report_state"),
            reader.Say("nudge_report_reason"),
            reader.Say("nudge_report_platform"),
            reader.Say("nudge_report_at", ("zone", reader.Zone.Id)),
            reader.Say("nudge_report_doubled"),
            reader.Say("nudge_report_retracted"),
        ];

    public static IReadOnlyList<string> Of(ReportLine line, Reader reader) =>
        [
            line.Name,
            line.Email,
            line.Department,
            reader.Say("nudge_count_" + Word(line.State)),
            line.ReasonWord is { } why ? BroadcastPhrases.Reason(why, reader) : "",
            line.Platform?.ToString() ?? "",
            line.At is { } at ? at.InZone(reader.Zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", reader.Culture) : "",
            line.PossiblyDoubled ? reader.Say("nudge_report_yes") : "",
            line.Retracted ? reader.Say("nudge_report_yes") : "",
        ];

    /// <summary>The word of <see cref="BroadcastNumber.Word"/> that the state counts towards.</summary>
    public static string Word(DeliveryState state) =>
        state switch
        {
            DeliveryState.Sent => "sent",
            DeliveryState.Failed => "failed",
            DeliveryState.Excluded => "excluded",
            DeliveryState.Cancelled => "cancelled",
            DeliveryState.Expired => "expired",
            _ => "waiting",
        };
}
