namespace PerfSignal.Core.Feedback;

/// <summary>The channels that the organisation chose for praise, from the settings section `Recognition`.</summary>
/// <param name="SlackChannel">Id of a channel (`C…`); null for none.</param>
/// <param name="TeamsChannel">Conversation id of a channel (`19:…@thread.tacv2`); null for none.</param>
public sealed record Recognition(string? SlackChannel = null, string? TeamsChannel = null)
{
    public bool Any => SlackChannel is not null || TeamsChannel is not null;
}
