using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Drafting;

/// <param name="Sources">Names of sources as metrics have them.</param>
/// <param name="ReadAt">When the oldest of them was read; null where that is not known.</param>
/// <param name="Links">Addresses of some records in the tools they come from.</param>
public sealed record EvidenceOrigin(IReadOnlyList<string> Sources, Instant? ReadAt, IReadOnlyList<string> Links);

/// <summary>The evidence of a draft, frozen: what writers get, and what the placeholders in it stand for, which they do not.</summary>
public sealed partial record DraftPack
{
    public required DraftKind Kind { get; init; }
    public required string Language { get; init; }
    public required LocalDate Today { get; init; }

    /// <summary>Who asked for it: the manager, or who stands in.</summary>
    public required Guid AskedById { get; init; }
    public required IReadOnlyList<EvidenceItem> Items { get; init; }

    /// <summary>Names by placeholder.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>What people wrote, as they wrote it, by the item's id.</summary>
    public required IReadOnlyDictionary<string, string> Originals { get; init; }

    /// <summary>The metric or the feedback that an item comes from, by the item's id; it says what a contest is about, and writers do not get it.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>Where an item comes from, by its id, for who edits the draft; writers do not get it, and it does not count in <see cref="Hash"/>.</summary>
    public IReadOnlyDictionary<string, EvidenceOrigin> Origins { get; init; } = new Dictionary<string, EvidenceOrigin>();

    public DraftRequest Request =>
        new()
        {
            Kind = Kind,
            Language = Language,
            Today = Today,
            Manager = NameMask.Manager,
            Report = NameMask.Report,
            Items = Items,
        };

    /// <summary>SHA-256 in lower-case hexadecimal digits over what it says; the day on which it was taken does not count.</summary>
    public string Hash =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    CardJson.Write(
                        new
                        {
                            Kind,
                            Language,
                            Items,
                            Originals,
                            Names,
                        }
                    )
                )
            )
        );

    /// <summary>
    /// The text with people's names, and quotations as they were written; where a quotation has an address, a link or an id in it, that stays
    /// named: in a draft nothing leads anywhere.
    /// </summary>
    public string Restore(string text, IEnumerable<string> cited)
    {
        var quoted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in cited)
        {
            var masked = Items.FirstOrDefault(item => item.Id == id)?.Quote ?? "";
            if (masked.Length > 0 && !Named().IsMatch(masked) && Originals.TryGetValue(id, out var original))
            {
                original = NameText.Clean(original);
                quoted[$"“{masked}”"] = $"“{original}”";
                quoted[$"„{masked}“"] = $"„{original}“";
            }
        }

        // All at once: in what somebody wrote a P1 may be an incident's priority.
        var whole = string.Join(
            '|',
            quoted.Keys.Select(Regex.Escape).Append($"(?<code>{PriorityCode.InAnswers})").Append(Placeholder().ToString())
        );
        return Regex.Replace(
            text,
            whole,
            match =>
                quoted.GetValueOrDefault(match.Value)
                ?? (match.Groups["code"].Success ? PriorityCode.Shown(match.Value, this) : null)
                ?? Names.GetValueOrDefault(match.Value, match.Value),
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );
    }

    [GeneratedRegex(@"\[(?:address|id|link)\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![\p{L}\d])P\d+(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}
