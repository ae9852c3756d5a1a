using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web;

/// <summary>A form that a page of the conversation sent: typed words, or a card's button with its inputs.</summary>
public sealed record Posted(Inbound Inbound, string Key, CardInstance? On)
{
    public const int MaxText = 4000;
    private static readonly string[] Own = ["card", "verb", "event", "text"];

    /// <summary>Null for a form that none of our pages made.</summary>
    public static Posted? Read(IFormCollection form, Person person, string antiforgeryField)
    {
        var on = CardInstance.Parse(form["card"]);
        if (on is null)
        {
            return Guid.TryParseExact(form["event"], "N", out var once) && form["text"] is [{ } text]
                ? New(
                    person,
                    once,
                    new Inbound
                    {
                        Platform = PlatformName.Web,
                        EventId = "",
                        PersonId = person.Id,
                        Text = text.Trim(),
                    },
                    null
                )
                : null;
        }

        if (form["verb"] is not [{ Length: > 0 and < 4000 } written])
        {
            return null;
        }

        var action = CardAction.Parse(written);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in action.Data.Where(entry => entry.Key != "row"))
        {
            fields[name] = value?.ToString() ?? "";
        }

        foreach (var (name, values) in form)
        {
            if (name != antiforgeryField && !Own.Take(2).Contains(name))
            {
                fields[name] = One(values);
            }
        }

        var row = action.Data["row"]?.ToString();
        var inbound = new Inbound
        {
            Platform = PlatformName.Web,
            EventId = "",
            PersonId = person.Id,
            Verb = action.Verb,
            Row = row,
            Fields = fields,
        };
        return New(person, on.Event, inbound, on);
    }

    /// <summary>The event of a key, in the person's own range: nobody can meet another's.</summary>
    public static string EventId(Person person, string key) => $"{person.Id:N}.{key}";

    private static Posted New(Person person, Guid once, Inbound inbound, CardInstance? on)
    {
        // The content is part of the id: a second click is the same event, words changed after going back are another.
        var content = new StringBuilder().Append(inbound.Text).Append('\0').Append(inbound.Verb).Append('\0').Append(inbound.Row);
        foreach (var (name, value) in inbound.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            content.Append('\0').Append(name).Append('\0').Append(value);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())))[..16];
        var key = $"{once:N}-{hash}";
        return new Posted(inbound with { EventId = EventId(person, key) }, key, on);
    }

    /// <summary>A box that is ticked comes after the hidden value for "off"; several choices are joined as Adaptive Cards do.</summary>
    private static string One(StringValues values) => values is ["false", "true"] ? "true" : string.Join(',', values.ToArray());
}
