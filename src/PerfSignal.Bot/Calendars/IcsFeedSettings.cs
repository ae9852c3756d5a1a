using System.Text;
using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Calendars;

/// <summary>One calendar read from an address: whose it is, and where.</summary>
/// <param name="Url">Often a secret by itself; never logged or shown.</param>
public sealed record IcsFeed(string Owner, Uri Url)
{
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(Owner)).Append(" = ").Append(Owner);
        return true;
    }
}

/// <summary>The section `Calendars:Ics`.</summary>
public sealed record IcsFeedSettings(IReadOnlyList<IcsFeed> Feeds)
{
    public static IcsFeedSettings None { get; } = new([]);

    internal static IcsFeedSettings Read(SettingsReader reader)
    {
        var feeds = new List<IcsFeed>();
        foreach (var (line, index) in reader.List("Calendars:Ics:Feeds").Select((line, index) => (line, index)))
        {
            if (Feed(line) is not { } feed)
            {
                reader.Wrong(
                    $"Calendars:Ics:Feeds:{index}",
                    "is not of the form `EMAIL ADDRESS`",
                    "Write whose calendar it is, a space and the https address, such as `maya@example.com https://calendar.example.com/maya.ics`."
                );
            }
            else if (feed.Url.UserInfo.Length > 0)
            {
                reader.Wrong(
                    $"Calendars:Ics:Feeds:{index}",
                    "has a name or password before the host, which is not sent",
                    "Use the calendar's secret address, which needs no sign-in."
                );
            }
            else if (feeds.Exists(other => other.Owner == feed.Owner))
            {
                reader.Wrong(
                    $"Calendars:Ics:Feeds:{index}",
                    $"is a second address for {feed.Owner}",
                    "Keep the one of the calendar that holds the 1:1s."
                );
            }
            else
            {
                feeds.Add(feed);
            }
        }

        return feeds.Count == 0 ? None : new IcsFeedSettings(feeds);
    }

    private static IcsFeed? Feed(string line) =>
        line.Split(' ', 2, StringSplitOptions.TrimEntries) is [var owner, var address]
        && owner.Contains('@', StringComparison.Ordinal)
        && Uri.TryCreate(OverHttps(address), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? new IcsFeed(owner.ToLowerInvariant(), url)
            : null;

    /// <summary>Calendar programs write `webcal` so that a click subscribes.</summary>
    private static string OverHttps(string address) =>
        new[] { "webcal://", "webcals://" }.FirstOrDefault(scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            is { } scheme
            ? $"https://{address[scheme.Length..]}"
            : address;
}
