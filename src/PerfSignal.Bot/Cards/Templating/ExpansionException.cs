namespace PerfSignal.Bot.Cards.Templating;

/// <summary>An expression that could not be computed from the data it was given.</summary>
public sealed class ExpansionException(string message) : Exception(message);
