using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.OpenAi;

public enum DraftingProvider
{
    /// <summary>No model: the plain writer alone.</summary>
    None,

    /// <summary>OpenAI, or whatever server speaks its protocol at <see cref="DraftingSettings.Endpoint"/>.</summary>
    OpenAI,
    AzureOpenAI,
}

/// <summary>The section `Drafting`.</summary>
public sealed record DraftingSettings
{
    public const string PublicEndpoint = "https://api.openai.com/v1";

    public DraftingProvider Provider { get; init; }

    /// <summary>Where `chat/completions` is answered below.</summary>
    public string Endpoint { get; init; } = PublicEndpoint;

    /// <summary>The model's name; with Azure that of the deployment.</summary>
    public string Model { get; init; } = "";

    /// <summary>Null where Entra ID or a server on this machine needs none.</summary>
    public string? ApiKey { get; init; }
    public bool UseEntraId { get; init; }
    public DraftBudget Budget { get; init; } = new();
    public DraftPrices Prices { get; init; } = new();

    internal static DraftingSettings Read(SettingsReader reader)
    {
        var settings = new DraftingSettings
        {
            Provider = reader.Word("Drafting:Provider", DraftingProvider.None),
            Endpoint = reader.Address("Drafting:Endpoint", PublicEndpoint) ?? "",
            Model = reader.Text("Drafting:Model") ?? "",
            ApiKey = reader.Text("Drafting:ApiKey"),
            UseEntraId = reader.Flag("Drafting:UseEntraId"),
            Prices = new(
                reader.Decimal("Drafting:PricePerMillionTokensIn", 0, 0, 1_000_000),
                reader.Decimal("Drafting:PricePerMillionTokensOut", 0, 0, 1_000_000),
                reader.Text("Drafting:PriceCurrency") ?? ""
            ),
            Budget = new(
                reader.Number("Drafting:TokensPerDay", DraftBudget.DefaultTokens, 0, 1_000_000_000),
                reader.Number("Drafting:DraftsPerManagerPerDay", DraftBudget.DefaultDrafts, 0, 10_000)
            ),
        };
        if (settings.Provider != DraftingProvider.None)
        {
            settings.Check(reader);
        }

        return settings.Endpoint.Length == 0 ? settings with { Endpoint = PublicEndpoint } : settings;
    }

    private void Check(SettingsReader reader)
    {
        reader.Needs(
            "Drafting:Model",
            Model,
            Provider == DraftingProvider.AzureOpenAI ? "the name of the deployment" : "the name of a model that can answer by a JSON schema"
        );
        var azure = Provider == DraftingProvider.AzureOpenAI;
        if (azure)
        {
            reader.Needs("Drafting:Endpoint", Endpoint, "https://RESOURCE.openai.azure.com/openai/v1/");
        }

        if (Prices.Currency.Length > 8)
        {
            reader.Wrong("Drafting:PriceCurrency", "is longer than 8 characters", "Write a currency such as EUR.");
        }

        if (Model.Length > 200)
        {
            reader.Wrong("Drafting:Model", "is longer than 200 characters", "Write the model's name alone.");
        }

        if (UseEntraId && !azure)
        {
            reader.Wrong("Drafting:UseEntraId", "is true, but only Azure OpenAI takes Entra ID", "Write false and set Drafting:ApiKey.");
        }
        else if (UseEntraId && ApiKey is not null)
        {
            reader.Wrong("Drafting:ApiKey", "is set beside Drafting:UseEntraId", "Keep one of the two.");
        }
        else if (UseEntraId && Endpoint.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            reader.Wrong("Drafting:Endpoint", "is plain http, over which Entra ID gives no token", "Write the resource's https address.");
        }
        else if (!UseEntraId && ApiKey is null && !IsOnThisMachine)
        {
            reader.Wrong(
                "Drafting:ApiKey",
                "is empty, and the model needs it",
                azure
                    ? "Copy a key of the resource into the environment, or set Drafting:UseEntraId to true."
                    : "Create one for this service and put it into the environment rather than a file."
            );
        }
    }

    private bool IsOnThisMachine => Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) && url.IsLoopback;
}
