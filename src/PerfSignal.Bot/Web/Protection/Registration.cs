using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

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
}
