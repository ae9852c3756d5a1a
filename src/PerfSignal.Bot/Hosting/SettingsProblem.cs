namespace PerfSignal.Bot.Hosting;

/// <summary>One wrong setting, in words that name the key and say how to set it.</summary>
/// <param name="Key">With a colon between section and name; a key that is no setting has no place to be told.</param>
/// <param name="Outside">The value is well formed, and what it names outside the program is missing.</param>
public sealed record SettingsProblem(string Key, string What, string Mend, bool Outside = false, bool Unknown = false)
{
    public override string ToString() =>
        Unknown
            ? $"{Key} {What}. {Mend}"
            : $"{Key} {What}. {Mend} Its place is {Key} in appsettings.json, or {Variable} in the environment.";

    private string Variable => Key.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>The settings are wrong; the message has a line for each problem.</summary>
public sealed class SettingsException(IReadOnlyList<SettingsProblem> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<SettingsProblem> Problems => problems;

    /// <summary>2 for wrong input, 3 where only the environment is.</summary>
    public int ExitCode => problems.All(problem => problem.Outside) ? 3 : 2;
}
