using Microsoft.Extensions.DependencyInjection;

namespace PerfSignal.Core.MyData;

public static class Registration
{
    /// <summary>Registers what shows people everything that is held about them.</summary>
    public static IServiceCollection AddPerfSignalMyData(this IServiceCollection services) =>
        services.AddScoped<HeldReader>().AddScoped<NewestItems>();
}
