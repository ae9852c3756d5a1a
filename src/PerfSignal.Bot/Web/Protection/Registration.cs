using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web.Protection;

public static class Registration
{
    /// <summary>Data Protection with its keys in the database, encrypted by the key file where one is given.</summary>
    /// <exception cref="InvalidOperationException">The key file is missing or holds something else.</exception>
    public static IServiceCollection AddPerfSignalProtection(this IServiceCollection services, string? keyFile)
    {
        if (keyFile is not null)
        {
            services.AddSingleton(KeyFile.Read(keyFile));
        }

        services.AddDataProtection().SetApplicationName("PerfSignal");
        services.AddSingleton(provider => SealBy(provider.GetRequiredService<IDataProtectionProvider>()));
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IServiceScopeFactory, TimeProvider, IServiceProvider>(
                (options, scopes, clock, provider) =>
                {
                    options.XmlRepository = new KeyRepository(scopes, clock);
                    options.XmlEncryptor = provider.GetService<KeyFile>() is { } file ? new KeyFileEncryptor(file) : null;
                }
            );
        return services;
    }

    /// <summary>The person is part of the purpose, by which every purpose has a key of its own.</summary>
    private static Seal SealBy(IDataProtectionProvider protection)
    {
        IDataProtector For(Guid reader) => protection.CreateProtector("PerfSignal.Seal", reader.ToString("N"));
        return new Seal(
            (reader, text) => For(reader).Protect(text),
            (reader, closed) =>
            {
                try
                {
                    return For(reader).Unprotect(closed);
                }
                catch (CryptographicException)
                {
                    // Sealed for somebody else, changed, or with a key that is gone: it stays closed.
                    return null;
                }
            }
        );
    }
}
