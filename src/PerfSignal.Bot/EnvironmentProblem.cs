namespace PerfSignal.Bot;

/// <summary>Something outside the program is missing or wrong; the message says what to do and the program ends with exit code 3.</summary>
public sealed class EnvironmentProblem(string message, Exception? cause = null) : Exception(message, cause);
