using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Answers with a link that opens the web pages as the one who asked: who writes in chat has proven there who they are.</summary>
public sealed partial class OpenPages(PerfSignalData data, Pages pages, Seal seal, TimeProvider clock) : IVerb
{
    public static readonly Verb Verb = new("web.open", typeof(OpenPages), ["open", "web"])
    {
        WorksOutsidePilot = true,
        Knows = (words, _) => Page(words) is not null,
    };

    /// <summary>What people call the pages.</summary>
    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = "/",
        ["chat"] = "/",
        ["me"] = "/me",
        ["team"] = "/team",
        ["org"] = "/org",
        ["hr"] = "/hr",
        ["governance"] = "/governance",
    };

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (Page(command.Row ?? command.Text) is not { } page)
        {
            return new Reply.Said(reader.Say("web_open_which", ("pages", string.Join(", ", Named.Keys.Skip(1)))));
        }

        if (command.Platform == PlatformName.Web)
        {
            return new Reply.Said(reader.Say("web_open_here", ("page", page)));
        }

        if (pages.PublicUrl is not { } site)
        {
            return new Reply.Said(reader.Say("web_open_not_set_up"));
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(WebLink.SecretBytes));
        data.Add(
            new WebLink
            {
                Id = clock.NewId(),
                PersonId = command.By.Id,
                Digest = WebLink.DigestOf(secret),
                Page = page,
                EndsAt = clock.Now() + WebLink.Lifetime,
            }
        );
        await data.SaveChangesAsync(ct);
        var seconds = reader.Number((decimal)WebLink.Lifetime.TotalSeconds, 0);
        return Reply.Show(
            "open_link",
            new OpenLinkModel(reader.Say("web_open_ready", ("seconds", seconds)), seal.Close(command.By.Id, $"{site}/open/{secret}"))
        );
    }

    /// <summary>A page by its name, or a path of ours as a button carries it; the page itself asks who may read it.</summary>
    private static string? Page(string words) =>
        Named.TryGetValue(words.Trim(), out var page) ? page
        : Path().IsMatch(words) ? words
        : null;

    [GeneratedRegex(@"\A(/[A-Za-z0-9_-]{1,64}){1,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}

/// <summary>Model of the card `open_link`.</summary>
/// <param name="Text">How long the link lasts.</param>
/// <param name="Url">Sealed until it is shown.</param>
public sealed record OpenLinkModel(string Text, string Url);
