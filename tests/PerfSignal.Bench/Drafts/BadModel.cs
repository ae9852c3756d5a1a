using System.Globalization;
using System.Text.RegularExpressions;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bench.Drafts;

/// <summary>A model that spoils every third sentence in its own way; a worse one would only be given up sooner.</summary>
internal sealed record BadModel(string Name, Func<DraftSentence, DraftRequest, DraftSentence> Spoil)
{
    public static IReadOnlyList<BadModel> All { get; } =
    [
        new("fabricator", Fabricated),
        new("swapper", Swapped),
        new(
            "rater",
            (one, request) =>
                one with
                {
                    Text = one.Text.TrimEnd('.') + Of(request, ", which is excellent work.", ", was hervorragend ist."),
                }
        ),
        new("verbose", (one, _) => one with { Text = string.Join(' ', Enumerable.Repeat(one.Text, 8)) }),
        new(
            "other language",
            (one, request) =>
                one with
                {
                    Text = Of(
                        request,
                        "P2 hat in dieser Zeit die Zusage gehalten und ist mit der Arbeit fertig.",
                        "P2 has kept the commitment and is done with the work of this period."
                    ),
                }
        ),
        new("markup", (one, _) => one with { Text = $"**{one.Text}** [more](https://evil.example/x)" }),
    ];

    public IReadOnlyList<DraftSentence> Write(IReadOnlyList<DraftSentence> good, DraftRequest request) =>
        [.. good.Select((one, place) => place % 3 == 2 || good.Count < 3 ? Spoil(one, request) : one)];

    private static DraftSentence Fabricated(DraftSentence one, DraftRequest request) =>
        Regex.Match(one.Text, @"\d+", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } number
            ? one with
            {
                Text =
                    one.Text[..number.Index]
                    + (int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) + 17).ToString(CultureInfo.InvariantCulture)
                    + one.Text[(number.Index + number.Length)..],
            }
            : one with
            {
                Text = Of(request, "P2 moved the warehouse to Toledo on time.", "P2 hat das Lager pünktlich nach Toledo verlegt."),
            };

    private static DraftSentence Swapped(DraftSentence one, DraftRequest request)
    {
        var other = request.Items.FirstOrDefault(item => !one.Evidence.Contains(item.Id))?.Id ?? "E99";
        return one.Text.Contains("P2", StringComparison.Ordinal)
            ? one with
            {
                Text = one.Text.Replace("P2", "P9", StringComparison.Ordinal),
            }
            : one with
            {
                Evidence = [other],
            };
    }

    private static string Of(DraftRequest request, string english, string german) => request.Language == "de" ? german : english;
}
