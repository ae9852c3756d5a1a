namespace PerfSignal.Core.Conversing;

/// <summary>A row about somebody whom no pilot wave takes in was about to be saved; the conversation answers with their name and keeps nothing.</summary>
public sealed class NotInPilot(string name) : Exception("Nothing is kept about somebody outside the pilot.")
{
    public string Name => name;
}
