using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Delivery;

/// <summary>What the outbox tells the operator; never a word that people wrote.</summary>
public sealed partial class DispatchLog(ILogger<Dispatch> log)
{
    /// <summary>The place of a bug without its message, which may quote what people wrote.</summary>
    internal void Bug(DeliveryRow row, Exception bug) =>
        LogBug(Activity.Current?.Id, row.Id, row.Card, row.Attempts + 1, bug.GetType().Name, bug.StackTrace?.Split('\n', 2)[0].Trim());

    /// <summary>The same for a row that nothing can read.</summary>
    internal void Unreadable(Guid row, Exception bug) =>
        LogUnreadable(Activity.Current?.Id, row, bug.GetType().Name, bug.StackTrace?.Split('\n', 2)[0].Trim());

    internal void Untidy(string what, Exception bug) =>
        LogUntidy(Activity.Current?.Id, what, bug.GetType().Name, bug.StackTrace?.Split('\n', 2)[0].Trim());

    internal void Refused(DeliveryRow row, string? word) => LogRefused(row.Id, row.Card, row.Platform?.ToString(), word);

    internal void Held(PlatformName platform, string workspace, string? word, Instant until) =>
        LogHold(platform.ToString(), workspace, word, until.ToDateTimeOffset());

    internal void Lost(DeliveryRow row) => LogLost(row.Id);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Delivery {Row} of card {Card} met a bug at attempt {Attempt}: {Exception} {Where} (trace {Trace})"
    )]
    private partial void LogBug(string? trace, Guid row, string card, int attempt, string exception, string? where);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Platform} refused delivery {Row} of card {Card} with {Word}; this is a bug in the card or the adapter"
    )]
    private partial void LogRefused(Guid row, string card, string? platform, string? word);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} {Workspace} answered {Word}; nothing is sent there before {Until:u}")]
    private partial void LogHold(string platform, string workspace, string? word, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Row} cannot be read: {Exception} {Where} (trace {Trace})")]
    private partial void LogUnreadable(string? trace, Guid row, string exception, string? where);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not {What}: {Exception} {Where} (trace {Trace})")]
    private partial void LogUntidy(string? trace, string what, string exception, string? where);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of delivery {Row} was lost; its end is decided elsewhere")]
    private partial void LogLost(Guid row);
}
