using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Hosting;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Week;

/// <summary>Everybody has a browser without scripts.</summary>
internal sealed partial class WebStage : Stage
{
    private readonly Dictionary<string, Browser> browsers = [];
    private readonly Dictionary<string, Seen> pages = [];

    private WebStage(RunningService service)
        : base(service) { }

    public static async Task<Stage> Start()
    {
        var stage = new WebStage(Serve(new TestClock(Script.Monday)));
        await stage.Service.Prepare();
        await stage.Service.Start();
        await stage.Fill();
        foreach (var who in Everyone)
        {
            stage.browsers[who] = new Browser(new ToService(stage.Service));
        }

        return stage;
    }

    public override async Task Types(string who, string words) =>
        await Show(who, browsers[who].Submit(await Chat(who), "name=\"text\"", new() { ["text"] = words }));

    public override async Task Presses(string who, string verb, string? row) =>
        await Send(who, await Chat(who), verb, row, new Dictionary<string, string>());

    public override async Task Fills(string who, string verb, IReadOnlyDictionary<string, string> values) =>
        await Send(who, pages.TryGetValue(who, out var page) && Has(page, verb) ? page : await Chat(who), verb, null, values, true);

    private static bool Has(Seen page, string verb) =>
        Forms()
            .Matches(page.Html)
            .Any(form =>
                IsFilledIn(form.Value) && Buttons().Matches(form.Value).Any(button => button.Groups[1].Value.Split('#')[0] == verb)
            );

    private static bool IsFilledIn(string form) => Fields().IsMatch(form);

    public override async Task<IReadOnlyList<string>> Sees(string who) =>
        [.. (await Chat(who)).Html.Split("<li id=\"m").Skip(1).Select(WebUtility.HtmlDecode).OfType<string>()];

    /// <summary>The conversation is kept by the service itself.</summary>
    public override Task<bool> Deletes(string who, string text) => Task.FromResult(false);

    /// <summary>A page as the person sees it.</summary>
    public async Task<string> Page(string who, string path)
    {
        await Chat(who);
        return WebUtility.HtmlDecode((await browsers[who].Get(path)).Html);
    }

    public override ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>Sends the last form of the page that has the button.</summary>
    private async Task Send(
        string who,
        Seen page,
        string verb,
        string? row,
        IReadOnlyDictionary<string, string> values,
        bool filled = false
    )
    {
        var (form, button) = Forms()
            .Matches(page.Html)
            .Where(form => !filled || IsFilledIn(form.Value))
            .SelectMany(form => Buttons().Matches(form.Value).Select(button => (Form: form.Value, Button: button.Groups[1].Value)))
            .LastOrDefault(one => one.Button.Split('#')[0] == verb && (row is null || one.Button.Contains(row, StringComparison.Ordinal)));
        form.ShouldNotBeNull($"{who} sees no {verb} {row} in {page.Html}");
        var card = Regex.Match(form, "name=\"card\" value=\"([^\"]+)\"").Groups[1].Value;
        var (action, typed) = page.Form($"name=\"card\" value=\"{card}\"");
        var fields = typed
            .Concat(Chosen(form).Where(one => !values.ContainsKey(one.Key)))
            .Where(one => !values.ContainsKey(one.Key) && one.Key != "verb")
            .Concat(values)
            .Append(new("verb", WebUtility.HtmlDecode(button)));
        await Show(who, browsers[who].Post(action, fields));
    }

    /// <summary>What is chosen from the start.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Chosen(string form)
    {
        foreach (Match box in Boxes().Matches(form))
        {
            yield return new(Attribute(box.Value, "name"), Attribute(box.Value, "value"));
        }

        foreach (Match list in Lists().Matches(form))
        {
            var options = Options().Matches(list.Value).Select(option => option.Value).ToList();
            yield return new(
                Attribute(list.Value, "name"),
                Attribute(options.Find(one => one.Contains(" selected")) ?? options[0], "value")
            );
        }

        static string Attribute(string tag, string name) =>
            WebUtility.HtmlDecode(Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"").Groups[1].Value);
    }

    private async Task Show(string who, Task<Seen> answer)
    {
        var page = await answer;
        page.Status.ShouldBe(HttpStatusCode.OK, page.Html);
        pages[who] = page;
    }

    /// <summary>The conversation, after signing in where the session is over.</summary>
    private async Task<Seen> Chat(string who)
    {
        var page = await browsers[who].Get("/");
        if (!page.Html.Contains("name=\"person\"", StringComparison.Ordinal))
        {
            return page;
        }

        var id = (await Service.Look(data => data.People.SingleAsync(person => person.Email == who + "@example.com"))).Id.ToString();
        return await browsers[who].Submit(page, id, new() { ["person"] = id });
    }

    /// <summary>Brings requests to the port of the service.</summary>
    private sealed class ToService(RunningService service)
        : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(service.Address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*type=\"(radio|checkbox)\"[^>]*\\schecked[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Boxes();

    [GeneratedRegex("<select.*?</select>", RegexOptions.Singleline)]
    private static partial Regex Lists();

    [GeneratedRegex("<option[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Options();

    [GeneratedRegex("<(textarea|select|input type=\"(text|radio|checkbox|date|number))")]
    private static partial Regex Fields();

    [GeneratedRegex("name=\"verb\" value=\"([^\"]+)\"")]
    private static partial Regex Buttons();
}
