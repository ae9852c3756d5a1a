using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>The key of a Google service account, as the file that Google's console gives holds it.</summary>
internal sealed record ServiceAccountKey(string ClientEmail, string KeyId, string PrivateKey, Uri TokenUri)
{
    private const int LargestFile = 64 * 1024;
    private const string UsualTokenUri = "https://oauth2.googleapis.com/token";

    /// <exception cref="FormatException">The file is not such a key; the message says what is wrong and never what stands in the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ServiceAccountKey Read(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new FormatException("is far larger than a key");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(json.RootElement);
        }
        catch (JsonException wrong)
        {
            throw new FormatException("is no JSON", wrong);
        }
    }

    /// <summary>What is wrong with the file, in words that follow its name; null where it is a key.</summary>
    public static string? Fault(string path)
    {
        try
        {
            Read(path);
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return "cannot be read";
        }
    }

    private static ServiceAccountKey Read(JsonElement file)
    {
        if (Text(file, "type") != "service_account")
        {
            throw new FormatException("is not the key of a service account (\"type\" is not \"service_account\")");
        }

        var key = Needed(file, "private_key");
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            throw new FormatException("has a \"private_key\" that is no RSA key in PEM", wrong);
        }

        var address = Text(file, "token_uri") ?? UsualTokenUri;
        return
            Uri.TryCreate(address, UriKind.Absolute, out var tokenUri)
            && (tokenUri.Scheme == Uri.UriSchemeHttps || (tokenUri.Scheme == Uri.UriSchemeHttp && tokenUri.IsLoopback))
            ? new ServiceAccountKey(Needed(file, "client_email"), Text(file, "private_key_id") ?? "", key, tokenUri)
            : throw new FormatException("has a \"token_uri\" that is no https address");
    }

    private static string Needed(JsonElement file, string name) => Text(file, name) ?? throw new FormatException($"has no \"{name}\"");

    private static string? Text(JsonElement file, string name) =>
        file.ValueKind == JsonValueKind.Object
        && file.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The key itself is never printed.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(ClientEmail)).Append(" = ").Append(ClientEmail);
        return true;
    }
}
