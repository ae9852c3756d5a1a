using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using Azure.Core;
using Azure.Identity;
using OpenAI;
using OpenAI.Chat;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.OpenAi;

/// <summary>The one connection pool to the model, closed with the service.</summary>
internal sealed class ModelConnection : IDisposable
{
    /// <summary>What Entra ID gives tokens for (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle).</summary>
    private const string Scope = "https://ai.azure.com/.default";

    /// <summary>Bytes of an answer; a draft is a few thousand.</summary>
    private const long MostBytes = 1 << 20;

    private readonly HttpClient http = new(
        new Bounded(MostBytes)
        {
            InnerHandler = new SocketsHttpHandler
            {
                // A redirect would carry the evidence to another host.
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = DraftMaker.Patience,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                AutomaticDecompression = DecompressionMethods.All,
            },
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <param name="credential">For Entra ID; null for what the machine offers.</param>
    public ModelConnection(DraftingSettings settings, TokenCredential? credential = null)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri(settings.Endpoint),
            NetworkTimeout = DraftMaker.Patience,
            // The draft waits ten seconds in all; the plain writer is better than the end of a long wait.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(http),
            // What is sent and answered is about people.
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        Writer = new OpenAiWriter(new ChatClient(settings.Model, Authentication(settings, credential), options), settings.Model);
    }

    public IDraftWriter Writer { get; }

    public void Dispose() => http.Dispose();

    private static AuthenticationPolicy Authentication(DraftingSettings settings, TokenCredential? credential) =>
        settings switch
        {
            { UseEntraId: true } => new BearerTokenPolicy(credential ?? new DefaultAzureCredential(), Scope),
            { Provider: DraftingProvider.AzureOpenAI } => ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(Key(settings), "api-key"),
            _ => ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(Key(settings)),
        };

    /// <summary>A server on this machine may need none, but the library does.</summary>
    private static ApiKeyCredential Key(DraftingSettings settings) => new(settings.ApiKey ?? "none");

    /// <summary>Refuses answers that are too large to be one.</summary>
    private sealed class Bounded(long most) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(most, cancellationToken);
            return response;
        }
    }
}
