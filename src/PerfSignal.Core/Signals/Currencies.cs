namespace PerfSignal.Core.Signals;

/// <summary>ISO 4217 codes by their form; which of them exist changes too often to be held here.</summary>
public static class Currencies
{
    public static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
