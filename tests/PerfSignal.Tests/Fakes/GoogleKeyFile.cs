using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PerfSignal.Tests.Fakes;

/// <summary>A service account: its key file as Google's console gives it, and Google's check of what it signs.</summary>
internal sealed class GoogleKeyFile : IDisposable
{
    public const string Account = "perfsignal@example-project.iam.gserviceaccount.com";
    private static readonly RSA Key = RSA.Create(2048);
    private readonly string folder = Directory.CreateTempSubdirectory("perfsignal-google-").FullName;

    public GoogleKeyFile(string tokenUri) =>
        File.WriteAllText(
            Path,
            JsonSerializer.Serialize(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["type"] = "service_account",
                    ["project_id"] = "example-project",
                    ["private_key_id"] = "0123456789",
                    ["private_key"] = Key.ExportPkcs8PrivateKeyPem(),
                    ["client_email"] = Account,
                    ["client_id"] = "100000000000000000001",
                    ["token_uri"] = tokenUri,
                }
            )
        );

    public string Path => System.IO.Path.Combine(folder, "key.json");

    /// <summary>The claims of an assertion that the account signed; null for any other.</summary>
    public static JsonElement? Claims(string assertion)
    {
        if (assertion.Split('.') is not [var header, var claims, var signature])
        {
            return null;
        }

        using var head = JsonDocument.Parse(Bytes(header));
        return
            head.RootElement.GetProperty("alg").GetString() == "RS256"
            && Key.VerifyData(
                Encoding.ASCII.GetBytes($"{header}.{claims}"),
                Bytes(signature),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
            ? JsonDocument.Parse(Bytes(claims)).RootElement
            : null;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Bytes(string base64Url) => System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);
}
