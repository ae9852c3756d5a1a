using System.Buffers.Text;

namespace PerfSignal.Bench;

/// <summary>What stands in the texts of the made-up company before a person's number, so that an answer tells whose it is.</summary>
internal static class Mark
{
    public const string Goal = "owngoal";
    public const string Commitment = "pairword";

    /// <summary>The numbers behind a mark in an answer, each once.</summary>
    public static HashSet<int> Read(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> mark)
    {
        var found = new HashSet<int>();
        for (var at = answer.IndexOf(mark); at >= 0; at = answer.IndexOf(mark))
        {
            answer = answer[(at + mark.Length)..];
            if (Utf8Parser.TryParse(answer, out int number, out _))
            {
                found.Add(number);
            }
        }

        return found;
    }
}
