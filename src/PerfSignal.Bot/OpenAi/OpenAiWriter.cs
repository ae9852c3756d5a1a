using System.ClientModel;
using System.Text.Json;
using OpenAI.Chat;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.OpenAi;

/// <summary>Has a model of OpenAI, of Azure OpenAI, or of a server that speaks their protocol write a draft; one answer of another shape is asked for again.</summary>
internal sealed class OpenAiWriter(ChatClient client, string model) : IDraftWriter
{
    private const int Tokens = 4000;

    private static readonly BinaryData Schema = BinaryData.FromString(DraftWire.Schema);

    public string Name => model;

    public async Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
    {
        List<ChatMessage> messages =
        [
            new SystemChatMessage(DraftPrompt.Instructions(request.Language)),
            new UserChatMessage(DraftWire.Evidence(request)),
        ];
        var (first, text) = await Ask(messages, DraftUsage.None, ct);
        if (first is not WriterAnswer.Failed { Reason: "invalid" })
        {
            return first;
        }

        messages.Add(new AssistantChatMessage(text.Length == 0 ? "{}" : text));
        messages.Add(new UserChatMessage(DraftWire.Repair));
        return (await Ask(messages, first.Usage, ct)).Answer;
    }

    private async Task<(WriterAnswer Answer, string Text)> Ask(IEnumerable<ChatMessage> messages, DraftUsage used, CancellationToken ct)
    {
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("summary", Schema, jsonSchemaIsStrict: true),
            MaxOutputTokenCount = Tokens,
            // Nothing about people is to be kept on the other side.
            StoredOutputEnabled = false,
        };
        try
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages, options, ct);
            used += new DraftUsage(completion.Usage?.InputTokenCount ?? 0, completion.Usage?.OutputTokenCount ?? 0);
            return Read(completion, used);
        }
        catch (ClientResultException refused)
        {
            return (new WriterAnswer.Failed(Why(refused), used), "");
        }
        catch (Exception e)
            when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // The library reads what it gets without checking it first.
            return (new WriterAnswer.Failed("invalid", used), "");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (new WriterAnswer.Failed("failed", used), "");
        }
    }

    private static (WriterAnswer Answer, string Text) Read(ChatCompletion completion, DraftUsage used)
    {
        if (!string.IsNullOrEmpty(completion.Refusal))
        {
            return (new WriterAnswer.Failed("declined", used), "");
        }

        switch (completion.FinishReason)
        {
            case ChatFinishReason.Length:
                return (new WriterAnswer.Failed("truncated", used), "");
            case ChatFinishReason.ContentFilter:
                return (new WriterAnswer.Failed("filtered", used), "");
            default:
                var text = string.Concat(
                    completion.Content.Where(part => part.Kind == ChatMessageContentPartKind.Text).Select(part => part.Text)
                );
                return DraftWire.Read(text) is { } sentences
                    ? (new WriterAnswer.Wrote(sentences, used), text)
                    : (new WriterAnswer.Failed("invalid", used), text[..Math.Min(text.Length, DraftWire.MostCharacters)]);
        }
    }

    /// <summary>By status and error code (https://platform.openai.com/docs/guides/error-codes, https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter).</summary>
    private static string Why(ClientResultException refused) =>
        refused.Status switch
        {
            429 => "throttled",
            401 or 403 => "unauthorized",
            400 when Code(refused) == "content_filter" => "filtered",
            _ => "failed",
        };

    private static string? Code(ClientResultException refused)
    {
        try
        {
            using var body = JsonDocument.Parse(refused.GetRawResponse()?.Content.ToMemory() ?? default);
            return
                body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String
                ? code.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
