using System.Security.Cryptography;

namespace PerfSignal.Bot.Web.Protection;

/// <summary>The key outside the database that encrypts the keys inside it: AES-256-GCM, nonce and tag before the text.</summary>
internal sealed class KeyFile
{
    private const int KeyBytes = 32;
    private readonly byte[] key;

    private KeyFile(byte[] key) => this.key = key;

    /// <exception cref="InvalidOperationException">The file is missing or holds something else.</exception>
    public static KeyFile Read(string path)
    {
        const string make = "make one with `openssl rand -base64 32`, readable by the service only";
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"DataProtection:KeyFile names '{path}', which does not exist; {make}.");
        }

        var bytes = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var length) && length == KeyBytes
            ? new KeyFile(bytes[..KeyBytes])
            : throw new InvalidOperationException($"DataProtection:KeyFile '{path}' does not hold 32 bytes in Base64; {make}.");
    }

    public string Encrypt(byte[] text)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var hidden = new byte[text.Length];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, text, hidden, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. hidden]);
    }

    /// <exception cref="CryptographicException">Another key encrypted it, or it was changed.</exception>
    public byte[] Decrypt(string stored)
    {
        var all = Convert.FromBase64String(stored);
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        if (all.Length < nonce + tag)
        {
            throw new CryptographicException("The stored key is cut short.");
        }

        var text = new byte[all.Length - nonce - tag];
        using var aes = new AesGcm(key, tag);
        aes.Decrypt(all.AsSpan(0, nonce), all.AsSpan(nonce + tag), all.AsSpan(nonce, tag), text);
        return text;
    }
}
