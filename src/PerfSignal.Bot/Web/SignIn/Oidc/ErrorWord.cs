using System.Text.RegularExpressions;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

/// <summary>An error code of the identity provider as it may stand in a log: codes are words, and anybody may put anything into an address.</summary>
internal static partial class ErrorWord
{
    public static string Of(string? error) => error is not null && Word().IsMatch(error) ? error : "an error without a word";

    [GeneratedRegex(@"\A[a-z_]{1,40}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
