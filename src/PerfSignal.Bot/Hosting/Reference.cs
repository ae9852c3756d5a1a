using System.Security.Cryptography;

namespace PerfSignal.Bot.Hosting;

/// <summary>A short word that a person can read out and an operator can find in the log.</summary>
public static class Reference
{
    public static string New() => RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTUVWXYZ23456789", 8);
}
