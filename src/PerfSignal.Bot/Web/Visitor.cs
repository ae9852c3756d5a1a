using System.Globalization;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web;

/// <summary>The person whose session a request belongs to, read afresh for each request.</summary>
public sealed record Visitor(Person Person, Reader Reader)
{
    public Viewer Viewer => new(Person.Id);
}

public static class VisitorOfRequest
{
    public static Visitor? Visitor(this HttpContext http) => http.Features.Get<Visitor>();

    /// <summary>The signed-in person's reader, or one in the browser's language.</summary>
    public static Reader Reader(this HttpContext http)
    {
        if (http.Visitor() is { } visitor)
        {
            return visitor.Reader;
        }

        var texts = http.RequestServices.GetRequiredService<Texts>();
        var asked = http
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0].ToLower(CultureInfo.InvariantCulture))
            .FirstOrDefault(texts.Languages.Contains);
        return http.RequestServices.GetRequiredService<ReaderFactory>().ForNobody(asked);
    }
}
