using System.Net;

namespace PerfSignal.Tests.Web;

public sealed class HostilePostsTests
{
    [Theory]
    [InlineData("test.note#{\"row\":\"a\",\"row\":\"b\"}")]
    [InlineData("test.note#{\"text\":\"a\",\"text\":\"b\"}")]
    [InlineData("test.note#{\"x\":\"\\ud800\"}")]
    [InlineData("test.note#{\"\\ud800\":1}")]
    [InlineData("test.note#{\"row\":\"\\udc00\"}")]
    [InlineData("test.note#{")]
    [InlineData("test.note#{\"row\":{\"a\":[1,null]}}")]
    [InlineData("no.such\r\n[Error] forged line")]
    public async Task Get_an_answer_whatever_stands_in_a_button(string verb)
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var fields = (await browser.Get("/")).Form("name=\"text\"").Fields;
        fields.Remove("text");
        fields["card"] = $"m{Guid.NewGuid():N}.{Guid.NewGuid():N}";
        fields["verb"] = verb;
        (await browser.Post("/", fields)).Status.ShouldBe(HttpStatusCode.OK);
        site.Log.All.ShouldNotContain("Error The page");
        site.Log.All.ShouldNotContain("forged line");
    }

    [Theory]
    [InlineData("application/json", "{\"text\":\"help\"}")]
    [InlineData("text/plain", "text=help")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhelp")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "text=help")]
    [InlineData("application/x-www-form-urlencoded", "many")]
    public async Task Are_refused_as_none_of_our_forms_when_they_are_no_form(string type, string body)
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        browser.Headers["RequestVerificationToken"] = (await browser.Get("/")).Form("name=\"text\"").Fields["__RequestVerificationToken"];
        var content = new StringContent(body == "many" ? string.Join('&', Enumerable.Range(0, 3000).Select(i => $"f{i}=1")) : body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await browser.Post("/", content)).Status.ShouldBe(HttpStatusCode.BadRequest);
        site.Log.All.ShouldNotContain("Error The page");
    }

    [Fact]
    public async Task Put_nothing_that_was_written_into_the_log_at_any_level()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Get("/");
        await browser.Submit(page, "name=\"text\"", new() { ["text"] = "note zebra-one" });
        await browser.Submit(page, "name=\"text\"", new() { ["text"] = "fail zebra-two" });
        await browser.Submit(page, "name=\"text\"", new() { ["text"] = "zebra-three" });
        var fields = page.Form("name=\"text\"").Fields;
        fields["card"] = $"m{Guid.NewGuid():N}.{Guid.NewGuid():N}";
        fields["verb"] = "feedback.give";
        fields["who"] = "Max Weber";
        fields["text"] = "zebra-four";
        (await browser.Post("/", fields)).Status.ShouldBe(HttpStatusCode.OK);
        site.Log.All.ShouldContain("reference");
        site.Log.All.ShouldNotContain("zebra");
        site.Log.All.ShouldNotContain(browser.Cookies["perfsignal"]!.Value);
    }
}
