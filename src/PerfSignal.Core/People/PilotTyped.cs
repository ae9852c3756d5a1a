using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace PerfSignal.Core.People;

/// <summary>A wave as it was typed.</summary>
/// <param name="Row">The wave to be changed; empty for a new one.</param>
/// <param name="From">ISO date of the first day.</param>
/// <param name="Last">ISO date of the last day on which it holds; empty while it is open-ended.</param>
/// <param name="Version">Of the wave as the form showed it; empty for a new one.</param>
public sealed record PilotTyped(
    string Row,
    string Name,
    IReadOnlyList<string> Families,
    IReadOnlyList<string> Departments,
    string From,
    string Last,
    string Version = ""
)
{
    /// <summary>What was looked at before it is saved: a preview of something else does not count.</summary>
    public string Mark
    {
        get
        {
            var all = string.Join('\u001f', [Row, Name, string.Join('\u001e', Families), string.Join('\u001e', Departments), From, Last]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
        }
    }

    /// <summary>Names in one field: each on a line of its own or with semicolons between, else with commas; a name that is known as it stands is one.</summary>
    public static IReadOnlyList<string> Split(string field, IReadOnlyCollection<string> known)
    {
        var text = field.Trim();
        var whole = known.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        char[] between = text.AsSpan().ContainsAny(';', '\n') ? [';', '\n', '\r'] : [','];
        return whole is not null ? [whole] : text.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>A wave that was found good, and whom it would take in.</summary>
/// <param name="Inside">People who work here today and whom it covers.</param>
/// <param name="Newly">Those of them whom nothing takes in today.</param>
/// <param name="Outside">People whom no wave takes in today once it is saved.</param>
public sealed record PilotPreview(
    string Name,
    IReadOnlyList<string> Families,
    IReadOnlyList<string> Departments,
    LocalDate From,
    LocalDate? Until,
    int Inside,
    int Newly,
    int Outside
);
