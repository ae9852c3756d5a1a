using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A form that waits to be filled in below the conversation.</summary>
public sealed record OpenForm(
    string Key,
    string Card,
    JsonObject Model,
    IReadOnlyDictionary<string, string>? Values,
    IReadOnlyDictionary<string, string>? Errors
);

/// <summary>What the partial page of messages shows.</summary>
public sealed record Messages(IReadOnlyList<WebMessage> Rows, (Guid Message, IReadOnlyDictionary<string, string> Values)? Kept = null);
