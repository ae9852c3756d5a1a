using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace PerfSignal.Bot.Web.Protection;

/// <summary>Encrypts a stored key with the key file.</summary>
internal sealed class KeyFileEncryptor(KeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement("byKeyFile", file.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)))),
            typeof(KeyFileDecryptor)
        );
}

/// <summary>Decrypts a stored key; made by Data Protection from the type's name in the stored XML.</summary>
public sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        services.GetService<KeyFile>() is { } file
            ? XElement.Parse(Encoding.UTF8.GetString(file.Decrypt(encryptedElement.Value)))
            : throw new InvalidOperationException(
                "The stored keys are encrypted; set DataProtection:KeyFile to the file they were encrypted with."
            );
}
