using System.Text.RegularExpressions;

namespace PerfSignal.Core.People;

/// <summary>The form of an e-mail address as directories hold them.</summary>
public static partial class EmailAddress
{
    /// <summary>RFC 5321 4.5.3.1.3 allows 256 octets for a path in angle brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>A plain address without display name, quotes or comments.</summary>
    public static bool IsValid(string text) => text.Length <= MaxLength && Form().IsMatch(text);

    [GeneratedRegex(
        @"\A(?!\.)[^\s@""<>(),;:\\\[\]]{1,64}(?<!\.)@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
