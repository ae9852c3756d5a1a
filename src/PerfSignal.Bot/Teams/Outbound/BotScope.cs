namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>What the token is for: Teams' connector of the public or of the US Government's cloud (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication).</summary>
internal static class BotScope
{
    public const string Public = "https://api.botframework.com/.default";

    public static string At(Uri tokenEndpoint) =>
        tokenEndpoint.Host.EndsWith(".us", StringComparison.OrdinalIgnoreCase) ? "https://api.botframework.us/.default" : Public;
}
