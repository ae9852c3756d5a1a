using Microsoft.Extensions.Configuration;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.OpenAi;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.OpenAi;

public sealed class DraftingSettingsTests
{
    [Fact]
    public void No_model_is_the_default() => Check().Settings.Drafting.Provider.ShouldBe(DraftingProvider.None);

    [Fact]
    public void OpenAi_needs_a_model_and_a_key()
    {
        var problems = Check(("Drafting:Provider", "OpenAI")).Problems;
        problems.Select(problem => problem.Key).ShouldBe(["Drafting:Model", "Drafting:ApiKey"]);
        var settings = Right(("Drafting:Provider", "openai"), ("Drafting:Model", "m"), ("Drafting:ApiKey", "k"));
        settings.Endpoint.ShouldBe(DraftingSettings.PublicEndpoint);
        settings.Budget.ShouldBe(new DraftBudget());
    }

    [Fact]
    public void A_server_on_this_machine_needs_no_key() =>
        Right(("Drafting:Provider", "OpenAI"), ("Drafting:Model", "m"), ("Drafting:Endpoint", "http://127.0.0.1:8080/v1"))
            .Endpoint.ShouldBe("http://127.0.0.1:8080/v1");

    [Theory]
    [InlineData("Drafting:Endpoint", "http://10.0.0.5/v1")]
    [InlineData("Drafting:Endpoint", "api.openai.com")]
    [InlineData("Drafting:UseEntraId", "true")]
    [InlineData("Drafting:UseEntraId", "yes")]
    [InlineData("Drafting:TokensPerDay", "-1")]
    [InlineData("Drafting:DraftsPerManagerPerDay", "many")]
    public void What_cannot_be_is_refused_by_name(string key, string value) =>
        Check(("Drafting:Provider", "OpenAI"), ("Drafting:Model", "m"), ("Drafting:ApiKey", "k"), (key, value))
            .Problems.ShouldHaveSingleItem()
            .Key.ShouldBe(key);

    [Fact]
    public void Azure_needs_its_own_address_and_a_key_or_Entra_ID()
    {
        Check(("Drafting:Provider", "AzureOpenAI"), ("Drafting:Model", "d"), ("Drafting:ApiKey", "k"))
            .Problems.ShouldHaveSingleItem()
            .Key.ShouldBe("Drafting:Endpoint");
        (string, string)[] azure =
        [
            ("Drafting:Provider", "AzureOpenAI"),
            ("Drafting:Model", "d"),
            ("Drafting:Endpoint", "https://r.openai.azure.com/openai/v1/"),
        ];
        Right([.. azure, ("Drafting:UseEntraId", "true")]).UseEntraId.ShouldBeTrue();
        Check(azure).Problems.ShouldHaveSingleItem().Key.ShouldBe("Drafting:ApiKey");
        Check([.. azure, ("Drafting:UseEntraId", "true"), ("Drafting:ApiKey", "k")])
            .Problems.ShouldHaveSingleItem()
            .Key.ShouldBe("Drafting:ApiKey");
        Check(
            ("Drafting:Provider", "AzureOpenAI"),
            ("Drafting:Model", "d"),
            ("Drafting:Endpoint", "http://localhost:1/v1"),
            ("Drafting:UseEntraId", "true")
        )
            .Problems.ShouldHaveSingleItem()
            .Key.ShouldBe("Drafting:Endpoint");
    }

    private static DraftingSettings Right(params (string Key, string Value)[] values)
    {
        var (settings, problems) = Check(values);
        problems.ShouldBeEmpty();
        return settings.Drafting;
    }

    private static (Settings Settings, IReadOnlyList<SettingsProblem> Problems) Check(params (string Key, string Value)[] values) =>
        Settings.Check(
            new ConfigurationBuilder()
                .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
                .Build()
        );
}
