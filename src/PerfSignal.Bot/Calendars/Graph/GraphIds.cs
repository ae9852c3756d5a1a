using System.Security.Cryptography;
using System.Text;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>Ids of Graph may have some hundred characters and tell capital letters from small ones; a digest names them just as well anywhere.</summary>
internal static class GraphIds
{
    public static string Short(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}
