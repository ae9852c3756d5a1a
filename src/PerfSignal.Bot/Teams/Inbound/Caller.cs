using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Who is behind an activity.</summary>
internal abstract record Caller
{
    private Caller() { }

    public sealed record Known(ChatAccount Account, Person Person) : Caller;

    /// <summary>Of the organisation's tenant, but nobody of the directory, or nobody who works here today.</summary>
    public sealed record Unmatched(ChatAccount Account) : Caller;

    /// <summary>Of another organisation; nothing is kept of them.</summary>
    public sealed record Guest : Caller;

    /// <summary>Neither the activity nor Teams says who it is.</summary>
    public sealed record Nobody : Caller;
}
