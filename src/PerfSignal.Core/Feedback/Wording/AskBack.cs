using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback.Wording;

/// <summary>The one question back about feedback that says too little; it names only what is missing.</summary>
public static class AskBack
{
    /// <summary>The field that says that it was asked.</summary>
    public const string Field = "asked";

    public static string Question(Reader reader, string name, Missing missing)
    {
        var parts = new[] { Missing.Situation, Missing.Behaviour, Missing.Effect }
            .Where(part => missing.HasFlag(part))
            .Select(part => reader.Say("feedback_ask_" + part.ToString().ToLowerInvariant(), ("name", name)));
        return reader.Say("feedback_ask", ("questions", string.Join(' ', parts)));
    }
}
