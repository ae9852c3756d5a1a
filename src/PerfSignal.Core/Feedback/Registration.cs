using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Feedback;

public static class Registration
{
    /// <summary>Registers what the verbs of feedback work with, the scheduled acts, and the checks before a send.</summary>
    public static IServiceCollection AddPerfSignalFeedback(this IServiceCollection services)
    {
        services.TryAddSingleton(new Recognition());
        return services
            .AddScoped<Colleagues>()
            .AddScoped<Notes>()
            .AddScoped<PostRecognition>()
            .AddScoped<Requests>()
            .AddScoped<WithoutFeedback>()
            .AddScoped<RemindRequests>()
            .AddScoped<RemindFeedbackHabit>()
            .AddScoped<IDeliveryCheck, RecognitionCheck>()
            .AddScoped<IDeliveryCheck, RequestCheck>()
            .AddScoped<IDeliveryCheck, HabitCheck>();
    }
}
