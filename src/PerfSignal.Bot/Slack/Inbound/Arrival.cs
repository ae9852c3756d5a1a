using System.Security.Cryptography;
using System.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using Asked = PerfSignal.Core.Conversing.Inbound;

namespace PerfSignal.Bot.Slack.Inbound;

internal enum ArrivalKind
{
    Message,
    HomeOpened,
    AccountChanged,
    Revoked,
    Command,
    Action,
    Submission,
    Shortcut,
}

/// <summary>What one signed request of Slack says, as far as it is used; the inbox keeps this and nothing else of the request.</summary>
internal sealed record Arrival
{
    /// <summary>What people type or hand over is read up to this many characters.</summary>
    public const int MaxText = 4000;

    public required ArrivalKind Kind { get; init; }

    /// <summary>The same for a repeat, another for anything else.</summary>
    public required string EventId { get; init; }

    /// <summary>As in <see cref="ChatAccount.Workspace"/>.</summary>
    public required string Workspace { get; init; }

    /// <summary>The enterprise of the workspace, where it belongs to one.</summary>
    public string? Enterprise { get; init; }

    /// <summary>Empty where nobody is behind it.</summary>
    public string User { get; init; } = "";
    public string? Text { get; init; }
    public string? Verb { get; init; }
    public string? Row { get; init; }
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The ids of the input blocks of a form, from the top; errors may stand at these only.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The conversation in which it happened.</summary>
    public string? Channel { get; init; }

    /// <summary>The message whose button was pressed.</summary>
    public string? Message { get; init; }

    /// <summary>Whether only this person sees that message.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>The view in which it happened.</summary>
    public string? View { get; init; }

    /// <summary>Whether the view is the home tab.</summary>
    public bool AtHome { get; init; }

    /// <summary>Opens a view within three seconds, once.</summary>
    public string? Trigger { get; init; }

    /// <summary>Where an answer that only this person sees is posted: a secret.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>The account whose message a shortcut was used on.</summary>
    public string? Author { get; init; }
    public SlackRevocation? Revocation { get; init; }

    /// <summary>An id of at most 200 characters, as the database keeps it.</summary>
    public static string Id(string kind, params ReadOnlySpan<string?> parts)
    {
        var id = kind + ":" + string.Join('\0', parts);
        return id.Length <= 150 && id.All(c => c is > ' ' and <= '~')
            ? id
            : $"{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}";
    }

    public Asked For(Person person, string? row = null) =>
        new()
        {
            Platform = PlatformName.Slack,
            EventId = EventId,
            PersonId = person.Id,
            Text = Text,
            Verb = Verb,
            Row = row ?? Row,
            Fields = Fields,
            // Whatever is answered before one person alone (https://docs.slack.dev/messaging#ephemeral) stands in a channel that the bot does not read.
            IsAside = Kind == ArrivalKind.Command || IsEphemeral,
            IsFleeting = Kind == ArrivalKind.Shortcut,
        };
}
