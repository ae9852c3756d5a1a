using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>How a call of the connector ended.</summary>
internal abstract record ConnectorAnswer
{
    private ConnectorAnswer() { }

    /// <param name="Body">Null where there is none, or none that can be read.</param>
    public sealed record Done(JsonElement? Body) : ConnectorAnswer
    {
        public string? Id => LenientJson.Text(Body, "id") is { Length: > 0 } id ? id : null;
    }

    /// <param name="Status">0 where nothing was answered.</param>
    public sealed record Failed(FailureCategory Category, string Word, int Status = 0, Duration? RetryAfter = null) : ConnectorAnswer
    {
        public DeliveryResult.Failed Result => new(Category, Word, RetryAfter);
    }
}

/// <summary>Teams' connector over plain HTTP (https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-protocol); it never throws for what is answered.</summary>
internal sealed class Connector(ServiceHosts hosts, TeamsSettings settings, BotToken tokens, Exchange exchange, Pace pace)
{
    public Task<ConnectorAnswer> CreateConversation(string serviceUrl, JsonObject parameters, CancellationToken ct) =>
        Ask(new Call(Operation.CreateConversation, HttpMethod.Post, serviceUrl, ["conversations"], parameters), ct);

    public Task<ConnectorAnswer> Send(string serviceUrl, string conversation, JsonObject activity, CancellationToken ct) =>
        Ask(new Call(Operation.Send, HttpMethod.Post, serviceUrl, ["conversations", conversation, "activities"], activity), ct);

    public Task<ConnectorAnswer> Update(string serviceUrl, string conversation, string id, JsonObject activity, CancellationToken ct) =>
        Ask(new Call(Operation.Update, HttpMethod.Put, serviceUrl, ["conversations", conversation, "activities", id], activity), ct);

    public Task<ConnectorAnswer> Delete(string serviceUrl, string conversation, string id, CancellationToken ct) =>
        Ask(new Call(Operation.Delete, HttpMethod.Delete, serviceUrl, ["conversations", conversation, "activities", id]), ct);

    public Task<ConnectorAnswer> Member(string serviceUrl, string conversation, string id, CancellationToken ct) =>
        Ask(new Call(Operation.ReadMember, HttpMethod.Get, serviceUrl, ["conversations", conversation, "members", id]), ct);

    private async Task<ConnectorAnswer> Ask(Call call, CancellationToken ct)
    {
        // Asked right here, whatever was asked before: neither a message nor the token goes anywhere else.
        if (call.Address is not { } address || !hosts.Allows(address.AbsoluteUri))
        {
            return new ConnectorAnswer.Failed(FailureCategory.Invalid, "service_host_not_allowed");
        }

        if (GoesWithoutToken(address))
        {
            return await Once(call, address, null, ct);
        }

        string? refused = null;
        while (true)
        {
            var token = await tokens.Get(refused, ct);
            if (token is TokenAnswer.Refused no)
            {
                return new ConnectorAnswer.Failed(no.Category, no.Word, RetryAfter: no.RetryAfter);
            }

            var issued = (TokenAnswer.Issued)token;
            var answer = await Once(call, address, issued.Token, ct);
            if (answer is not ConnectorAnswer.Failed { Status: 401 } || refused is not null)
            {
                return answer;
            }

            refused = issued.Token;
        }
    }

    /// <summary>A stand-in of Teams on this machine, where the settings allow it and give nothing to ask a token with.</summary>
    private bool GoesWithoutToken(Uri address) =>
        settings is { AllowUnauthenticatedLoopback: true, ClientSecret: null, CertificateFile: null, UseManagedIdentity: false }
        && address.IsLoopback;

    private async Task<ConnectorAnswer> Once(Call call, Uri address, string? token, CancellationToken ct)
    {
        using var permit = await pace.Enter(PlatformName.Teams, settings.TenantId, call.Conversation, ct);
        if (permit.Wait is { } line)
        {
            return new ConnectorAnswer.Failed(FailureCategory.Throttled, "pace", RetryAfter: line);
        }

        using var request = new HttpRequestMessage(call.Method, address);
        request.Content = call.Body is null ? null : Exchange.Json(call.Body, permit.Written);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        switch (await exchange.Run(request, ct))
        {
            case Outcome.Answered { IsGood: true } good:
                return new ConnectorAnswer.Done(good.Body);
            case Outcome.Answered bad:
                var word = ErrorWord.Of(bad.Body);
                var category = ConnectorErrors.Category(call.Operation, bad.Status, word);
                var wait = bad.RetryAfter;
                if (category == FailureCategory.Throttled)
                {
                    wait = await pace.Rejected(PlatformName.Teams, settings.TenantId, permit, wait, ct);
                }

                return new ConnectorAnswer.Failed(category, word ?? $"http_{bad.Status}", bad.Status, wait);
            case Outcome.Broken broken:
                // A personal conversation is the same one however often it is created.
                var doubt = broken.Sent && call.Operation != Operation.CreateConversation;
                return new ConnectorAnswer.Failed(doubt ? FailureCategory.Uncertain : FailureCategory.Transient, broken.Word);
            default:
                throw new NotSupportedException();
        }
    }

    private sealed record Call(Operation Operation, HttpMethod Method, string ServiceUrl, string[] Path, JsonObject? Body = null)
    {
        /// <summary>The conversation that it writes into or reads of.</summary>
        public string? Conversation => Path.Length > 1 ? Path[1] : null;

        /// <summary>Null where it cannot be one. An id of dots would be a step up in the path, and nothing escapes a dot.</summary>
        public Uri? Address =>
            Array.TrueForAll(Path, part => part.Trim('.').Length > 0)
            && Uri.TryCreate(
                ServiceUrl.TrimEnd('/') + "/v3/" + string.Join('/', Path.Select(Uri.EscapeDataString)),
                UriKind.Absolute,
                out var url
            )
                ? url
                : null;
    }
}
