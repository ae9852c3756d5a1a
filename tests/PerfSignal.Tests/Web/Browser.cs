using System.Net;
using System.Text.RegularExpressions;

namespace PerfSignal.Tests.Web;

/// <summary>A browser without scripts: keeps cookies, follows redirects, fills in forms.</summary>
public sealed partial class Browser(HttpMessageHandler server, bool https = false)
{
    private readonly CookieContainer cookies = new();
    private readonly HttpMessageInvoker http = new(server);
    private readonly Uri home = new(https ? "https://localhost/" : "http://localhost/");

    /// <summary>Headers of every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public CookieCollection Cookies => cookies.GetCookies(home);

    public CookieCollection CookiesOf(string path) => cookies.GetCookies(new Uri(home, path));

    public Task<Seen> Get(string path, bool follow = true) => Send(new HttpRequestMessage(HttpMethod.Get, new Uri(home, path)), follow);

    /// <summary>A file that is downloaded.</summary>
    public async Task<byte[]> Raw(string path) => await (await Get(path)).Response.Content.ReadAsByteArrayAsync();

    public Task<Seen> Post(string path, IEnumerable<KeyValuePair<string, string>> fields, bool follow = true) =>
        Post(path, new FormUrlEncodedContent(fields), follow);

    public Task<Seen> Post(string path, HttpContent content, bool follow = true) =>
        Send(new HttpRequestMessage(HttpMethod.Post, new Uri(home, path)) { Content = content }, follow);

    /// <summary>Sends the form of a page that contains the text, with fields changed or added.</summary>
    public Task<Seen> Submit(Seen page, string formWith, Dictionary<string, string> fields, bool follow = true)
    {
        var (action, all) = page.Form(formWith);
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        return Post(action, all, follow);
    }

    private async Task<Seen> Send(HttpRequestMessage request, bool follow)
    {
        var address = request.RequestUri!;
        if (cookies.GetCookieHeader(address) is { Length: > 0 } sent)
        {
            request.Headers.Add("Cookie", sent);
        }

        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request, CancellationToken.None);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                cookies.SetCookies(address, cookie);
            }
        }

        return follow && response.StatusCode is HttpStatusCode.Found && response.Headers.Location is { } to
            ? await Get(to.ToString())
            : new Seen(response, await response.Content.ReadAsStringAsync());
    }
}

/// <summary>An answer as the browser got it.</summary>
public sealed partial record Seen(HttpResponseMessage Response, string Html)
{
    public HttpStatusCode Status => Response.StatusCode;

    public string Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";

    public (string Action, Dictionary<string, string> Fields) Form(string with)
    {
        var form = Forms().Matches(Html).Select(match => match.Value).FirstOrDefault(text => text.Contains(with, StringComparison.Ordinal));
        form.ShouldNotBeNull($"a form with {with} in {(int)Status}: {Html}");
        var fields = new Dictionary<string, string>();
        foreach (Match input in Inputs().Matches(form))
        {
            if (Attribute(input.Value, "name") is { } name && Attribute(input.Value, "type") is not ("radio" or "checkbox"))
            {
                fields[name] = Attribute(input.Value, "value") ?? "";
            }
        }

        foreach (Match area in Areas().Matches(form))
        {
            fields[Attribute(area.Value, "name")!] = WebUtility.HtmlDecode(area.Groups[1].Value).TrimStart('\n');
        }

        return (Attribute(form, "action")!, fields);
    }

    public int Count(string text) => Html.Split(text).Length - 1;

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Inputs();

    [GeneratedRegex("<textarea[^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Areas();
}
